"""Labels, names and forms of features as other people's files have them: NumPy's NCM, or a refusal."""

import csv
import io
import os
import subprocess

import h5py
import numpy as np
import pytest

from conftest import PEDLAB

TEXT = h5py.string_dtype()
NAMES = np.array(["cat", "dog", "fox"])


def ncm(features, labels):
    """The share of rows whose nearest class mean is that of their own class."""
    means = np.stack([features[labels == c].mean(0) for c in np.unique(labels)])
    own = np.unique(labels, return_inverse=True)[1]
    return (((features[:, None] - means) ** 2).sum(2).argmin(1) == own).mean()


def samples(seed=0, rows=60, columns=6):
    generator = np.random.default_rng(seed)
    labels = generator.permutation(np.arange(rows) % 3)
    features = generator.normal(size=(rows, columns)) + generator.normal(size=(3, columns))[labels]
    return features, labels


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def store(entries, path="s.h5"):
    with h5py.File(path, "w") as file:
        file.attrs.update(format="feature-store", version=1)
        for place, values in entries.items():
            if isinstance(values, np.ndarray) and values.dtype == object:
                file.create_dataset(place, data=values, dtype=TEXT)
            else:
                file[place] = values


def run(*arguments):
    return subprocess.run([PEDLAB, *map(str, arguments)], capture_output=True, text=True)


def score(*options, place="s.h5"):
    """NCM by (model, dataset), and the notes."""
    done = run("score", place, "--metric", "ncm", "--no-cache", *options)
    assert done.returncode == 0, done.stderr
    rows = csv.DictReader(io.StringIO(done.stdout))
    return {(row["model"], row["dataset"]): float(row["score"]) for row in rows}, done.stderr


def refusal(*options, place="s.h5"):
    done = run("score", place, "--metric", "ncm", "--no-cache", *options)
    assert done.returncode in (2, 3) and "Fatal" not in done.stderr, (done.returncode, done.stderr)
    return done.stderr


