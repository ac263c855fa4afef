"""`python -m pedlab.convert`: the same arrays from every format, in every layout; what it refuses."""

import csv
import io
import os
import pickle
import subprocess
import sys

import numpy as np
import pandas
import pytest

from conftest import PEDLAB, ROOT
from stores import content

G = np.random.default_rng(5)
LABELS = {"pets": np.arange(12) % 3, "dtd": np.arange(10) % 2}
FEATURES = {
    (m, d): G.normal(size=(len(LABELS[d]), 4)).astype("f4") for m in ("res_50", "vit")
    for d in LABELS}
REFERENCE = {m: G.normal(size=(7, 4)).astype("f4") for m in ("res_50", "vit")}


def convert(folder, *arguments):
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "Python")}
    return subprocess.run(
        [sys.executable, "-m", "pedlab.convert", *arguments], cwd=folder, capture_output=True,
        text=True, env=environment)


def expected(reference=False):
    arrays = {f"datasets/{d}/labels": values for d, values in LABELS.items()}
    arrays |= {f"models/{m}/features/{d}": values for (m, d), values in FEATURES.items()}
    if reference:
        arrays |= {f"models/{m}/reference": values for m, values in REFERENCE.items()}
    return arrays


def assert_same(folder, arguments, reference=False):
    result = convert(folder, *arguments, "--out", "hub.h5")
    assert result.returncode == 0, result.stderr
    assert "hub.h5: 2 models on 2 datasets." in result.stderr
    assert "next: pedlab rank hub.h5" in result.stderr
    found = content(folder / "hub.h5")
    assert found.keys() == expected(reference).keys()
    for name, values in expected(reference).items():
        assert np.array_equal(found[name], values), name
        assert found[name].dtype == values.dtype or "labels" in name, name


# MARK: The formats


def save_npy(folder):
    for (m, d), x in FEATURES.items():
        np.save(folder / f"{m}_{d}.npy", x)
    for d, y in LABELS.items():
        np.save(folder / f"y_{d}.npy", y)
    for m, x in REFERENCE.items():
        np.save(folder / f"{m}_source.npy", x)
    return [
        "--features", "{model}_{dataset}.npy", "--labels", "y_{dataset}.npy",
        "--reference", "{model}_source.npy", "--datasets", "pets,dtd"]


def save_npz(folder):
    for m, x in REFERENCE.items():
        arrays = {f"{d}.x": FEATURES[m, d] for d in LABELS}
        np.savez(folder / f"{m}.npz", reference=x, **arrays)
    np.savez(folder / "labels.npz", **LABELS)
    return [
        "--features", "{model}.npz:{dataset}.x", "--labels", "labels.npz:{dataset}",
        "--reference", "{model}.npz:reference", "--models", "res_50,vit"]


def nested():
    return {
        m: {d: {"features": FEATURES[m, d], "labels": LABELS[d]} for d in LABELS} |
           {"imagenet": REFERENCE[m]} for m in REFERENCE}


NESTED = [
    "--features", "{model}.KIND:{dataset}/features", "--labels", "{model}.KIND:{dataset}/labels",
    "--reference", "{model}.KIND:imagenet"]


def save_pickle(folder):
    for m, arrays in nested().items():
        (folder / f"{m}.pkl").write_bytes(pickle.dumps(arrays))
    return [*[text.replace("KIND", "pkl") for text in NESTED], "--trust-pickles"]


def save_torch(folder):
    torch = pytest.importorskip("torch", reason="torch is not installed")

    def tensors(value):
        return {k: tensors(v) for k, v in value.items()} if isinstance(value, dict) else (
            torch.from_numpy(value))

    for m, arrays in nested().items():
        torch.save(tensors(arrays), folder / f"{m}.pt")
    return [text.replace("KIND", "pt") for text in NESTED]


def save_safetensors(folder):
    safetensors = pytest.importorskip("safetensors.numpy", reason="safetensors is not installed")
    for m in REFERENCE:
        arrays = {f"{d}/x": FEATURES[m, d] for d in LABELS} | {"source": REFERENCE[m]}
        safetensors.save_file(arrays, str(folder / f"{m}.safetensors"))
    safetensors.save_file(LABELS, str(folder / "labels.safetensors"))
    return [
        "--features", "{model}.safetensors:{dataset}/x",
        "--labels", "labels.safetensors:{dataset}",
        "--reference", "{model}.safetensors:source", "--models", "res_50,vit"]


