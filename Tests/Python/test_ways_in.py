"""Layouts as people have them: the commands of Documentation/inputs.md read each of them, to the same numbers."""

import json
import os
import re
import shlex
import subprocess
import sys

import h5py
import numpy as np
import pandas
import pytest

from conftest import PEDLAB, ROOT
from stores import content

sys.path.insert(0, str(ROOT / "Python"))

from pedlab.convert.__main__ import main as convert  # noqa: E402
from pedlab.errors import PedlabError  # noqa: E402

PAGE = (ROOT / "Documentation/inputs.md").read_text()
SECTION = PAGE.split("## From your files to a ranking\n")[1].split("\n## ")[0]
COMMANDS = re.findall(r"^\| .* \| `((?:python|pedlab)[^`]*)` \|$", SECTION, re.M)
G = np.random.default_rng(8)
LABELS = np.arange(24) % 3
KINDS = ["cat", "dog", "emu"]
FEATURES = {
    m: (G.normal(size=(3, 5))[LABELS] + G.normal(size=(24, 5))).astype("f4") for m in ("resnet50", "vit")}
OPTIONAL = {"pt/": "torch", "pth/": "torch", "st/": "safetensors.numpy", "pq/": "pyarrow", "hf/": "datasets"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("layouts")
    for name in ("timm npz pt pth st csv pq hf images group1/pets outputs official flat pairs").split():
        (folder / name).mkdir(parents=True, exist_ok=True)
    np.save(folder / "timm/labels.npy", LABELS)
    order = G.permutation(24)
    names = [f"{row}.jpg" for row in range(24)]
    pandas.DataFrame({"label": LABELS}).to_csv(folder / "rows.csv", index=False)
    pandas.DataFrame({"file": np.array(names)[order], "label": LABELS[order]}).to_csv(
        folder / "labels.csv", index=False)
    for m, x in FEATURES.items():
        write_arrays(folder, m, x)
        write_optional(folder, m, x)
        for row, label in enumerate(LABELS):
            for place in (f"classes/{m}/{KINDS[label]}", f"images/{m}"):
                (folder / place).mkdir(parents=True, exist_ok=True)
                np.save(folder / place / f"{row}.npy", x[row])
        hdf5 = {"features": x, "labels": LABELS}
        for file in (f"flat/{m}.h5", f"pairs/{m}_pets.h5"):
            write_hdf5(folder / file, hdf5)
        write_hdf5(folder / "all.h5", {f"{m}/{name}": values for name, values in hdf5.items()})
    write_hdf5(folder / "all.h5", {"files": [f"val/{name}" for name in names]})
    return folder


def write_hdf5(path, arrays):
    with h5py.File(path, "a") as file:
        for name, values in arrays.items():
            file[name] = values


def write_arrays(folder, m, x):
    np.save(folder / f"timm/{m}.npy", x)
    np.save(folder / f"outputs/{m}.npy", x)
    np.savez(folder / f"npz/{m}.npz", features=x, labels=LABELS)
    for place in (f"group1/pets/{m}", f"official/{m}_pets"):
        np.save(folder / f"{place}_feature.npy", x)
        np.save(folder / f"{place}_label.npy", LABELS)
    frame = pandas.DataFrame(x.astype("f8"), columns=[f"f{i}" for i in range(5)])
    frame.assign(label=LABELS).to_csv(folder / f"csv/{m}.csv", index=False)


def write_optional(folder, m, x):
    """What libraries write that need not be there."""
    try:
        import torch

        x2, y2 = torch.from_numpy(x), torch.from_numpy(LABELS)
        torch.save({"features": x2, "labels": y2}, folder / f"pt/{m}.pt")
        torch.save([(x2[:10], y2[:10]), (x2[10:], y2[10:])], folder / f"pth/{m}.pth")
    except ImportError:
        pass
    try:
        from safetensors.numpy import save_file

        save_file({"features": x, "labels": LABELS}, str(folder / f"st/{m}.safetensors"))
    except ImportError:
        pass
    try:
        import pyarrow
        from pyarrow import parquet

        parquet.write_table(
            pyarrow.table({"embedding": list(x), "label": LABELS}), folder / f"pq/{m}.parquet")
    except ImportError:
        pass
    try:
        import datasets

        kinds = datasets.Features({"embedding": datasets.Sequence(datasets.Value("float32")),
                                   "label": datasets.Value("int64")})
        datasets.Dataset.from_dict(
            {"embedding": x.tolist(), "label": LABELS}, features=kinds).save_to_disk(
            str(folder / f"hf/{m}"))
    except ImportError:
        pass


def converted(words, monkeypatch, folder):
    monkeypatch.chdir(folder)
    monkeypatch.setattr(sys, "argv", ["convert", *words])
    convert()


def assert_the_same(store, place="features"):
    found = content(store)
    for m, x in FEATURES.items():
        rows = found[f"models/{m}/{place}/pets"]
        labels = found.get(f"models/{m}/labels/pets", found["datasets/pets/labels"])
        if labels.dtype.kind == "O":
            labels = np.array([KINDS.index(text.decode()) for text in labels])
        # Rows of classes come class by class.
        order, wanted = np.lexsort(np.c_[rows, labels].T), np.lexsort(np.c_[x, LABELS].T)
        assert np.array_equal(rows[order], x[wanted])
        assert np.array_equal(labels[order], LABELS[wanted])


def test_the_page_has_layouts():
    assert len(COMMANDS) >= 18 and sum(command.startswith("pedlab") for command in COMMANDS) == 4


@pytest.mark.parametrize("command", COMMANDS, ids=lambda text: re.split(r"--features|rank|--logits", text)[1][1:22])
def test_every_layout_of_the_page_is_read_by_its_command(command, folder, monkeypatch):
    for start, library in OPTIONAL.items():
        if f"'{start}" in command:
            pytest.importorskip(library)
    words = shlex.split(command)
    if words[0] == "python":
        assert words[1:3] == ["-m", "pedlab.convert"]
        converted([*words[3:], "--overwrite"], monkeypatch, folder)
        return assert_the_same(folder / "s.h5", "logits" if "--logits" in words else "features")
    done = subprocess.run([PEDLAB, *words[1:], "--json"], cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    rows = {row["model"]: row["score_by_metric"]["logme"] for row in json.loads(done.stdout)}
    assert rows.keys() == FEATURES.keys() and {row["dataset"] for row in json.loads(done.stdout)} == {"pets"}
    assert rows == pytest.approx(by_official_layout(folder), rel=1e-12)


SCORES = {}


def by_official_layout(folder):
    if not SCORES:
        done = subprocess.run(
            [PEDLAB, "rank", "official", "--metrics", "logme", "--json"], cwd=folder, capture_output=True,
            text=True, check=True)
        SCORES.update({row["model"]: row["score_by_metric"]["logme"] for row in json.loads(done.stdout)})
    return SCORES


# MARK: Logits alone


@pytest.mark.parametrize("kind", ["store", "npy", "npz", "templates"])
def test_logits_alone_are_ranked(kind, tmp_path):
    words = write_logits(kind, tmp_path)
    done = subprocess.run(
        [PEDLAB, "rank", *words, "--metrics", "leep,nce", "--json", "--no-cache"], cwd=tmp_path,
        capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "no model has features: the outputs of its source head stand in their place" in done.stderr
    assert [row["model"] for row in json.loads(done.stdout)] and "leep" in done.stdout
    assert {row["model"] for row in json.loads(done.stdout)} == FEATURES.keys()


def write_logits(kind, folder):
    for m, x in FEATURES.items():
        if kind == "npy":
            np.save(folder / f"{m}_pets_logits.npy", x)
            np.save(folder / f"{m}_pets_label.npy", LABELS)
        elif kind == "npz":
            np.savez(folder / f"{m}_pets.npz", logits=x, labels=LABELS)
        elif kind == "templates":
            write_hdf5(folder / f"{m}.h5", {"out": x, "y": LABELS})
        else:
            write_hdf5(folder / "s.h5", {f"models/{m}/logits/pets": x})
    if kind == "templates":
        return ["{model}.h5", "--logits", "/out", "--labels", "/y", "--datasets", "pets"]
    if kind == "store":
        with h5py.File(folder / "s.h5", "a") as file:
            file.attrs.update(format="feature-store", version=1)
            file["datasets/pets/labels"] = LABELS
        return ["s.h5"]
    return ["."]


def test_labels_of_the_source_data_are_imported(tmp_path):
    x = FEATURES["vit"]
    np.savez(tmp_path / "vit_pets.npz", features=x, labels=LABELS)
    np.savez(tmp_path / "vit_imagenet.npz", features=x[:9], labels=LABELS[:9])
    subprocess.run([PEDLAB, "store", "import", "npy", ".", "--out", "s.h5"], cwd=tmp_path, check=True)
    assert content(tmp_path / "s.h5")["models/vit/reference_labels"].tolist() == LABELS[:9].tolist()


# MARK: What is proposed


PROPOSED = [
    ("all.h5", "all.h5 --features '/{model}/features' --labels '/{model}/labels'` reads 2 models on 1 dataset"),
    ("flat", "'flat/{model}.h5' --features /features --labels /labels` reads 2 models on 1 dataset"),
    ("flat/vit.h5", "'flat/{model}.h5' --features /features --labels /labels` reads 2 models on 1 dataset"),
    ("grid.h5", "grid.h5 --features '/{dataset}/{model}/x' --labels '/{dataset}/y'"),
    ("grid_b.h5", "'/{model}/{dataset}' --labels '/labels/{dataset}' --reference '/{model}/imagenet'"),
    ("nolabels.h5", "python -m pedlab.convert --features 'nolabels.h5:/{model}/x' --labels "
                    "labels.csv:COLUMN --datasets DATASET --out store.h5`"),
    ("classes/vit", "python -m pedlab.convert --features 'classes/vit/{class}/*.npy' --models MODEL --datasets"),
    ("group1", "python -m pedlab.convert --features 'group1/{dataset}/{model}_feature.npy' --labels"),
    ("timm", "`python -m pedlab.convert --list timm/labels.npy` shows what one holds"),
]


@pytest.fixture(scope="module")
def more(folder):
    g = {"pets": FEATURES["vit"], "dtd": FEATURES["vit"][:20]}
    for d, x in g.items():
        for m in ("a_b", "c_d"):
            write_hdf5(folder / "grid.h5", {f"{d}/{m}/x": x})
            write_hdf5(folder / "grid_b.h5", {f"{m}/{d}": x})
            if d == "pets":
                write_hdf5(folder / "grid_b.h5", {f"{m}/imagenet": x})
                write_hdf5(folder / "nolabels.h5", {f"{m}/x": x})
        write_hdf5(folder / "grid.h5", {f"{d}/y": LABELS[: len(x)]})
        write_hdf5(folder / "grid_b.h5", {f"labels/{d}": LABELS[: len(x)]})
    return folder


@pytest.mark.parametrize("path, proposal", PROPOSED, ids=[path for path, _ in PROPOSED])
def test_what_is_no_store_is_told_what_reads_it(path, proposal, more):
    command = ["rank"] if (more / path).is_dir() else ["store", "inspect"]
    done = subprocess.run([PEDLAB, *command, path], cwd=more, capture_output=True, text=True)
    assert done.returncode == 3
    assert proposal in done.stderr, done.stderr
    assert "Traceback" not in done.stderr and done.stderr.startswith("pedlab: ")


def test_names_that_fit_the_template_in_two_ways_come_with_the_list_that_settles_them(tmp_path):
    for m in ("vit_b", "resnet_50"):
        for d, rows in (("pets", 24), ("dtd", 20)):
            write_hdf5(tmp_path / f"{m}_{d}.h5", {"x": FEATURES["vit"][:rows], "y": LABELS[:rows]})
    done = subprocess.run([PEDLAB, "rank", "."], cwd=tmp_path, capture_output=True, text=True)
    assert "'./{model}_{dataset}.h5' --features /x --labels /y --datasets dtd,pets` reads 2 models on 2" in (
        done.stderr)


def test_several_names_where_the_template_has_none_are_refused(folder):
    done = subprocess.run(
        [PEDLAB, "rank", "flat/{model}.h5", "--features", "/features", "--labels", "/labels", "--datasets",
         "pets,dtd"], cwd=folder, capture_output=True, text=True)
    assert done.returncode == 3 and "name no {dataset}, and 2 datasets are listed" in done.stderr


# MARK: What convert refuses


REFUSED = [
    (["--features", "classes/{model}/{class}/*.npy", "--labels", "rows.csv:label"],
     "{class} names the labels of the rows; leave --labels out."),
    (["--features", "images/{model}/*.npy", "--labels", "rows.csv:label", "--ids", "all.h5:files"],
     "--ids needs --label-ids: the names of the labels."),
    (["--features", "timm/{model}.npy", "--labels", "labels.csv:label", "--label-ids", "labels.csv:file", "--models", "vit"],
     "--label-ids needs the names of the rows of features"),
    (["--features", "images/{model}/*.npy", "--labels", "labels.csv:label", "--label-ids", "labels.csv:label"],
     "3 is not among the names of 'labels.csv:label' (21 of 24 rows have no label of their name)"),
    (["--features", "broken/{model}/{class}/*.npy"], "pets: the files of vit are not those of resnet50: only resnet50 has cat/0."),
    (["--features", "scaled.h5:/x", "--labels", "rows.csv:label", "--models", "vit"],
     "scaled.h5: /x has the attribute scale_factor, which only the program reads"),
    (["--features", "gaps.h5:/x", "--labels", "rows.csv:label", "--models", "vit"],
     "gaps.h5: /x was not written as a whole; zeros would fill the gaps."),
]


@pytest.fixture(scope="module")
def broken(folder):
    for m in FEATURES:
        for row in range(24) if m == "resnet50" else range(1, 24):
            place = folder / f"broken/{m}/{KINDS[LABELS[row]]}"
            place.mkdir(parents=True, exist_ok=True)
            np.save(place / f"{row}.npy", FEATURES[m][row])
    with h5py.File(folder / "scaled.h5", "w") as file:
        file["x"] = FEATURES["vit"]
        file["x"].attrs["scale_factor"] = 2.0
    with h5py.File(folder / "gaps.h5", "w") as file:
        file.create_dataset("x", shape=(24, 5), chunks=(6, 5), dtype="f4")[:6] = 1
    return folder


@pytest.mark.parametrize("words, sentence", REFUSED, ids=[sentence[:20] for _, sentence in REFUSED])
def test_what_is_refused(words, sentence, broken, monkeypatch):
    with pytest.raises(PedlabError) as error:
        converted([*words, "--datasets", "pets", "--out", "refused.h5"], monkeypatch, broken)
    assert sentence in str(error.value)
    assert not os.path.exists(broken / "refused.h5")