FORMS = {
    "uint64": lambda y: y.astype("u8") + np.uint64(2**63),
    "big endian": lambda y: y.astype(">i2"),
    "whole floats": lambda y: y.astype("f4"),
    "column": lambda y: y[:, None],
    "row": lambda y: y[None, :],
    "one-hot bool": lambda y: np.eye(3)[y] > 0,
    "one-hot integers": lambda y: np.eye(3, dtype="i4")[y],
    "one-hot floats": lambda y: np.eye(3)[y],
    "text": lambda y: NAMES[y].astype(object),
    "fixed text": lambda y: NAMES[y].astype("S5"),
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_class_labels_is_read_and_said(form):
    x, y = samples()
    store({"datasets/d/labels": FORMS[form](y), "models/m/features/d": x})
    found, notes = score()
    assert found["m", "d"] == pytest.approx(ncm(x, y), abs=1e-12)
    assert "labels of d are " in notes


MARKS = {
    "-1": (lambda y: y, -1), "255": (lambda y: y.astype("u1"), 255),
    "nan": (lambda y: y.astype("f8"), np.nan), "none": (lambda y: NAMES[y].astype(object), "none"),
}  # fmt: skip


@pytest.mark.parametrize("mark", MARKS)
def test_rows_without_a_label_are_left_out_and_counted(mark):
    x, y = samples(1)
    change, value = MARKS[mark]
    marked = change(y)
    marked[::10] = value
    keep = np.arange(60) % 10 != 0
    store({"datasets/d/labels": marked, "models/m/features/d": x})
    found, notes = score(f"--ignore-labels={mark}")
    assert found["m", "d"] == pytest.approx(ncm(x[keep], y[keep]), abs=1e-12)
    assert "6 rows" in notes, notes
    if mark in ("-1", "nan"):
        assert "--ignore-labels" in refusal()


def test_negative_classes_must_be_meant():
    x, y = samples(2)
    store({"datasets/d/labels": y - 1, "models/m/features/d": x})
    assert "--labels-are classes" in refusal()
    assert score("--labels-are", "classes")[0]["m", "d"] == pytest.approx(ncm(x, y), abs=1e-12)
    assert "real-valued targets" in refusal("--labels-are", "targets")


def test_an_empty_text_is_no_class():
    x, y = samples(3)
    texts = NAMES[y].astype(object)
    texts[4] = ""
    store({"datasets/d/labels": texts, "models/m/features/d": x})
    assert "1 row has the label \"\", an empty text" in refusal()


def test_each_model_has_its_own_labels_and_borrows_none():
    x, y = samples(4)
    order = np.random.default_rng(5).permutation(60)
    entries = {
        "models/a/features/d": x, "models/a/labels/d": y,
        "models/b/features/d": x[order] * 2, "models/b/labels/d": y[order],
    }  # fmt: skip
    store(entries)
    found, _ = score()
    assert found == {(m, "d"): pytest.approx(ncm(x, y), abs=1e-12) for m in "ab"}
    store({**entries, "models/b/labels/d": (y[order] + (np.arange(60) == 0)) % 3})
    assert "the labels of a and of b differ" in refusal()
    del entries["models/b/labels/d"]
    store(entries)
    assert "no labels of \"d\" for the model \"b\"" in refusal()


SHAPES = {
    "[1, N, D]": (lambda x: x[None], []),
    "[N, C, 1, 1]": (lambda x: x[:, :, None, None], []),
    "D x N": (lambda x: x.T.copy(), ["--transpose"]),
    "mean": (lambda x: np.stack([x - 3, x + 3], 1), ["--pool", "mean"]),
    "max": (lambda x: np.stack([x - 3, x], 1), ["--pool", "max"]),
    "first": (lambda x: np.stack([x, x[::-1]], 1), ["--pool", "first"]),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_features_of_other_shapes(shape):
    x, y = samples(6)
    change, options = SHAPES[shape]
    store({"datasets/d/labels": y, "models/m/features/d": change(x)})
    assert score(*options)[0]["m", "d"] == pytest.approx(ncm(x, y), abs=1e-12)
    if options:
        assert options[0].lstrip("-") in refusal()


TEMPLATES = ["--features", "/{dataset}/x", "--labels", "/{dataset}/y"]


def test_templates_span_folders_and_labels_lie_elsewhere():
    x, y = samples(7)
    for model in ("timm/vit", "resnet"):
        os.makedirs(os.path.dirname(f"feats/{model}"), exist_ok=True)
        with h5py.File(f"feats/{model}.h5", "w") as file:
            file["d/x"] = x + len(model)
    with h5py.File("labels.h5", "w") as file:
        file["d"] = y
    options = ["--features", "/{dataset}/x", "--labels", "labels.h5:/{dataset}"]
    found, _ = score(*options, place="feats/{model}.h5")
    assert found == {
        (m, "d"): pytest.approx(ncm(x, y), abs=1e-12) for m in ("resnet", "timm/vit")
    }
    assert "{org}" in refusal(*options, place="feats/{org}/{model}.h5")


def test_ambiguous_names_are_settled_by_lists():
    x, y = samples(8)
    for model in ("vit_b", "res_n"):
        with h5py.File(f"{model}_my_d.h5", "w") as file:
            file["x"], file["y"] = x, y
    options = ["--features", "/x", "--labels", "/y"]
    place = "{model}_{dataset}.h5"
    assert "in several ways" in refusal(*options, place=place)
    found, _ = score(*options, "--dataset", "my_d", place=place)
    assert set(found) == {("vit_b", "my_d"), ("res_n", "my_d")}


def test_categorical_columns_of_anndata():
    x, y = samples(9)
    codes = y.astype("i1")
    codes[::10] = -1
    for model in ("a", "b"):
        with h5py.File(f"{model}.h5ad", "w") as file:
            file["obsm/d"] = x
            file["obs/cell_type/codes"] = codes
            file.create_dataset("obs/cell_type/categories", data=NAMES.astype(object), dtype=TEXT)
    options = ["--features", "/obsm/{dataset}", "--labels", "/obs/cell_type"]
    assert "6 rows have the label" in refusal(*options, place="{model}.h5ad")
    keep = np.arange(60) % 10 != 0
    found, _ = score(*options, "--ignore-labels=-1", place="{model}.h5ad")
    assert found["b", "d"] == pytest.approx(ncm(x[keep], y[keep]), abs=1e-12)


def test_packed_numbers_of_netcdf():
    x, y = samples(10)
    packed = np.round(x / 0.01).astype("i2")
    store({"datasets/d/labels": y, "models/m/features/d": packed})
    with h5py.File("s.h5", "r+") as file:
        file["models/m/features/d"].attrs.update(
            scale_factor=0.01, add_offset=5.0, _FillValue=np.int16(-32768))
    assert score()[0]["m", "d"] == pytest.approx(ncm(packed * 0.01 + 5, y), abs=1e-12)
    with h5py.File("s.h5", "r+") as file:
        file["models/m/features/d"][3, 2] = -32768
    assert "row 3, column 2" in refusal()


def test_logits_that_are_not_finite_or_do_not_fit_are_refused():
    x, y = samples(11)
    for logits, words in [(np.full((60, 4), np.nan), "not finite"), (np.ones((61, 4)), "61")]:
        store({"datasets/d/labels": y, "models/m/features/d": x, "models/m/logits/d": logits})
        done = run("score", "s.h5", "--metric", "leep", "--no-cache")
        assert done.returncode in (2, 3) and words in done.stderr, done.stderr
        assert run("store", "check", "s.h5").returncode == 3


def test_unused_models_stop_a_sweep_unless_it_skips_them():
    x, y = samples(12)
    entries = {"datasets/d/labels": y, "models/org/m/features/d": x}
    store({**entries, "models/empty/notes/x": np.ones(2)})
    with open("plan.yaml", "w") as plan:
        plan.write("experiment: p\nstore: s.h5\nmetrics: [ncm]\nmotion: [none]\n")
    done = run("run", "plan.yaml", "--ledger", "l.sqlite")
    assert done.returncode == 2 and "model empty" in done.stderr and "is not used" in done.stderr, done.stderr
    done = run("run", "plan.yaml", "--ledger", "l.sqlite", "--set", "missing=skip")
    assert done.returncode == 0 and "model empty" in done.stderr and "is not used" in done.stderr, done.stderr


@pytest.mark.parametrize("rename, options, code", [
    ("m1", [], 2), ("m1", ["--set", "truth=partial"], 0), ("m0", [], 0)])
def test_accuracies_must_match_the_models(rename, options, code):
    x, y = samples(13)
    store({"datasets/d/labels": y,
           **{f"models/m{i}/features/d": x + y[:, None] * i for i in range(4)}})
    with open("acc.csv", "w") as file:
        names = ["m0" if rename == "m0" else "M-0", "m1", "m2", "m3"]
        file.write("model,dataset,accuracy\n" + "".join(
            f"{name},d,{60 + i}\n" for i, name in enumerate(names)))
    with open("plan.yaml", "w") as plan:
        plan.write("experiment: p\nstore: s.h5\nmetrics: [ncm]\nmotion: [none]\n"
                   "ground_truth: acc.csv\n")
    done = run("run", "plan.yaml", "--ledger", "l.sqlite", *options)
    assert done.returncode == code, done.stderr
    assert ("M-0" in done.stderr) == (rename != "m0"), done.stderr


def test_unicode_twins_are_refused():
    x, y = samples(14)
    store({"datasets/d/labels": y, "models/mod\u00e8le/features/d": x,
           "models/mode\u0300le/features/d": x})
    assert "mod\u00e8le" in refusal() or "mode\u0300le" in refusal()


def test_a_text_is_not_cut_at_a_zero_byte():
    x, y = samples(4)
    store({"models/a/features/d": x, "datasets/d/labels": np.array([b"a\0b", b"a\0c", b"d"])[y]})
    assert "the text has a zero byte between its letters, and would be cut there" in refusal()