def save_csv(folder):
    for (m, d), x in FEATURES.items():
        (folder / m).mkdir(exist_ok=True)
        frame = pandas.DataFrame(x.astype("f8"), columns=[f"f{i}" for i in range(4)])
        frame.assign(target=LABELS[d]).to_csv(folder / m / f"{d}.csv", index=False)
    return [
        "--features", "{model}/{dataset}.csv:f*", "--labels", "{model}/{dataset}.csv:target",
        "--dtype", "float32"]


def save_parquet(folder):
    pyarrow = pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    for (m, d), x in FEATURES.items():
        (folder / m).mkdir(exist_ok=True)
        table = pyarrow.table({"embedding": list(x), "y": LABELS[d], "name": ["a"] * len(x)})
        parquet.write_table(table, folder / m / f"{d}.parquet", row_group_size=5)
    return [
        "--features", "{model}/{dataset}.parquet:embedding",
        "--labels", "{model}/{dataset}.parquet:y"]


def save_datasets(folder):
    datasets = pytest.importorskip("datasets", reason="datasets is not installed")
    for m in REFERENCE:
        splits = {
            d: datasets.Dataset.from_dict(
                {"emb": datasets_rows(FEATURES[m, d][::-1]), "y": LABELS[d][::-1]},
                features=datasets.Features({
                    "emb": datasets.Sequence(datasets.Value("float32")),
                    "y": datasets.Value("int64")})).select(range(len(LABELS[d]) - 1, -1, -1))
            for d in LABELS}
        datasets.DatasetDict(splits).save_to_disk(str(folder / m))
    return [
        "--features", "{model}:{dataset}/emb", "--labels", "{model}:{dataset}/y", "--models",
        "res_50,vit"]


def datasets_rows(rows):
    return [list(map(float, row)) for row in rows]


SAVED = [
    save_npy, save_npz, save_pickle, save_torch, save_safetensors, save_csv, save_parquet,
    save_datasets]


@pytest.mark.parametrize("save", SAVED, ids=lambda save: save.__name__[5:])
def test_every_format_gives_the_same_store(save, tmp_path):
    arguments = save(tmp_path)
    assert_same(tmp_path, arguments, reference="--reference" in arguments)


def test_a_converted_store_passes_the_programs_check(tmp_path):
    arguments = save_npy(tmp_path)
    (tmp_path / "accuracy.csv").write_text(
        "model,dataset,accuracy\nres_50,pets,90\nvit,pets,91.5\nres_50,dtd,60\nvit,dtd,62\n")
    assert_same_accuracies(tmp_path, arguments)
    check = subprocess.run(
        [PEDLAB, "store", "check", "hub.h5"], cwd=tmp_path, capture_output=True, text=True)
    assert check.returncode == 0, check.stdout + check.stderr


def assert_same_accuracies(folder, arguments):
    result = convert(
        folder, *arguments, "--accuracy", "accuracy.csv", "--unit", "percent", "--logits",
        "{model}_{dataset}.npy", "--dtype", "float16", "--gzip", "3", "--out", "hub.h5")
    assert result.returncode == 0, result.stderr
    found = content(folder / "hub.h5")
    assert found["ground_truth/accuracy"].tolist() == [[60, 90], [62, 91.5]]
    assert found["models/vit/logits/pets"].dtype == np.float16


def test_labels_in_an_order_of_a_models_own(tmp_path):
    np.savez(tmp_path / "a.npz", x=FEATURES["vit", "pets"], y=LABELS["pets"])
    np.savez(tmp_path / "b.npz", x=FEATURES["vit", "pets"][::-1], y=LABELS["pets"][::-1])
    result = convert(
        tmp_path, "--features", "{model}.npz:x", "--labels", "{model}.npz:y", "--datasets", "pets",
        "--out", "hub.h5")
    assert "Labels of pets of b are not those of a: they are written as labels of its own rows" in (
        result.stderr)
    score = subprocess.run(
        [PEDLAB, "score", "hub.h5", "--no-cache"], cwd=tmp_path, capture_output=True, text=True,
        check=True)
    a, b = (float(row["score"]) for row in csv.DictReader(io.StringIO(score.stdout)))
    assert a == pytest.approx(b, rel=1e-12)
    found = content(tmp_path / "hub.h5")
    assert np.array_equal(found["models/b/labels/pets"], LABELS["pets"][::-1])


def save_batches(folder, widths=(4, 4, 4)):
    """As a loop over a loader leaves them."""
    x, y = FEATURES["vit", "pets"], LABELS["pets"]
    parts = [x[:5, : widths[0]], x[5:10, : widths[1]], x[10:, : widths[2]]]
    (folder / "vit.pkl").write_bytes(pickle.dumps({"x": parts, "y": [y[:5], y[5:10], y[10:]], "rows": list(x)}))
    return ["--labels", "{model}.pkl:y", "--datasets", "pets", "--trust-pickles", "--out", "hub.h5"]


