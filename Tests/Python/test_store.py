"""Stores written by h5py in every combination of type, order, layout and filter read back exactly."""
import itertools
import json
import subprocess

import h5py
import numpy as np
import pytest

from conftest import PEDLAB

TYPES = [order + kind for order in "<>" for kind in ("f2", "f4", "f8")]
LAYOUTS = {
    "contiguous": {},
    "compact": None,
    "rows": {"chunks": (7, 5)},
    "uneven": {"chunks": (16, 3)},
    "one": {"chunks": (41, 5)},
}
FILTERS = {
    "none": {},
    "gzip": {"compression": "gzip"},
    "gzip+shuffle": {"compression": "gzip", "shuffle": True},
    "shuffle": {"shuffle": True},
    "fletcher32": {"fletcher32": True},
    "gzip+shuffle+fletcher32": {"compression": "gzip", "shuffle": True, "fletcher32": True},
    "lzf": {"compression": "lzf"},
    "lzf+shuffle": {"compression": "lzf", "shuffle": True},
    "szip": {"compression": "szip"},
}


def pedlab(*arguments):
    return subprocess.run([PEDLAB, *map(str, arguments)], capture_output=True, text=True)


def write_store(path, write_features, labels, version=1, kind="feature-store"):
    with h5py.File(path, "w") as file:
        file.attrs["format"] = kind
        file.attrs["version"] = version
        file["datasets/d/labels"] = labels
        write_features(file.require_group("models/m/features"))
        file["models/m/reference"] = np.ones((4, 5), "f4")


def values(dtype):
    """Numbers of all sizes that the type has: subnormal, negative zero, the largest."""
    generator = np.random.default_rng(5)
    data = generator.normal(size=(41, 5)).astype(dtype)
    info = np.finfo(dtype)
    data[10:30] = data[10]
    data[0] = [info.smallest_subnormal, -info.smallest_subnormal, info.max, -0.0, info.tiny]
    return data


def write_compact(group, data):
    plist = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    plist.set_layout(h5py.h5d.COMPACT)
    dataset = h5py.h5d.create(
        group.id, b"d", h5py.h5t.py_create(data.dtype), h5py.h5s.create_simple(data.shape), plist)
    dataset.write(h5py.h5s.ALL, h5py.h5s.ALL, data)


def combinations():
    for dtype, layout, name in itertools.product(TYPES, LAYOUTS, FILTERS):
        if LAYOUTS[layout] in ({}, None) and name != "none":
            continue
        available = name != "szip" or h5py.h5z.filter_avail(h5py.h5z.FILTER_SZIP)
        yield pytest.param(dtype, layout, name, id=f"{dtype}-{layout}-{name}",
                           marks=[] if available else pytest.mark.skip("h5py without szip"))


def read_back(path, tmp_path):
    out = tmp_path / "out.npy"
    done = pedlab("store", "export-npy", path, "--model", "m", "--dataset", "d", "--out", out,
                  "--digest")
    assert done.returncode == 0, done.stderr
    return np.load(out), done.stdout.splitlines()[-1]


@pytest.mark.parametrize("dtype, layout, filters", list(combinations()))
def test_every_combination_reads_back_exactly(tmp_path, dtype, layout, filters):
    data = values(dtype)

    def write(group):
        if layout == "compact":
            write_compact(group, data)
        else:
            group.create_dataset("d", data=data, **LAYOUTS[layout], **FILTERS[filters])

    write_store(tmp_path / "s.h5", write, np.arange(41) % 3)
    read, _ = read_back(tmp_path / "s.h5", tmp_path)
    assert read.dtype == np.float64
    np.testing.assert_array_equal(read.view("u8"), data.astype("f8").view("u8"))


def test_every_float16_is_widened_exactly(tmp_path):
    data = np.arange(65536, dtype="u2").view("f2").reshape(-1, 16)
    write_store(tmp_path / "s.h5", lambda g: g.create_dataset("d", data=data), np.arange(4096) % 3)
    read, _ = read_back(tmp_path / "s.h5", tmp_path)
    np.testing.assert_array_equal(read, data.astype("f8"))


