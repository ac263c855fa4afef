"""Every metric on inputs at the edge of what it takes, without PED and with it: the right number, or a sentence.

One run of the program scores them all. A number is compared with the formula in NumPy (Conformance/formulas.py) where there is
one, and far from the origin with the same rows at it; metrics without a formula have their definitions' bounds.
"""

import csv
import json
import re
import subprocess
import sys
import warnings

import h5py
import numpy as np
import pytest
from conftest import PEDLAB, ROOT
from scipy.special import softmax

sys.path.insert(0, str(ROOT / "Conformance"))
import formulas  # noqa: E402
import golden  # noqa: E402

METRICS = json.loads(subprocess.run(
    [PEDLAB, "metrics", "list", "--json"], capture_output=True, text=True, check=True).stdout)
NAMES = [metric["metric"] for metric in METRICS]
MOTIONS = "none", "ped"
SHIFTS = {"offset_1e4": 1e4, "offset_1e6": 1e6, "offset_1e8": 1e8, "offset_1e9": 1e9}
# Metrics that a number added to all features changes: by their formulas.
# Two rows that are the same and have other labels can be exchanged in the transport.
NOT_DETERMINED = {("otce", "same_rows_in_two_classes"), ("otce", "every_row_in_three_classes")}
NOT_ABOUT_THE_MEAN = {"logme", "logme_effective", "lfc", "rankme", "stable_rank", "etran"}


def plain_rows(seed=0):
    random = np.random.default_rng(seed)
    y = np.repeat([0, 1, 2], [14, 11, 9])
    return np.round(random.normal(size=(34, 5)) + 0.8 * random.normal(size=(3, 5))[y], 6), y


def cases():
    X, y = plain_rows()
    random = np.random.default_rng(5)
    dead = np.column_stack([X, np.zeros(34), X[:, 0]])
    sevens = np.arange(7)
    return {
        "plain": (X, y), "constant": (np.full((12, 3), 2.0), np.repeat([0, 1, 2], 4)),
        "zero": (np.zeros((12, 3)), np.repeat([0, 1, 2], 4)), "one_class": (X, np.zeros(34, int)),
        "one_dimension": (X[:, :1], y), "one_row_a_class": (random.normal(size=(7, 4)), sevens),
        "one_row_a_class_wide": (random.normal(size=(7, 12)), sevens),
        "class_of_one": (X[:26], y[:26]), "wide": (random.normal(size=(12, 30)), np.repeat([0, 1, 2], 4)),
        "twice": (np.repeat(X, 2, axis=0), np.repeat(y, 2)),
        "every_row_in_three_classes": (np.repeat(X[:, :4] / 3, 3, axis=0), np.tile([0, 1, 2], 34)),
        "same_rows_in_two_classes": (np.vstack([X[:14], X[:14]]), np.repeat([0, 1], 14)),
        "classes_are_points": (np.repeat([[0.0, 1], [2, 0], [1, 3]], 5, axis=0), np.repeat([0, 1, 2], 5)),
        "two_rows": (np.array([[0.0, 1, 2], [1, 0, 4]]), np.array([0, 1])), "one_row": (X[:1], y[:1]),
        "dead_and_double": (dead, y), "tiny": (1e-20 * X, y), "huge": (1e20 * X, y), "too_large": (1e170 * X, y),
        "uneven": (random.normal(size=(202, 3)), np.repeat([0, 1], [1, 201])),
        **{name: (X + shift, y) for name, shift in SHIFTS.items()},
    }


CASES = cases()


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """{(case, metric, motion): score or sentence}, and the companions of each case."""
    path = tmp_path_factory.mktemp("edges") / "store.h5"
    others = {}
    with h5py.File(path, "w") as file:
        file.attrs.update(format="feature-store", version=1)
        for number, (name, (X, y)) in enumerate(CASES.items()):
            random = np.random.default_rng([9, 0 if name in SHIFTS else number])
            base, scale = (X - SHIFTS[name], SHIFTS[name]) if name in SHIFTS else (X, 0)
            if name == "too_large":
                base = base / 1e170  # a reference that cannot be squared stops the whole store
            size = np.abs(base).max() or 1
            spread = size * ((base / size).std(0) + 0.1)
            one = dict(
                logits=random.normal(size=(len(X), 6)),
                reference=base.mean(0) + scale + spread * random.normal(size=(20, X.shape[1])),
                reference_labels=random.integers(0, 3, 20), images=np.arange(len(X)) % 3,
                random_features=random.normal(size=(len(X), 4)))
            others[name] = one
            file[f"datasets/{name}/labels"] = y
            file[f"datasets/{name}/images"] = one["images"]
            model = file.create_group(f"models/{name}")
            model.attrs.update(parameters=25e6, source_accuracy=76.1)
            model[f"features/{name}"] = X
            model[f"logits/{name}"], model[f"random_features/{name}"] = one["logits"], one["random_features"]
            model["reference"], model["reference_labels"] = one["reference"], one["reference_labels"]
    done = subprocess.run(
        [PEDLAB, "score", path, "--metric", ",".join(NAMES), "--motion", "none,ped", "--no-cache"],
        capture_output=True, text=True)
    assert done.returncode in (0, 3), done.stderr
    result = {(row["model"], row["metric"], row["motion"]): float(row["score"])
              for row in csv.DictReader(done.stdout.splitlines())}
    sentences = {}
    for line in done.stderr.splitlines():
        said = re.match(r'.*model "(\w+)", (\w+): (.*)', line)
        if said:
            sentences.setdefault(said.groups()[:2], []).append(said[3])
    return result, sentences, others