@pytest.mark.parametrize("key", ["x", "rows"])
def test_lists_of_batches_and_of_rows_are_joined(key, tmp_path):
    arguments = save_batches(tmp_path)
    result = convert(tmp_path, "--features", f"{{model}}.pkl:{key}", *arguments)
    assert result.returncode == 0, result.stderr
    found = content(tmp_path / "hub.h5")
    assert np.array_equal(found["models/vit/features/pets"], FEATURES["vit", "pets"])
    assert np.array_equal(found["datasets/pets/labels"], LABELS["pets"])
    listing = convert(tmp_path, "--list", "vit.pkl", "--trust-pickles").stdout.splitlines()
    assert "x\tlist of 3, the first [5, 4] float32" in listing


def test_batches_of_different_widths_are_refused(tmp_path):
    arguments = save_batches(tmp_path, widths=(4, 3, 4))
    result = convert(tmp_path, "--features", "{model}.pkl:x", *arguments)
    assert result.returncode == 3
    assert "it is a list of 3 batches whose rows have different lengths: 3, 4." in result.stderr


def test_list_shows_keys_and_shapes(tmp_path):
    save_npz(tmp_path)
    save_csv(tmp_path)
    result = convert(tmp_path, "--list", "vit.npz")
    assert "pets.x\t[12, 4] float32" in result.stdout.splitlines()
    assert "target\tint64" in convert(tmp_path, "--list", "vit/pets.csv").stdout.splitlines()


# MARK: What is refused


class Bomb:
    def __reduce__(self):
        return (open, ("exploded", "w"))


def write_bombs(folder):
    (folder / "x.pkl").write_bytes(pickle.dumps({"x": Bomb()}))
    np.save(folder / "x.npy", np.array([Bomb()], dtype=object), allow_pickle=True)
    np.savez(folder / "x.npz", x=np.array([Bomb()], dtype=object))
    try:
        import torch
    except ImportError:
        return ["x.pkl", "x.npy", "x.npz"]
    torch.save({"x": Bomb()}, folder / "x.pt")
    return ["x.pkl", "x.npy", "x.npz", "x.pt"]


def test_pickles_are_refused_and_not_run(tmp_path):
    for name in write_bombs(tmp_path):
        result = convert(tmp_path, "--list", name)
        assert result.returncode == 3, name
        assert f"{name} holds a pickle, which can run any program while it is read" in result.stderr
        assert "--trust-pickles" in result.stderr
    assert not (tmp_path / "exploded").exists()


REFUSED = [
    (2, ["--out", "s.h5"], "--features is missing"),
    (3, ["--list", "gone.npy"], "There is no gone.npy."),
    (3, ["--list", "a.h5"], "a.h5 cannot be read as HDF5: "),
    (3, ["--list", "a.xyz"], "'.xyz' is none of the formats that can be converted: .npy, .npz"),
    (3, ["--list", "broken.npz"], "broken.npz cannot be read"),
    (3, ["--list", "broken.parquet"], "broken.parquet cannot be read as Parquet"),
    (2, ["--features", "{modle}.npy", "--labels", "y.npy"],
     "has {modle}; it may have {model}, {dataset} and {class}."),
    (2, ["--features", "{model}_{dataset}.npy", "--labels", "y_{dataset}.npy"],
     "can be read as res and 50_dtd, or as res_50 and dtd: --models or --datasets settles it."),
    (3, ["--features", "no/{model}.npy", "--labels", "y.npy"], "There is no folder no, where"),
    (3, ["--features", "{model}.pt", "--labels", "y.npy"], "No file in . matches '{model}.pt'."),
    (3, ["--features", "{model}_{dataset}.npy", "--labels", "y_{dataset}.npy", "--datasets",
         "pets,cars"], "finds no dataset 'cars'."),
    (2, ["--features", "{model}_pets.npy", "--labels", "y_{dataset}.npy"],
     "has no {dataset}: name the dataset by --datasets NAME."),
    (3, ["--features", "{model}.npz:{dataset}.z", "--labels", "y_{dataset}.npy", "--models",
         "vit"], "No key of vit.npz matches '{dataset}.z'. Keys: reference, pets.x, dtd.x."),
    (3, ["--features", "{model}.npz", "--labels", "y_{dataset}.npy", "--models", "vit",
         "--datasets", "pets"], "vit.npz holds 3 arrays; name one behind a colon"),
    (3, ["--features", "vit/{dataset}.csv:g*", "--labels", "y_{dataset}.npy", "--models", "vit"],
     "has no column 'g*'. Columns: f0, f1, f2, f3, target."),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("refused")
    for save in (save_npy, save_npz, save_csv):
        save(folder)
    for name in ("a.h5", "a.xyz", "broken.npz", "broken.parquet"):
        (folder / name).write_text("nothing of the kind")
    return folder


@pytest.mark.parametrize("code, arguments, sentence", REFUSED, ids=lambda x: str(x)[:40])
def test_what_convert_refuses(code, arguments, sentence, folder):
    if "--out" not in arguments:
        arguments = [*arguments, "--out", "s.h5"]
    result = convert(folder, *arguments)
    assert sentence in result.stderr
    assert result.returncode == code
    assert not (folder / "s.h5").exists()


def test_a_library_that_is_missing_is_named(folder):
    code = (
        "import sys; sys.modules['pyarrow.parquet'] = None; sys.argv = ['x', '--list', "
        "'broken.parquet']; import runpy; runpy.run_module('pedlab.convert', "
        "run_name='__main__')")
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, capture_output=True, text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "Python")})
    assert "Reading broken.parquet needs pyarrow, which cannot be imported here" in result.stderr
    assert "pip install pyarrow, or pip install 'pedlab[convert]'." in result.stderr


