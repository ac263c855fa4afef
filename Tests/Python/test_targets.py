"""Stores with real-valued targets: LogME scores them, all else says why not."""

import csv
import io
import subprocess

import h5py
import numpy
import pytest

from conftest import PEDLAB, ROOT, pedlab


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """byol on digits8 with the targets of Tests/Fixtures/metrics/README.md."""
    path = tmp_path_factory.mktemp("store") / "targets.h5"
    with h5py.File(ROOT / "Experiments/data/hub.h5") as hub, h5py.File(path, "w") as file:
        features = hub["models/byol/features/digits8"][()]
        classes = hub["datasets/digits8/labels"][()].astype(int)
        row = numpy.arange(len(classes))[:, None]
        wave = numpy.cos(0.1 * row * numpy.arange(1, 4))
        file.attrs.update(format="feature-store", version=1)
        file["datasets/multilabel/labels"] = (
            (row * numpy.arange(1, 5) + classes[:, None]) % 3 == 0).astype(float)
        file["datasets/regression/labels"] = wave + features[:, :3].astype(float)
        for dataset in ["multilabel", "regression"]:
            file[f"models/byol/features/{dataset}"] = features
    return path


def official(dataset):
    with open(ROOT / "Tests/Fixtures/metrics/official_metrics.csv", newline="") as file:
        return next(
            float(row["score"]) for row in csv.DictReader(file)
            if row["options"] == f"targets={dataset}" and row["model"] == "byol"
            and row["dataset"] == "digits8")


@pytest.mark.parametrize("dataset", ["multilabel", "regression"])
def test_logme_scores_targets(store, dataset):
    table = pedlab("score", store, "--metric", "logme", "--dataset", dataset)
    score = float(next(csv.DictReader(io.StringIO(table)))["score"])
    assert abs(score - official(dataset)) <= 1e-9


def refusal(*arguments):
    result = subprocess.run([PEDLAB, *map(str, arguments)], capture_output=True, text=True)
    assert result.returncode != 0
    return result.stderr


def test_other_metrics_say_why_not(store):
    message = refusal("score", store, "--metric", "sfda", "--dataset", "regression")
    assert "SFDA needs classes; the labels of this dataset are real-valued targets" in message


def test_ped_says_why_not(store):
    message = refusal(
        "score", store, "--metric", "logme", "--motion", "ped", "--set", "ped.rescale=none")
    assert "PED moves classes, and there are none: the labels are real-valued targets." in message
