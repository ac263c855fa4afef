"""Metrics whose papers and codes could not be had: their formulas once more by another way, and what must hold of them.

Conformance/formulas.py has what pedlab computes; here the same numbers come from other identities (covariances and their roots,
SciPy's distances, sums over pairs), so that a slip of one form shows.
"""

import sys

import numpy as np
import pytest
from conftest import ROOT
from scipy.linalg import sqrtm
from scipy.spatial.distance import cdist, pdist
from scipy.stats import entropy

sys.path.insert(0, str(ROOT / "Conformance"))
import formulas  # noqa: E402


def rows(seed=0, classes=4, each=15, dimensions=3):
    random = np.random.default_rng(seed)
    y = np.repeat(np.arange(classes), each)
    return random.normal(size=(len(y), dimensions)) + random.normal(size=(classes, dimensions))[y], y


def turned(X, scale=1.0, shift=0.0, seed=3):
    rotation = np.linalg.qr(np.random.default_rng(seed).normal(size=(X.shape[1],) * 2))[0]
    return scale * X @ rotation + shift


def test_int_is_the_inverse_of_twice_the_class_distance_normalised_variance():
    """Galanti, Gyorgy, Hutter, ICLR 2022: CDNV = (Var_a + Var_b) / (2 |mu_a - mu_b|^2); variances from pairs of rows."""
    X, y = rows()
    total = []
    for a in range(4):
        for b in range(a):
            A, B = X[y == a], X[y == b]
            spread = sum((pdist(Z) ** 2).sum() / len(Z) ** 2 for Z in (A, B))  # sum of squares from distances
            apart = (cdist(A, B) ** 2).mean() - spread
            total.append(1 / (2 * (spread / (2 * apart))))
    assert np.mean(total) == pytest.approx(formulas.interclass_distance(X, y), rel=1e-10)
    assert formulas.interclass_distance(turned(X, 7, 100), y) == pytest.approx(np.mean(total), rel=1e-9)


def test_concept_variance_is_vilaltas_measure_and_bounded():
    """Vilalta and Drissi 2002: the weights 2^(-alpha d / (sqrt(D) - d)) from SciPy's distances, as one matrix."""
    X, y = rows(1)
    unit = (X - X.min(0)) / np.ptp(X, axis=0)
    d = cdist(unit, unit)
    w = np.exp2(-2 * d / (np.sqrt(X.shape[1]) - d)) - np.eye(len(X))
    expected = -np.average((w @ np.not_equal.outer(y, y).astype(float).T).diagonal() / w.sum(1))
    found = formulas.concept_variance(X, y)
    assert found == pytest.approx(expected, rel=1e-12) and -1 <= found <= 0
    assert formulas.concept_variance(X * [1, 5, 0.1] + 3, y) == pytest.approx(found, rel=1e-9)
    assert formulas.concept_variance(np.eye(2)[np.repeat([0, 1], 5)], np.repeat([0, 1], 5)) == 0


def test_class_fairness_is_an_entropy():
    X, y = rows(2)
    v = np.maximum([X[y == c].var(0) for c in range(4)], 1e-4).mean(1)
    mu = np.array([X[y == c].mean(0) for c in range(4)])
    s = (v[:, None] + v) / 2
    overlap = np.exp(-cdist(mu, mu) ** 2 / s / 8) * np.sqrt(np.sqrt(np.outer(v, v)) / s)
    shares = np.exp(overlap.sum(1) - 1)
    expected = entropy(shares / shares.sum()) / np.log(4)
    assert formulas.class_fairness(X, y) == pytest.approx(expected, rel=1e-12)
    assert 0 <= expected <= 1
    # Classes that all overlap alike: the corners of a square, and two classes.
    square = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]])[y] + np.tile(rows(5)[0][:15, :2], (4, 1))
    assert formulas.class_fairness(square, y) == pytest.approx(1, abs=1e-12)


def test_ccfv_by_roots_of_covariances():
    """The 2-Wasserstein distance of Gaussians with SciPy's root of covariances, where all are regular."""
    X, y = rows(4, classes=3, each=40, dimensions=3)
    images = np.tile(np.repeat([0, 1, 2, 3], 10), 3)
    total = 0.0
    for c in (1, 2):
        for a in range(4):
            for b in range(a):
                P, Q = (X[(y == c) & (images == i)] for i in (a, b))
                S, T = np.cov(P.T), np.cov(Q.T)
                root = sqrtm(S)
                cross = np.trace(sqrtm(root @ T @ root)).real
                total += np.sqrt(((P.mean(0) - Q.mean(0)) ** 2).sum() + np.trace(S) + np.trace(T) - 2 * cross)
    wasserstein = total / (4 * 4 / 2) / 2
    means = np.array([X[images == i].mean(0) for i in range(4)])
    variety = (1 / np.sqrt(pdist(means) ** 2 + 1e-3)).mean()
    expected = np.log(variety / wasserstein)
    assert formulas.ccfv(X, y, images) == pytest.approx(expected, rel=1e-9)
    assert formulas.ccfv(turned(X, 1, 50), y, images) == pytest.approx(expected, rel=1e-9)
    order = np.random.default_rng(6).permutation(len(X))
    assert formulas.ccfv(X[order], y[order], images[order]) == pytest.approx(expected, rel=1e-9)


def test_kite_is_a_ratio_of_alignments():
    """CKA by Gram matrices in place of covariances; 1 over the alignment where the features are the labels."""
    X, y = rows(6)
    other = np.random.default_rng(7).normal(size=(len(X), 5))
    centre = np.eye(len(X)) - 1 / len(X)

    def align(K, L):
        K, L = centre @ K @ centre, centre @ L @ centre
        return (K * L).sum() / np.sqrt((K * K).sum() * (L * L).sum())
    labels = np.equal.outer(y, y).astype(float)
    expected = align(X @ X.T, labels) / align(X @ X.T, other @ other.T)
    assert formulas.kite(X, y, other) == pytest.approx(expected, rel=1e-10)
    assert formulas.cka(np.eye(4)[y], y) == pytest.approx(1, rel=1e-12)


def test_variance_collapse_by_the_classes_scatter():
    X, y = rows(8, classes=3, each=9, dimensions=2)
    mu = np.array([X[y == c].mean(0) for c in range(3)])
    between = (mu - X.mean(0)).T @ (mu - X.mean(0)) / 3
    within = sum(np.cov(X[y == c].T, bias=True) for c in range(3)) / 3
    expected = -np.trace(np.linalg.solve(between, within)) / 3
    assert formulas.variance_collapse(X, y) == pytest.approx(expected, rel=1e-10)