def test_the_digest_knows_content_not_storage(tmp_path):
    data = values("<f4")
    digests = []
    for index, (array, options) in enumerate([
            (data, {}), (data, {"chunks": (7, 5), "compression": "gzip"}), (data + 1, {})]):
        folder = tmp_path / str(index)
        folder.mkdir()
        write_store(folder / "s.h5",
                    lambda g: g.create_dataset("d", data=array, **options), np.arange(41) % 3)
        digests.append(read_back(folder / "s.h5", folder)[1])
    assert digests[0] == digests[1] != digests[2]


def test_chunks_that_were_never_written_are_an_error_not_fill_values(tmp_path):
    def write(group):
        dataset = group.create_dataset("d", (41, 5), "f4", chunks=(8, 5), compression="gzip",
                                       fillvalue=2.5)
        dataset[20:22] = 1

    write_store(tmp_path / "s.h5", write, np.arange(41) % 3)
    out = tmp_path / "out.npy"
    done = pedlab("store", "export-npy", tmp_path / "s.h5", "--model", "m", "--dataset", "d",
                  "--out", out)
    assert done.returncode == 3 and not out.exists()
    assert "s.h5, dataset /models/m/features/d: 5 of 6 chunks were never written" in done.stderr


@pytest.mark.parametrize("dtype", ["i1", "u1", ">i2", "<u4", ">i8", "<i8"])
def test_labels_of_any_integer_type_with_gaps(tmp_path, dtype):
    labels = np.array([7, 100, 7, 0] * 10 + [100]).astype(dtype)
    if np.dtype(dtype).kind == "i":
        labels[labels == 0] = -3
    data = np.random.default_rng(6).normal(size=(41, 5))
    write_store(tmp_path / "s.h5", lambda g: g.create_dataset("d", data=data), labels)
    options = ["--json"]
    if labels.min() < 0:
        done = pedlab("store", "check", tmp_path / "s.h5", *options)
        assert done.returncode == 3 and "10 rows have the label -3" in done.stdout, done.stdout
        options += ["--labels-are", "classes"]
    done = pedlab("store", "check", tmp_path / "s.h5", *options)
    assert done.returncode == 0, done.stderr + done.stdout
    report = json.loads(done.stdout)
    assert not [f for f in report["findings"] if f["severity"] == "error"], report
    assert "labels of d are integers, one class per row" in report["overview"], report


def test_inspect_lists_what_is_there(tmp_path):
    write_store(tmp_path / "s.h5",
                lambda g: g.create_dataset("d", data=values("<f4"), chunks=(7, 5),
                                           compression="lzf", shuffle=True), np.arange(41) % 3)
    done = pedlab("store", "inspect", tmp_path / "s.h5", "--json")
    assert done.returncode == 0, done.stderr
    summary = json.loads(done.stdout)
    features = [e for e in summary["entries"] if e["kind"] == "features"]
    assert [e["shape"] for e in features] == [[41, 5]]
    assert features[0]["filters"] == ["shuffle", "lzf"] and features[0]["type"] == "float32"
    assert summary["missing"] == ["ground truth"]


def test_check_names_the_place_of_a_nan(tmp_path):
    data = values("<f4") * 0
    data[17, 3] = np.nan
    write_store(tmp_path / "s.h5", lambda g: g.create_dataset("d", data=data), np.arange(41) % 3)
    done = pedlab("store", "check", tmp_path / "s.h5")
    assert done.returncode == 3
    assert "m on d: 1 value is not finite: it is NaN, in row 17, column 3" in done.stdout


def sentence(path):
    done = pedlab("store", "inspect", path)
    assert done.returncode == 3
    assert len(done.stderr.splitlines()) == 1
    assert str(path) in done.stderr
    return done.stderr


