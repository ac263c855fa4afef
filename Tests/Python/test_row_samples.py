"""Scores from some of the rows: nested samples, and standard errors by leaving out blocks of rows."""

import csv
import io
import subprocess

import h5py
import numpy as np
import pytest

from conftest import PEDLAB


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """Six models of growing quality on one dataset of 4 classes with 150 rows each."""
    path = tmp_path_factory.mktemp("rows") / "store.h5"
    generator = np.random.default_rng(1)
    labels = np.repeat(np.arange(4), 150)
    with h5py.File(path, "w") as file:
        file.attrs["format"], file.attrs["version"] = "feature-store", 1
        file["datasets/d/labels"] = labels
        for model in range(6):
            centres = generator.normal(size=(4, 8))
            features = (0.3 + 0.1 * model) * centres[labels] + generator.normal(size=(600, 8))
            file[f"models/m{model}/features/d"] = features
    return path


def score(store, *options):
    done = subprocess.run(
        [PEDLAB, "score", store, *options], capture_output=True, text=True, check=True)
    return list(csv.DictReader(io.StringIO(done.stdout))), done.stderr


METRICS = ["--metric", "logme,hscore,ncm"]


def test_all_rows_are_the_plain_scores(store):
    plain, _ = score(store, *METRICS)
    found, _ = score(store, *METRICS, "--samples-per-class", "20,all", "--sample-seeds", "0,1")
    everything = {(r["model"], r["metric"]): float(r["score"]) for r in found
                  if r["samples_per_class"] == "all"}
    assert len(everything) == len(plain) == 18
    for row in plain:
        assert everything[row["model"], row["metric"]] == pytest.approx(float(row["score"]), rel=1e-9)
    small = [r for r in found if r["samples_per_class"] == "20"]
    assert len(small) == 36 and {r["rows"] for r in small} == {"80"}
    assert {r["sample_seed"] for r in small} == {"0", "1"}


def test_larger_samples_settle_the_order(store):
    _, notes = score(store, "--samples-per-class", "10,100,all", "--sample-seeds", "0,1,2")
    assert "the order from 10 rows a class has Kendall's tau" in notes
    assert "the order from 100 rows a class has Kendall's tau" in notes


def test_standard_errors_are_those_of_a_bootstrap_of_rows(store, tmp_path):
    """200 bootstrap recomputations through the program itself, stratified by class."""
    found, notes = score(store, "--metric", "logme,hscore", "--standard-errors")
    errors = {(r["model"], r["metric"]): float(r["standard_error"]) for r in found}
    generator = np.random.default_rng(5)
    resampled = tmp_path / "resampled.h5"
    draws = 200
    with h5py.File(store) as source, h5py.File(resampled, "w") as file:
        file.attrs["format"], file.attrs["version"] = "feature-store", 1
        labels = source["datasets/d/labels"][:]
        rows = [np.sort(np.concatenate([generator.choice(np.flatnonzero(labels == c), 150)
                                        for c in range(4)])) for _ in range(draws)]
        for draw in range(draws):
            file[f"datasets/d{draw}/labels"] = labels[rows[draw]]
        for model in range(6):
            features = source[f"models/m{model}/features/d"][:]
            for draw in range(draws):
                file[f"models/m{model}/features/d{draw}"] = features[rows[draw]]
    again, _ = score(resampled, "--metric", "logme,hscore")
    ratios = []
    for (model, metric), error in errors.items():
        values = [float(r["score"]) for r in again if (r["model"], r["metric"]) == (model, metric)]
        assert len(values) == draws
        ratios.append(error / np.std(values, ddof=1))
    # Ten blocks and 200 draws leave each ratio uncertain by a quarter; their mean is the claim.
    assert np.mean(ratios) == pytest.approx(1, abs=0.15), ratios
    assert "not told apart on these rows" in notes or "pair" not in notes


def test_samples_that_cannot_be(store):
    done = subprocess.run(
        [PEDLAB, "score", store, "--samples-per-class", "1,all"], capture_output=True, text=True)
    assert done.returncode == 2
    assert "--samples-per-class has '1'; allowed are integers from 2, and all." in done.stderr