# MARK: Columns that are no features, texts as they are written


def table(folder, **more):
    x = G.normal(size=(12, 3))
    (folder / "f").mkdir(exist_ok=True)
    pandas.DataFrame({**{f"f{i}": x[:, i] for i in range(3)}, **more}).to_csv(
        folder / "f" / "m.csv", index=False)
    return ["--datasets", "d", "--out", "hub.h5", "--labels", "y.csv" if "y" not in more else "f/{model}.csv:y"]


@pytest.mark.parametrize("more, words", [
    ({"y": np.arange(12) % 3}, "f/m.csv: the column 'y' holds the labels, and would be a feature too"),
    ({"id": np.arange(12)}, "f/m.csv: the column 'id' numbers the rows, and is no feature"),
])
def test_columns_that_are_no_features(tmp_path, more, words):
    (tmp_path / "y.csv").write_text("y\n" + "a\nb\nc\n" * 4)
    result = convert(tmp_path, "--features", "f/{model}.csv", *table(tmp_path, **more))
    assert result.returncode == 3 and words in result.stderr
    assert convert(tmp_path, "--features", "f/{model}.csv:f*", *table(tmp_path, **more)).returncode == 0


def test_a_file_that_labels_are_taken_of_is_no_model_and_this_is_said(tmp_path):
    table(tmp_path, y=np.arange(12) % 3)
    (tmp_path / "f/n.csv").write_bytes((tmp_path / "f/m.csv").read_bytes())
    result = convert(tmp_path, "--features", "f/{model}.csv:f*", "--datasets", "d", "--out", "hub.h5",
                     "--labels", "f/m.csv:y")
    assert "f/m.csv is taken for 'f/m.csv:y' alone, and is no model or dataset" in result.stderr


@pytest.mark.parametrize("texts", [["NA", "UK", "US"], ["007", "7", "08"], ["True", "False", "Maybe"]])
def test_labels_are_the_texts_of_the_file(tmp_path, texts):
    (tmp_path / "y.csv").write_text("y\n" + "".join(f"{text}\n" for text in texts * 4))
    result = convert(tmp_path, "--features", "f/{model}.csv:f*", *table(tmp_path))
    assert result.returncode == 0, result.stderr
    assert [text.decode() for text in content(tmp_path / "hub.h5")["datasets/d/labels"]] == texts * 4


@pytest.mark.parametrize("rows, words", [
    ("007,d,90\n007,d,70\n", "acc.csv: 007 on d has two accuracies, 90 and 70"),
    ("007,d,90%\n", "acc.csv, 007 on d: '90%' is not a number"), ("007,d,90\n", None),
])
def test_accuracies_are_read_as_they_are_written(tmp_path, rows, words):
    (tmp_path / "y.csv").write_text("y\n" + "a\nb\nc\n" * 4)
    (tmp_path / "acc.csv").write_text("model,dataset,accuracy\n" + rows)
    options = table(tmp_path)
    (tmp_path / "f/m.csv").rename(tmp_path / "f/007.csv")
    result = convert(tmp_path, "--features", "f/{model}.csv:f*", "--models", "007",
                     "--accuracy", "acc.csv", *options)
    if words:
        assert result.returncode == 3 and words in result.stderr
    else:
        assert result.returncode == 0, result.stderr
        assert content(tmp_path / "hub.h5")["ground_truth/accuracy"].tolist() == [[90]]