def test_bad_files_get_one_sentence(tmp_path):
    text = tmp_path / "text.h5"
    text.write_text("model,accuracy\n")
    assert "is not an HDF5 file" in sentence(text)
    assert "there is no such file" in sentence(tmp_path / "none.h5")
    assert "is a folder" in sentence(tmp_path)
    whole = tmp_path / "whole.h5"
    write_store(whole, lambda g: g.create_dataset("d", data=values("f8")), np.arange(41) % 3)
    cut = tmp_path / "cut.h5"
    cut.write_bytes(whole.read_bytes()[:3000])
    assert "is truncated" in sentence(cut)
    newer = tmp_path / "newer.h5"
    write_store(newer, lambda g: g.create_dataset("d", data=values("f8")), np.arange(41), version=2)
    assert "layout version 2 is not known" in sentence(newer)
    other = tmp_path / "other.h5"
    write_store(other, lambda g: g.create_dataset("d", data=values("f8")), np.arange(41), kind="x")
    assert 'the attribute "format" is "x"' in sentence(other)


def test_import_of_the_official_folder(tmp_path):
    folder = tmp_path / "npy"
    folder.mkdir()
    data = np.random.default_rng(1).normal(size=(30, 6)).astype("f4")
    np.save(folder / "moco-v1_pets_feature.npy", data)
    np.save(folder / "moco-v1_pets_label.npy", np.arange(30) % 4)
    np.save(folder / "moco-v1_imagenet_feature.npy", data[:9])
    out = tmp_path / "s.h5"
    done = pedlab("store", "import", "npy", folder, "--out", out)
    assert done.returncode == 0, done.stderr
    with h5py.File(out) as file:
        np.testing.assert_array_equal(file["models/moco-v1/features/pets"][:], data)
        np.testing.assert_array_equal(file["datasets/pets/labels"][:], np.arange(30) % 4)
        assert file["models/moco-v1/reference"].shape == (9, 6)
    again = pedlab("store", "import", "npy", folder, "--out", out)
    assert again.returncode == 3 and "is there already" in again.stderr


def synthesize(path, *options):
    done = pedlab("store", "synthesize", "--out", path, "--rows", 200, "--dimensions", 12,
                  "--classes", 5, *options)
    assert done.returncode == 0, done.stderr
    with h5py.File(path) as file:
        return file["models/model1/features/dataset2"][:]


STORAGES = (["--gzip", "1", "--shuffle"], ["--gzip", "9", "--chunks", "64x5"],
            ["--chunks", "7x12", "--shuffle"], ["--chunks", "500x12"])


@pytest.mark.parametrize("kind", ["float16", "float32", "float64"])
def test_a_synthetic_store_depends_on_its_seed_only(tmp_path, kind):
    plain = synthesize(tmp_path / "a.h5", "--type", kind)
    assert plain.dtype == kind and plain.shape == (200, 12)
    for index, options in enumerate(STORAGES):
        path = tmp_path / f"{index}.h5"
        np.testing.assert_array_equal(synthesize(path, "--type", kind, *options), plain)
    assert not np.array_equal(synthesize(tmp_path / "s.h5", "--type", kind, "--seed", 2), plain)
    exact = synthesize(tmp_path / "f8.h5", "--type", "float64")
    np.testing.assert_array_equal(plain, exact.astype(kind))
    synthesize(tmp_path / "b.h5", "--type", kind)
    assert (tmp_path / "a.h5").read_bytes() == (tmp_path / "b.h5").read_bytes()


def test_a_synthetic_store_has_classes_and_passes_the_check(tmp_path):
    synthesize(tmp_path / "s.h5", "--type", "float64")
    with h5py.File(tmp_path / "s.h5") as file:
        labels = file["datasets/dataset2/labels"][:]
        features = [file[f"models/model{m}/features/dataset2"][:] for m in (1, 2, 3)]
        truth = file["ground_truth/accuracy"][:]
    assert np.bincount(labels).tolist() == [40] * 5 and not np.all(np.diff(labels) >= 0)
    assert truth.shape == (3, 2) and np.all((truth > 20) & (truth < 100))
    # The variance of the class means over what noise alone gives: 1 on average without classes.
    ratios = [(np.stack([x[labels == c].mean(0) for c in range(5)]).var(0, ddof=1)
               / (x.var(0) / 40)).mean() for x in features]
    assert max(ratios) > 3, ratios
    done = pedlab("store", "check", tmp_path / "s.h5", "--json")
    assert done.returncode == 0 and json.loads(done.stdout)["findings"] == [], done.stdout