def expected(name, metric, motion, others):
    """By the formula; None where there is none, or it has no number."""
    if metric not in golden.METRICS:
        return None
    X, y = CASES[name]
    if name in SHIFTS and metric not in NOT_ABOUT_THE_MEAN:
        X = X - SHIFTS[name]
    function, arguments, _, _ = golden.METRICS[metric]
    given = others[name]
    if metric in golden.FROM_OUTPUTS:
        X = softmax(given["logits"], axis=1)
    elif motion == "ped":
        shift = SHIFTS.get(name, 0) if metric not in NOT_ABOUT_THE_MEAN else 0
        X = formulas.ped(X, y, given["reference"] - shift)
    formula = getattr(formulas, function)
    needs = {key: given[key] for key in formula.__code__.co_varnames[:formula.__code__.co_argcount] if key in given}
    if name in SHIFTS and "reference" in needs:
        needs["reference"] = needs["reference"] - SHIFTS[name]
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            score = float(formula(X, y, **needs, **arguments))
    except (ArithmeticError, ValueError, IndexError, np.linalg.LinAlgError):
        return None
    return score if np.isfinite(score) else None


def tolerance(name):
    """What the rounding of the features themselves leaves, and 1e-9."""
    return max(1e-9, 1e-13 * SHIFTS.get(name, 0))


@pytest.mark.parametrize("metric", NAMES)
def test_a_number_that_is_right_or_a_sentence(metric, found):
    scores, sentences, others = found
    for name in CASES:
        for motion in MOTIONS:
            score = scores.get((name, metric, motion))
            if score is None:
                said = sentences.get((name, metric), [])
                assert said and all(text.endswith(".") for text in said), (name, motion, said)
                continue
            assert np.isfinite(score), (name, motion)
            right = expected(name, metric, motion, others)
            if right is not None and (metric, name) not in NOT_DETERMINED:
                assert abs(score - right) <= tolerance(name) * max(1, abs(right)), (name, motion, score, right)


def test_the_table_of_the_page_says_who_refuses_what(found):
    page = (ROOT / "Documentation/metrics.md").read_text().partition("## Inputs at the edge")[2].partition("\n## ")[0]
    rows = {row[1]: row.groups()[1:] for row in re.finditer(r"^\|.*\(`(\w+)`\) \| (\d+) \| (.*) \|$", page, re.M)}
    assert rows.keys() == CASES.keys()
    for name, (count, refusing) in rows.items():
        for motion in MOTIONS:
            scored = [metric for metric in NAMES if (name, metric, motion) in found[0]]
            refused = [metric for metric in NAMES if metric not in scored]
            assert len(scored) == int(count), name
            said = {"none": [], "all": NAMES}.get(refusing, refusing.removeprefix("all but ").split(", "))
            assert said == (scored if refusing.startswith("all but ") else refused), name


@pytest.mark.parametrize("metric", sorted(set(NAMES) - NOT_ABOUT_THE_MEAN - {"random_score"}))
def test_far_from_the_origin_the_number_is_that_at_it(metric, found):
    """Also of metrics without a formula in NumPy: the same rows, companions and seeds, a number added to all features."""
    scores, _, _ = found
    for motion in MOTIONS:
        near = scores.get(("offset_1e4", metric, motion))
        for name in ("offset_1e6", "offset_1e8", "offset_1e9"):
            far = scores.get((name, metric, motion))
            assert (near is None) == (far is None), (name, motion)
            if near is not None:
                # What is read to 16 digits at 1e8 has 8 behind the point: 1e-5 after a division by a small number.
                assert far == pytest.approx(near, rel=1e-9 * SHIFTS[name] ** 0.5, abs=1e-9 * SHIFTS[name] ** 0.5), name


def test_a_metric_says_what_it_lacks(tmp_path):
    """A store with features and labels alone."""
    X, y = plain_rows()
    with h5py.File(tmp_path / "store.h5", "w") as file:
        file.attrs.update(format="feature-store", version=1)
        file["datasets/d/labels"], file["models/m/features/d"] = y, X
    lacking = {"leep": "logits", "nce": "logits", "energy": "logits", "pactran_dirichlet": "logits",
               "pactran_gamma": "logits", "kite": "random features", "otce": "reference_labels",
               "ccfv": "images of its rows", "parameter_count": "attribute \"parameters\"",
               "source_accuracy": "attribute \"source_accuracy\""}
    others = [name for name in NAMES if name not in lacking]
    done = subprocess.run(
        [PEDLAB, "score", tmp_path / "store.h5", "--metric", ",".join(others)], capture_output=True, text=True)
    assert done.returncode == 0
    assert [row["metric"] for row in csv.DictReader(done.stdout.splitlines())] == others
    for name, lack in lacking.items():
        done = subprocess.run(
            [PEDLAB, "score", tmp_path / "store.h5", "--metric", name], capture_output=True, text=True)
        assert done.returncode == 2 and not done.stdout
        assert f"{name} needs" in done.stderr and lack in done.stderr and "; add" in done.stderr, done.stderr
