"""`--device cuda`: what the GPU computes agrees with the processor; without a GPU a note says why.

There is no GPU here: Tests/Faults/cuda.c stands for CUDA's libraries, with memory that the processor
cannot touch.
"""

import json
import os
import shutil
import subprocess

import h5py
import numpy as np
import pytest

from conftest import PEDLAB, ROOT

METRICS = "logme,sfda,hscore,reg_hscore,gbc,lda,transrate,lfc"


@pytest.fixture(scope="module")
def cuda(tmp_path_factory):
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        pytest.skip("no C compiler")
    folder = tmp_path_factory.mktemp("cuda")
    library = folder / "libcudart.so.12"
    subprocess.run(
        [compiler, "-Wall", "-Werror", "-O1", "-shared", "-fPIC", "-o", library, ROOT / "Tests/Faults/cuda.c",
         "-llapacke", "-lopenblas"], check=True)  # fmt: skip
    for name in ("libcublas.so.12", "libcusolver.so.11"):
        (folder / name).symlink_to(library)
    return folder


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    path = tmp_path_factory.mktemp("store") / "store.h5"
    generator = np.random.default_rng(5)
    labels = np.arange(1400) % 7
    with h5py.File(path, "w") as file:
        file.attrs.update(format="feature-store", version=1)
        file["/datasets/d/labels"] = labels
        for model, columns in [("wide", 640), ("narrow", 40), ("rows", 2000)]:
            centres = generator.normal(size=(7, columns)) * 0.4
            rows = centres[labels] + generator.normal(size=(1400, columns))
            file[f"/models/{model}/features/d"] = rows.astype("f4")
    return path


def score(store, folder=None, metrics=METRICS, arguments=("--device", "cuda"), **environment):
    variables = {**os.environ, **environment, "PEDLAB_WORKERS": "2"}
    if folder:
        variables["LD_LIBRARY_PATH"] = str(folder)
    done = subprocess.run(
        [PEDLAB, "score", store, "--metric", metrics, "--motion", "none,ped",
         "--set", "ped.rescale=none", "--json", "--no-cache", *arguments],
        capture_output=True, text=True, env=variables)  # fmt: skip
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    return done, {(row["model"], row["metric"], row["motion"]): row["score"] for row in rows}


def test_scores_agree_with_the_processor(cuda, store, tmp_path):
    log = tmp_path / "calls"
    _, alone = score(store, arguments=())
    done, scores = score(store, cuda, PEDLAB_TEST_CUDA_LOG=str(log))
    assert done.returncode == 0 and "cannot be used" not in done.stderr
    updates, factors, eigens = map(int, log.read_text().split())
    assert updates > 0 and factors > 0 and eigens > 0
    assert scores.keys() == alone.keys() and len(scores) == 48
    for key, value in alone.items():
        assert scores[key] == pytest.approx(value, abs=1e-9 * max(1, abs(value))), key


def test_small_features_stay_with_the_processor(cuda, store, tmp_path):
    log = tmp_path / "calls"
    chosen = ("--device", "cuda", "--model", "narrow")
    done, scores = score(store, cuda, "logme,hscore", chosen, PEDLAB_TEST_CUDA_LOG=str(log))
    assert log.read_text() == "0 0 0\n"
    assert scores == score(store, None, "logme,hscore", ("--model", "narrow"))[1]


def test_too_little_memory_is_an_error(cuda, store):
    done, scores = score(store, cuda, "logme", PEDLAB_TEST_CUDA_BYTES="1000000")
    assert done.returncode == 3
    assert (
        "The GPU: cudaMalloc of 3276800 bytes ended with status 2 (cudaErrorMemoryAllocation)."
        " Run again with --device cpu." in done.stderr
    )
    assert {model for model, _, _ in scores} == {"narrow"} | ({"rows"} & {m for m, _, _ in scores})


@pytest.mark.parametrize("none", ["1", ""])
def test_without_a_gpu_the_processor_computes_and_a_note_says_so(cuda, store, none):
    chosen = ("--device", "cuda", "--model", "narrow")
    variables = {"PEDLAB_TEST_CUDA_NONE": none} if none else {}
    done, scores = score(store, cuda if none else None, "logme", chosen, **variables)
    assert done.returncode == 0 and len(scores) == 2
    assert "note: the processor computes, since the GPU cannot be used: " in done.stderr
    expected = "CUDA sees no GPU here" if none else "The loader finds no libcu"
    assert expected in done.stderr


def test_the_environment_chooses_a_device(store):
    done, _ = score(store, None, "logme", (), PEDLAB_DEVICE="gpu")
    assert done.returncode != 0
    assert 'PEDLAB_DEVICE is "gpu"; it must be cpu or cuda.' in done.stderr