def test_synthesize_says_what_it_takes_and_refuses_too_much(tmp_path):
    done = pedlab("store", "synthesize", "--out", tmp_path / "s.h5")
    assert "s.h5: 2.3 MB; " in done.stderr and " are free" in done.stderr, done.stderr
    done = pedlab("store", "synthesize", "--out", tmp_path / "big.h5", "--rows", 10**9,
                  "--dimensions", 10**5)
    assert done.returncode == 3 and " are free. Ask for fewer rows" in done.stderr, done.stderr
    done = pedlab("store", "synthesize", "--out", tmp_path / "t.h5", "--chunks", "8,8")
    assert done.returncode != 0 and '--chunks is "8,8"; allowed: rows and columns' in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["s.h5"]


def test_path_templates_are_inspected_and_checked(tmp_path):
    for model in ("resnet", "vit"):
        with h5py.File(tmp_path / f"{model}.h5", "w") as file:
            for dataset in ("cars", "pets"):
                file[f"{dataset}/feats"] = values("<f4") * 0 + np.arange(41)[:, None]
                file[f"{dataset}/y"] = np.arange(41) % 3
            file["imagenet/feats"] = np.random.default_rng(1).normal(size=(9, 5))
    templates = [tmp_path / "{model}.h5", "--features", "/{dataset}/feats", "--labels",
                 "/{dataset}/y", "--reference", "/imagenet/feats"]
    done = pedlab("store", "inspect", *templates, "--json")
    assert done.returncode == 0, done.stderr
    summary = json.loads(done.stdout)
    assert summary["model_names"] == ["resnet", "vit"] and summary["dataset_names"] == ["cars", "pets"]
    assert summary["missing"] == ["ground truth"]
    done = pedlab("store", "check", *templates)
    assert done.returncode == 0 and "no accuracies in the store" in done.stdout, done.stderr
    with h5py.File(tmp_path / "vit.h5", "r+") as file:
        file["pets/feats"][3, 1] = np.inf
    done = pedlab("store", "check", *templates)
    assert done.returncode == 3
    assert "vit on pets: 1 value is not finite: it is infinite, in row 3" in done.stdout
    done = pedlab("store", "inspect", tmp_path / "{model}.h5")
    assert done.returncode != 0 and "path templates need --features" in done.stderr
    done = pedlab("store", "inspect", tmp_path / "{model}.h5", "--features", "/{dataset}/feats")
    assert done.returncode != 0 and "--features needs --labels" in done.stderr


def benchmark(*arguments):
    return subprocess.run([f"{PEDLAB}-benchmark", *map(str, arguments)], capture_output=True,
                          text=True)


def test_benchmark_pass_measures_side_by_side(tmp_path):
    options = ["--rows", 300, "--dimensions", 20, "--classes", 3, "--repeat", 2, "--folder", tmp_path]
    done = benchmark("pass", *options, "--compression", "gzip", "--json")
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    assert result["rows"] == 300 and result["dimensions"] == 20 and result["machine"]["cores"] > 0
    for name in ("rawRead", "dsyrk", "libraryRead", "pass"):
        seconds = result[name]["seconds"]
        assert len(seconds) == 2 and min(seconds) > 0
        assert result[name]["lowest"] <= result[name]["median"] <= result[name]["highest"]
    assert not list(tmp_path.iterdir()), "the temporary store is left behind"
    synthesize(tmp_path / "own.h5")
    done = benchmark("pass", "--store", tmp_path / "own.h5", "--repeat", 1)
    assert done.returncode == 0 and "pass / max(raw read, dsyrk): " in done.stdout, done.stderr
    assert (tmp_path / "own.h5").exists()
