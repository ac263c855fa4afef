"""Damaged and hostile inputs: none ends the program by a signal, hangs it, or fills the memory.

1,700 inputs here, the same ones every time; `Scripts/fuzz` goes on with as many as one likes.
"""

import os
import resource
import shutil
import sqlite3
from concurrent.futures import ThreadPoolExecutor

import h5py
import numpy as np
import pytest

from conftest import PEDLAB, ROOT
from fuzzing import hdf5, judge
from fuzzing.campaign import Campaign, small_ledger
from test_main_job import run

DAMAGED = sorted((ROOT / "Tests/Fixtures/damaged").glob("*.h5"))
SEED = 1
DRIVER = ROOT / ".build/release/pedlabPackageTests.xctest"


def driver():
    """The tests' binary, if it was built with this very program: many commands in a process take a
    fifth of the time. libhdf5 is tried in processes of its own all the same."""
    if PEDLAB != str(ROOT / ".build/release/pedlab") or not DRIVER.exists():
        return None
    if DRIVER.stat().st_mtime < os.stat(PEDLAB).st_mtime:
        return None
    return DRIVER


@pytest.fixture(scope="module")
def campaign(tmp_path_factory):
    return Campaign(PEDLAB, tmp_path_factory.mktemp("fuzz"), SEED, driver())


def failures(work, count, threads=2):
    """`work` gets ranges of numbers that cover 0 ..< count."""
    step = -(-count // threads)
    parts = [range(start, min(start + step, count)) for start in range(0, count, step)]
    with ThreadPoolExecutor(threads) as pool:
        return [failure for found in pool.map(work, parts) for failure in found]


@pytest.mark.parametrize("kind, count", [("hdf5", 500), ("plan", 400), ("csv", 400), ("npy", 250)])
def test_no_input_wins(campaign, kind, count):
    assert failures(lambda numbers: campaign.run(kind, numbers), count) == []


def test_no_ledger_wins(campaign):
    base = small_ledger(PEDLAB, campaign.folder / "base")
    assert failures(lambda numbers: campaign.ledgers(numbers, base), 150) == []


@pytest.mark.parametrize("path", DAMAGED, ids=lambda path: path.stem)
@pytest.mark.parametrize(
    "command",
    [["store", "inspect"], ["store", "check"], ["score", "--metric", "ncm,logme", "--no-cache"]],
    ids=["inspect", "check", "score"])
def test_what_crashes_the_library_does_not_end_the_program(tmp_path, path, command):
    shutil.copy(path, tmp_path / "s.h5")
    outcome = judge.run(PEDLAB, [*command[:2], "s.h5", *command[2:]] if command[0] == "store"
                        else [command[0], "s.h5", *command[1:]], tmp_path)
    assert judge.complaint(outcome) is None, outcome


def test_a_sweep_goes_on_without_the_file_that_crashes(tmp_path):
    """Good and bad files side by side: the good ones' scores are those without the bad ones."""
    good = hdf5.store({}, "earliest")
    for name in "ab":
        (tmp_path / f"{name}.h5").write_bytes(good)
    templates = ["--features", "/models/m/features/{dataset}", "--labels", "/datasets/{dataset}/labels",
                 "--metric", "logme", "--dataset", "d"]
    alone = run("score", "{model}.h5", *templates, cwd=tmp_path)
    assert alone.returncode == 0, alone.stderr
    shutil.copy(ROOT / "Tests/Fixtures/damaged/crash-group.h5", tmp_path / "bad.h5")
    both = run("score", "{model}.h5", *templates, cwd=tmp_path)
    assert all(line in both.stdout for line in alone.stdout.splitlines()), both.stdout + both.stderr


def test_only_folders_that_the_user_names_give_plugins(tmp_path):
    """A filter that is not there is named; nothing is loaded for it."""
    with h5py.File(tmp_path / "s.h5", "w") as f:
        f.attrs.update(format="feature-store", version=1)
        f["/datasets/d/labels"] = np.arange(8) % 2
        dcpl = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
        dcpl.set_chunk((8, 2))
        dcpl.set_filter(32015, h5py.h5z.FLAG_OPTIONAL, (3,))
        f.require_group("/models/m/features")
        space = h5py.h5s.create_simple((8, 2))
        data = h5py.h5d.create(f["/models/m/features"].id, b"d", h5py.h5t.IEEE_F32LE, space, dcpl)
        data.write_direct_chunk((0, 0), b"\x28\xb5\x2f\xfd" + bytes(40))
    done = run("score", tmp_path / "s.h5", "--metric", "ncm")
    assert done.returncode == 3
    assert "HDF5_PLUGIN_PATH" in done.stderr and "32015" in done.stderr


def test_the_version_names_the_library():
    text = run("--version").stdout
    assert "HDF5 1." in text, text


def limited(limit, value, *arguments):
    """pedlab under a limit of `ulimit`."""
    return run(*arguments, preexec_fn=lambda: resource.setrlimit(limit, (value, value)))


@pytest.fixture
def small(tmp_path):
    store = tmp_path / "s.h5"
    assert run("store", "synthesize", "--out", store, "--models", "3", "--datasets", "2", "--rows", "40",
               "--dimensions", "8", "--classes", "3").returncode == 0  # fmt: skip
    return store


def test_a_limit_on_memory_that_is_too_low_is_refused():
    done = limited(resource.RLIMIT_AS, 300_000_000, "metrics")
    assert done.returncode == 3
    assert "300 MB of address space (ulimit -v)" in done.stderr


def test_few_open_files_are_enough_or_refused(small):
    assert limited(resource.RLIMIT_NOFILE, 32, "score", small, "--metric", "logme").returncode == 0
    refused = limited(resource.RLIMIT_NOFILE, 31, "score", small, "--metric", "logme")
    assert refused.returncode == 3
    assert "may open 31 files (ulimit -n), and pedlab needs at least 32" in refused.stderr


def test_a_limit_on_the_size_of_files_does_not_stop_reading(small):
    done = limited(resource.RLIMIT_FSIZE, 1000, "score", small, "--metric", "logme", "--no-cache")
    assert done.returncode == 0, done.stderr


def test_a_large_grid_is_counted_and_run_only_if_asked_for(tmp_path):
    (tmp_path / "s.h5").write_bytes(hdf5.store({}, "earliest"))
    plan = tmp_path / "plan.yaml"
    plan.write_text("experiment: big\nstore: s.h5\nmetrics: [logme]\nmodels: [m, n]\ndatasets: [d]\n"
                    "motion: [ped]\nped:\n  step_size: {linspace: [0.1, 1, 1000]}\n"
                    "  force_constant: {linspace: [0.1, 1, 1000]}\n")
    refused = run("run", plan, "--dry-run")
    assert refused.returncode == 2
    assert "1000000 settings; more than 100000 are run only with --yes" in refused.stderr


@pytest.mark.parametrize("statement, named", [
    ("CREATE TRIGGER t AFTER INSERT ON runs BEGIN DELETE FROM runs; END", 'trigger "t"'),
    ("CREATE VIEW v AS SELECT * FROM runs", 'view "v"'),
])
def test_a_ledger_that_does_something_is_refused(campaign, tmp_path, statement, named):
    path = tmp_path / "l.sqlite"
    path.write_bytes(small_ledger(PEDLAB, tmp_path / "base"))
    with sqlite3.connect(path) as db:
        db.execute(statement)
    done = run("runs", "--ledger", path)
    assert done.returncode == 3 and named in done.stderr, done.stderr
