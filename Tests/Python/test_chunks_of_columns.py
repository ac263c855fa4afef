"""Compressed chunks of a few columns and all rows, as h5py writes them: decompressed once, into a file without a name."""

import os
import subprocess

import h5py
import numpy as np
import pytest
from conftest import PEDLAB

PLACE = "/models/m/features/d"
# 16 MB or more in a row of chunks, so that they are unrolled.
SHAPES = [("<f4", 60_011, 72, (60_011, 9)), (">f2", 100_003, 84, (99_000, 10)), ("<f8", 30_000, 71, (30_000, 1)),
          (">i4", 60_000, 70, (30_000, 64))]
FILTERS = [{"compression": "gzip"}, {"compression": "lzf", "shuffle": True},
           {"compression": "gzip", "shuffle": True, "fletcher32": True}]


def store(path, kind, rows, columns, chunks, filters):
    values = np.random.default_rng(rows).integers(0, 200, (rows, columns)).astype(kind)
    with h5py.File(path, "w") as file:
        file.attrs.update(format="feature-store", version=1)
        file["datasets/d/labels"] = np.arange(rows) % 3
        file.create_dataset(PLACE, data=values, chunks=chunks, **filters)
    return values


def run(*arguments, **environment):
    return subprocess.run(
        [PEDLAB, *map(str, arguments)], capture_output=True, text=True, env={**os.environ, **environment})


@pytest.mark.parametrize("place", range(len(SHAPES)))
def test_every_value_equals_h5py_s(tmp_path, place):
    values = store(tmp_path / "s.h5", *SHAPES[place], FILTERS[place % len(FILTERS)])
    done = run("store", "export-npy", tmp_path / "s.h5", "--model", "m", "--dataset", "d", "--out", tmp_path / "o.npy",
               TMPDIR=str(tmp_path))
    assert done.returncode == 0, done.stderr
    np.testing.assert_array_equal(np.load(tmp_path / "o.npy"), values.astype("f8"))
    assert sorted(os.listdir(tmp_path)) == ["o.npy", "s.h5"], "the temporary file has no name"


def test_scores_do_not_depend_on_the_chunks(tmp_path):
    scores = []
    for name, chunks in (("rows", (1000, 72)), ("columns", (60_011, 9))):
        store(tmp_path / f"{name}.h5", *SHAPES[0][:3], chunks, FILTERS[0])
        done = run("score", tmp_path / f"{name}.h5", "--metric", "logme,lda", "--motion", "none", "--no-cache")
        assert done.returncode == 0, done.stderr
        scores.append(done.stdout)
    assert scores[0] == scores[1]


def test_a_folder_that_cannot_be_written_is_no_reason_to_fail(tmp_path):
    values = store(tmp_path / "s.h5", *SHAPES[0], FILTERS[0])
    done = run("store", "export-npy", tmp_path / "s.h5", "--model", "m", "--dataset", "d", "--out", tmp_path / "o.npy",
               TMPDIR=str(tmp_path / "nowhere"))
    assert done.returncode == 0, done.stderr
    np.testing.assert_array_equal(np.load(tmp_path / "o.npy"), values.astype("f8"))


def test_a_damaged_chunk_is_refused_in_a_sentence(tmp_path):
    store(tmp_path / "s.h5", *SHAPES[0], FILTERS[0])
    with h5py.File(tmp_path / "s.h5") as file:
        chunk = file[PLACE].id.get_chunk_info(3)
    with open(tmp_path / "s.h5", "r+b") as file:
        file.seek(chunk.byte_offset + chunk.size // 2)
        file.write(b"\x00" * 400)
    done = run("score", tmp_path / "s.h5", "--metric", "ncm", "--motion", "none", "--no-cache")
    assert done.returncode in (2, 3), done.stderr
    assert "s.h5" in done.stderr and PLACE in done.stderr and "Fatal" not in done.stderr
