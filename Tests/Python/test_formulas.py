"""Scores of the bundled hub beside formulas in NumPy that share nothing with the program (Conformance/formulas.py)."""

import csv
import subprocess
import sys
from functools import cache

import h5py
import numpy as np
import pytest
from conftest import PEDLAB, ROOT
from scipy.special import logsumexp, softmax

sys.path.insert(0, str(ROOT / "Conformance"))
import formulas  # noqa: E402

HUB = ROOT / "Experiments/data/hub.h5"
STORE = h5py.File(HUB)
TOLERANCE = 1e-9
# metric of pedlab: function of formulas.py; on all 112 pairs
ON_ALL = {
    "hscore": "hscore", "reg_hscore": "hscore_regularised", "lda": "lda_etran", "lfc": "lfc",
    "transrate": "transrate", "fisher_ratio": "fisher_ratio", "cka": "cka",
    "variance_collapse": "variance_collapse", "disco": "disco", "lead": "lead", "rankme": "rankme",
    "stable_rank": "stable_rank", "hscore_debiased": "hscore_debiased",
    "logme_effective": "logme_effective", "int": "interclass_distance", "class_fairness": "class_fairness",
}
# slower formulas, and every metric behind PED: on some pairs
ON_SOME = {**ON_ALL, "silhouette": "silhouette", "sfda_loo": "sfda_loo", "sa": "sa",
           "concept_variance": "concept_variance"}
SOME = [("byol", "digits8"), ("simclr", "mnist_fewshot"), ("sup_conv", "photo_patches")]


@cache
def scores(metrics, motion, models="all", datasets="all"):
    """{(metric, model, dataset): score}"""
    table = subprocess.run(
        [PEDLAB, "score", HUB, "--metric", metrics, "--motion", motion, "--model", models, "--dataset", datasets],
        check=True, capture_output=True, text=True).stdout
    return {(r["metric"], r["model"], r["dataset"]): float(r["score"])
            for r in csv.DictReader(table.splitlines())}


@cache
def data(model, dataset, motion="none"):
    X = STORE[f"models/{model}/features/{dataset}"][:].astype(float)
    y = np.unique(STORE[f"datasets/{dataset}/labels"][:], return_inverse=True)[1]
    if motion == "ped":
        X = formulas.ped(X, y, STORE[f"models/{model}/reference"][:].astype(float))
    return X, y


def agrees(score, expected):
    return abs(score - expected) <= TOLERANCE * max(1, abs(expected))


@pytest.mark.parametrize("metric", ON_ALL)
def test_all_pairs(metric):
    found = scores(",".join(ON_ALL), "none")
    pairs = [pair[1:] for pair in found if pair[0] == metric]
    assert len(pairs) == 112
    for model, dataset in pairs:
        expected = getattr(formulas, ON_ALL[metric])(*data(model, dataset))
        assert agrees(found[metric, model, dataset], expected), (model, dataset)


@pytest.mark.parametrize("motion", ["none", "ped"])
@pytest.mark.parametrize("metric", ON_SOME)
def test_some_pairs_with_and_without_ped(metric, motion):
    for model, dataset in SOME:
        found = scores(",".join(ON_SOME), motion, model, dataset)[metric, model, dataset]
        expected = getattr(formulas, ON_SOME[metric])(*data(model, dataset, motion))
        assert agrees(found, expected), (model, dataset)


@pytest.mark.parametrize("metric", ["leep", "nce", "pactran_dirichlet", "pactran_gamma"])
def test_all_pairs_with_logits(metric):
    models = [model for model in STORE["models"] if "logits" in STORE[f"models/{model}"]]
    found = scores("leep,nce,pactran_dirichlet,pactran_gamma", "none", ",".join(models))
    pairs = [pair[1:] for pair in found if pair[0] == metric]
    assert len(pairs) == 8 * len(models) > 0
    for model, dataset in pairs:
        P = softmax(STORE[f"models/{model}/logits/{dataset}"][:].astype(float), axis=1)
        expected = getattr(formulas, metric)(P, data(model, dataset)[1])
        assert agrees(found[metric, model, dataset], expected), (model, dataset)


def test_etran_mixes_energy_and_lda_over_the_models():
    found = scores("etran", "none")
    for dataset in STORE["datasets"]:
        energies, posteriors, models = [], [], list(STORE["models"])
        for model in models:
            X, y = data(model, dataset)
            lowest = np.sort(logsumexp(X, axis=1))[:max(5 * len(X) // 1000, 1)]
            energies.append(lowest.mean())
            posteriors.append(formulas.lda_etran(X, y))
        mixed = 0.15 * scaled(energies) + 0.85 * scaled(posteriors)
        for model, expected in zip(models, mixed):
            assert agrees(found["etran", model, dataset], expected), (model, dataset)


def scaled(values):
    values = np.array(values)
    return (values - values.min()) / (values.max() - values.min())


def test_the_mean_of_ranks_is_that_of_its_members():
    from scipy.stats import rankdata
    members = scores("logme,sfda", "none")
    found = scores("mean_rank", "none")
    models = list(STORE["models"])
    for dataset in STORE["datasets"]:
        ranks = [rankdata([members[metric, model, dataset] for model in models]) for metric in ("logme", "sfda")]
        for model, expected in zip(models, np.mean(ranks, axis=0)):
            assert found["mean_rank", model, dataset] == expected
