"""What few metrics read of a store: where it is found, what is left out, what is refused, and that it is digested."""

import csv
import json
import subprocess
import sys

import h5py
import numpy as np
import pytest
from conftest import PEDLAB, ROOT

sys.path.insert(0, str(ROOT / "Conformance"))
import formulas  # noqa: E402

random = np.random.default_rng(3)
Y = np.arange(48) % 3
IMAGES = np.arange(48) // 12
FEATURES = {m: random.normal(size=(3, 6))[Y] + random.normal(size=(48, 6)) for m in ("a", "b")}
REFERENCE = random.normal(size=(30, 6))
REFERENCE_LABELS = random.integers(0, 4, 30)
UNTRAINED = random.normal(size=(48, 9))


def store(path, extra=lambda file: None):
    with h5py.File(path, "w") as file:
        file.attrs.update(format="feature-store", version=1)
        file["datasets/d/labels"] = Y
        file["datasets/d/images"] = [f"scan {i}" for i in IMAGES]
        for model, X in FEATURES.items():
            file[f"models/{model}/features/d"] = X
        file["models/a/reference"] = REFERENCE
        file["models/a/reference_labels"] = REFERENCE_LABELS
        file["models/a/random_features/d"] = UNTRAINED
        file["models/a"].attrs["parameters"] = 25_000_000
        extra(file)
    return path


def score(*arguments):
    result = subprocess.run([PEDLAB, "score", *map(str, arguments)], capture_output=True, text=True)
    rows = csv.DictReader(result.stdout.splitlines())
    return {(r["model"], r["metric"], r["motion"]): float(r["score"]) for r in rows}, result


def expected(motion="none"):
    X = formulas.ped(FEATURES["a"], Y, REFERENCE) if motion == "ped" else FEATURES["a"]
    return {
        "otce": formulas.otce(X, Y, REFERENCE, REFERENCE_LABELS), "kite": formulas.kite(X, Y, UNTRAINED),
        "ccfv": formulas.ccfv(X, Y, IMAGES), "parameter_count": 25e6}


def test_scores_with_and_without_ped_are_those_of_the_formulas(tmp_path):
    found, _ = score(store(tmp_path / "s.h5"), "--metric", "otce,kite,ccfv,parameter_count", "--motion", "none,ped",
                     "--model", "a")
    for motion in "none", "ped":
        for metric, value in expected(motion).items():
            assert found["a", metric, motion] == pytest.approx(value, rel=1e-9, abs=1e-9)


def test_a_model_that_lacks_something_is_left_out_and_named(tmp_path):
    found, result = score(store(tmp_path / "s.h5"), "--metric", "otce,ccfv", "--motion", "none")
    assert {pair[:2] for pair in found} == {("a", "otce"), ("a", "ccfv"), ("b", "ccfv")}
    assert "otce on d: 1 model of 2; b has no reference with reference_labels" in result.stderr


def test_a_metric_that_no_model_can_have_is_refused(tmp_path):
    _, result = score(store(tmp_path / "s.h5"), "--metric", "source_accuracy", "--motion", "none")
    assert result.returncode == 2
    assert 'source_accuracy needs attribute "source_accuracy", which no model has on "d"' in result.stderr


def test_templates_name_the_same_things(tmp_path):
    with h5py.File(tmp_path / "a.h5", "w") as file:
        file["d/x"], file["d/y"], file["d/image"], file["d/untrained"] = FEATURES["a"], Y, IMAGES, UNTRAINED
        file["source/x"], file["source/y"] = REFERENCE, REFERENCE_LABELS
    found, result = score(
        tmp_path / "{model}.h5", "--features", "/{dataset}/x", "--labels", "/{dataset}/y", "--datasets", "d",
        "--reference", "/source/x", "--reference-labels", "/source/y", "--random-features", "/{dataset}/untrained",
        "--images", "/{dataset}/image", "--metric", "otce,kite,ccfv", "--motion", "none")
    for metric in "otce", "kite", "ccfv":
        assert found["a", metric, "none"] == pytest.approx(expected()[metric], rel=1e-9), result.stderr


def test_rows_without_a_label_have_no_image_and_no_untrained_features(tmp_path):
    def more(file):
        del file["datasets/d/labels"], file["datasets/d/images"]
        file["datasets/d/labels"] = np.append(Y, [-1, -1])
        file["datasets/d/images"] = [f"scan {i}" for i in IMAGES] + ["other", "other"]
        for name in "models/a/features/d", "models/b/features/d", "models/a/random_features/d":
            kept = file[name][:]
            del file[name]
            file[name] = np.vstack([kept, np.full((2, kept.shape[1]), 7.0)])

    path = store(tmp_path / "s.h5", more)
    found, result = score(path, "--metric", "kite,ccfv", "--motion", "none", "--ignore-labels=-1", "--model", "a")
    for metric in "kite", "ccfv":
        assert found["a", metric, "none"] == pytest.approx(expected()[metric], rel=1e-9), result.stderr


@pytest.mark.parametrize("change, sentence", [
    (lambda f: f.__setitem__("models/a/labels/d", Y), "need not tell their images"),
    (lambda f: (f.pop("datasets/d/images"), f.__setitem__("datasets/d/images", IMAGES[:-1])),
     "tells the images of 47 rows, but there are 48 labels of d"),
    (lambda f: (f.pop("models/a/random_features/d"), f.__setitem__("models/a/random_features/d", UNTRAINED[:-1])),
     "random features of a on d have 47 rows"),
    (lambda f: (f.pop("models/a/reference_labels"), f.__setitem__("models/a/reference_labels", REFERENCE_LABELS[:-1])),
     "reference features of a have 30 rows, but there are 29 labels"),
])
def test_what_does_not_fit_is_said(tmp_path, change, sentence):
    _, result = score(store(tmp_path / "s.h5", change), "--metric", "otce,kite,ccfv", "--motion", "none", "--model", "a")
    assert result.returncode != 0 and sentence in result.stderr


def test_other_images_are_other_inputs(tmp_path):
    """A run is found again by its inputs: those of ccfv change with the images, those of ncm do not."""
    plan, ledger = tmp_path / "p.yaml", tmp_path / "l.sqlite"
    plan.write_text("experiment: e\nstore: s.h5\nmetrics: [ccfv, ncm]\nmotion: none\n")

    def run():
        subprocess.run([PEDLAB, "run", plan, "--ledger", ledger], check=True, capture_output=True)
        rows = json.loads(subprocess.run([PEDLAB, "runs", "--ledger", ledger, "--json"], check=True,
                                         capture_output=True, text=True).stdout)
        return {row["metric"]: row["inputs"] for row in rows}

    store(tmp_path / "s.h5")
    before = run()
    with h5py.File(tmp_path / "s.h5", "r+") as file:
        del file["datasets/d/images"]
        file["datasets/d/images"] = np.arange(48) % 4
    after = run()
    assert before["ccfv"] != after["ccfv"] and before["ncm"] == after["ncm"]
