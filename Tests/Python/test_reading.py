"""Whatever way h5py stores features, they are read as h5py reads them, or refused in one sentence."""

import os
import subprocess

import h5py
import numpy as np
import pytest

from conftest import PEDLAB

PLACE = "/models/m/features/d"
TYPES = [order + kind for order in "<>" for kind in ("f2", "f4", "f8", "i2", "i4", "u1")]
FILTERS = [
    {}, {"compression": "gzip"}, {"compression": "lzf", "shuffle": True}, {"fletcher32": True},
    {"compression": "gzip", "shuffle": True, "fletcher32": True}, {"shuffle": True},
]  # fmt: skip


def run(*arguments):
    return subprocess.run([PEDLAB, *map(str, arguments)], capture_output=True, text=True)


def data(generator):
    rows, columns = generator.integers(5, 60), generator.integers(1, 12)
    values = generator.normal(size=(rows, columns)) * 30
    return np.abs(values).astype(TYPES[generator.integers(len(TYPES))])


def chunks(generator, shape):
    return tuple(int(generator.integers(1, size + 4)) for size in shape)


def write_source(path, place, values):
    with h5py.File(path, "w") as file:
        file["before"] = np.full(7, 9.5)
        file[place] = values


def contiguous(file, values, generator):
    file[PLACE] = values


def compact(file, values, generator):
    plist = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    plist.set_layout(h5py.h5d.COMPACT)
    group = file.require_group("/models/m/features")
    dataset = h5py.h5d.create(
        group.id, b"d", h5py.h5t.py_create(values.dtype), h5py.h5s.create_simple(values.shape),
        plist)  # fmt: skip
    dataset.write(h5py.h5s.ALL, h5py.h5s.ALL, values)


def chunked(file, values, generator):
    file.create_dataset(
        PLACE, data=values, chunks=chunks(generator, values.shape), maxshape=(None, None),
        **FILTERS[generator.integers(len(FILTERS))])  # fmt: skip


def scaled(file, values, generator):
    whole = np.dtype(values.dtype).kind in "iu"
    file.create_dataset(
        PLACE, data=values if whole else values.astype("f4"), scaleoffset=0 if whole else 3,
        chunks=tuple(values.shape))  # fmt: skip


def external(file, values, generator):
    cut = values.nbytes // 2
    parts = [("a.bin", 16, cut), ("b.bin", 0, values.nbytes - cut)]
    file.create_dataset(PLACE, values.shape, values.dtype, external=parts)[...] = values


def virtual(file, values, generator):
    half = (len(values) + 1) // 2
    layout = h5py.VirtualLayout(values.shape, values.dtype)
    for index, rows in enumerate([slice(0, None, 2), slice(1, None, 2)]):
        name, part = f"part{index}.h5", values[rows]
        write_source(name, "x", part)
        layout[rows] = h5py.VirtualSource(name, "x", shape=part.shape)
    assert half == len(values[::2])
    file.create_virtual_dataset(PLACE, layout)


def nested_virtual(file, values, generator):
    write_source("inner.h5", "x", values)
    for name, source in [("outer.h5", "inner.h5"), (None, "outer.h5")]:
        layout = h5py.VirtualLayout(values.shape, values.dtype)
        layout[...] = h5py.VirtualSource(source, "x", shape=values.shape)
        if name is None:
            file.create_virtual_dataset(PLACE, layout)
        else:
            with h5py.File(name, "w") as outer:
                outer.create_virtual_dataset("x", layout)


def linked_dataset(file, values, generator):
    write_source("far.h5", "a/x", values)
    file[PLACE] = h5py.ExternalLink("far.h5", "/a/x")


def linked_group(file, values, generator):
    write_source("far.h5", "group/features/d", values)
    file["/models/m"] = h5py.ExternalLink("far.h5", "/group")


def soft_links(file, values, generator):
    file["/elsewhere/features/d"] = values
    file["/way"] = h5py.SoftLink("/elsewhere")
    file["/models/m"] = h5py.SoftLink("/way")


def hard_link(file, values, generator):
    file["/pool/x"] = values
    file[PLACE] = file["/pool/x"]


LAYOUTS = [
    contiguous, compact, chunked, scaled, external, virtual, nested_virtual, linked_dataset,
    linked_group, soft_links, hard_link,
]  # fmt: skip


def store(write, values, generator, **options):
    with h5py.File("s.h5", "w", **options) as file:
        file.attrs.update(format="feature-store", version=1)
        file["padding"] = np.arange(generator.integers(1, 400))
        file["datasets/d/labels"] = np.arange(len(values)) % 3
        write(file, values, generator)


def export():
    return run("store", "export-npy", "s.h5", "--model", "m", "--dataset", "d", "--out", "out.npy")


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("write", LAYOUTS, ids=lambda write: write.__name__)
def test_every_value_equals_h5py_s(tmp_path, monkeypatch, write, seed):
    monkeypatch.chdir(tmp_path)
    generator = np.random.default_rng([seed, LAYOUTS.index(write)])
    values = data(generator)
    options = [{}, {"userblock_size": 1024}, {"libver": ("earliest", "v110")}, {}][seed]
    store(write, values, generator, **options)
    with h5py.File("s.h5") as file:
        expected = file[PLACE][()].astype("f8")
    done = export()
    assert done.returncode == 0, done.stderr
    np.testing.assert_array_equal(np.load("out.npy"), expected)


def unwritten(file, values, generator):
    file.create_dataset(PLACE, values.shape, "f4")


def partly_written(file, values, generator):
    dataset = file.create_dataset(PLACE, values.shape, "f4", chunks=(2, values.shape[1]))
    dataset[:2] = 1


def short_external(file, values, generator):
    external(file, values, generator)
    with open("b.bin", "r+b") as part:
        part.truncate(1)


def missing_source(file, values, generator):
    virtual(file, values, generator)
    os.remove("part1.h5")


def small_source(file, values, generator):
    virtual(file, values, generator)
    write_source("part1.h5", "x", values[1:-2:2])


def uncovered(file, values, generator):
    write_source("part.h5", "x", values[1:])
    layout = h5py.VirtualLayout(values.shape, values.dtype)
    layout[1:] = h5py.VirtualSource("part.h5", "x", shape=values[1:].shape)
    file.create_virtual_dataset(PLACE, layout)


def itself(file, values, generator):
    layout = h5py.VirtualLayout(values.shape, values.dtype)
    layout[...] = h5py.VirtualSource(".", PLACE, shape=values.shape)
    file.create_virtual_dataset(PLACE, layout)


def dangling(file, values, generator):
    file[PLACE] = h5py.ExternalLink("gone.h5", "/x")


def circle(file, values, generator):
    file[PLACE] = h5py.SoftLink(PLACE)


@pytest.mark.parametrize(
    "write, words",
    [
        (unwritten, ["nothing was ever written"]), (partly_written, ["chunks were never written"]),
        (short_external, ["b.bin", "ends before"]), (missing_source, ["part1.h5", "not there"]),
        (small_source, ["part1.h5", "shape"]), (uncovered, ["do not cover"]),
        (itself, ["refers to itself"]), (dangling, ["gone.h5", "not there"]),
        (circle, ["links lead on"]),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)  # fmt: skip
def test_what_is_not_all_there_is_refused_in_a_sentence(tmp_path, monkeypatch, write, words):
    monkeypatch.chdir(tmp_path)
    generator = np.random.default_rng(3)
    store(write, generator.normal(size=(12, 4)), generator)
    assert export().returncode in (2, 3)
    commands = [["score", "s.h5", "--metric", "ncm", "--no-cache"]]
    if write not in (dangling, circle):
        commands.append(
            ["store", "export-npy", "s.h5", "--model", "m", "--dataset", "d", "--out", "out.npy"])
    for command in commands:
        done = run(*command)
        assert done.returncode in (2, 3), (done.returncode, done.stderr)
        assert "s.h5" in done.stderr and PLACE in done.stderr, done.stderr
        assert all(word in done.stderr for word in words), done.stderr
        assert "Fatal" not in done.stderr
    assert not (tmp_path / "out.npy").exists()
    assert run("store", "check", "s.h5").returncode == 3


def test_files_elsewhere_need_leave(tmp_path, monkeypatch):
    (tmp_path / "store").mkdir()
    monkeypatch.chdir(tmp_path / "store")
    generator = np.random.default_rng(4)
    values = generator.normal(size=(12, 4))
    write_source(tmp_path / "far.h5", "x", values)

    def link(file, *_):
        file[PLACE] = h5py.ExternalLink("../far.h5", "/x")

    store(link, values, generator)
    done = run("score", "s.h5", "--metric", "ncm", "--no-cache")
    assert done.returncode in (2, 3) and "--allow-external" in done.stderr, done.stderr
    done = run("score", "s.h5", "--metric", "ncm", "--no-cache", "--allow-external")
    assert done.returncode == 0 and "d,m,ncm" in done.stdout, done.stderr
