"""The cache of statistics as a user meets it: the second sweep reads nothing, and nothing can break it."""

import csv
import json
import os
import shutil
import subprocess
import time

import h5py
import pytest

from conftest import PEDLAB, ROOT

HUB = ROOT / "Experiments/data/hub.h5"


@pytest.fixture(scope="module")
def stores(tmp_path_factory):
    """Two copies of the hub that are old enough to be trusted: one for all, one that may be changed."""
    folder = tmp_path_factory.mktemp("stores")
    for name in ["shared.h5", "own.h5"]:
        shutil.copy(HUB, folder / name)
    # Nobody can set back the time of a change.
    time.sleep(2.1)
    return folder


@pytest.fixture
def setup(stores, tmp_path):
    """A plan over a store, and a cache of its own."""
    return planned(tmp_path, stores / "shared.h5")


def planned(folder, store):
    (folder / "plan.yaml").write_text(
        f"experiment: cached\nstore: {store}\nmetrics: [logme]\nmotion: [ped]\ndatasets: [digits8]\n"
    )
    return folder


def start(setup, *arguments, **environment):
    return subprocess.Popen(
        [PEDLAB, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "PEDLAB_CACHE": str(setup / "cache"), **environment}, cwd=setup)


def pedlab(setup, *arguments, **environment):
    process = start(setup, *arguments, **environment)
    stdout, stderr = process.communicate()
    assert process.returncode == 0, stderr
    return stdout, stderr


def sweep(setup, name, *options, **environment):
    return pedlab(setup, "run", "plan.yaml", "--ledger", f"{name}.sqlite", *options, **environment)[1]


def scores(setup, name):
    pedlab(setup, "export", "csv", "cached", "--ledger", f"{name}.sqlite", "--out", name)
    with open(setup / name / "scores.csv") as file:
        return [(r["model"], r["dataset"], r["score"]) for r in csv.DictReader(file)]


def summary(setup):
    return json.loads(pedlab(setup, "cache", "--json")[0])


def test_the_second_sweep_gives_the_same_and_reads_no_features(setup):
    sweep(setup, "none", "--no-cache")
    assert not (setup / "cache").exists()
    sweep(setup, "first")
    found = summary(setup)
    # 14 models, features and reference each.
    assert found["files"] == 28 and found["digests"] == 28, found
    assert found["folder"] == str(setup / "cache") and 0 < found["bytes"] < found["limit_bytes"]
    traced = trace(setup, "second")
    assert scores(setup, "none") == scores(setup, "first") == scores(setup, "second")
    again = trace(setup, "third", "--verify")
    assert again - traced > 14 * 100_000, (traced, again)


def trace(setup, name, *options):
    """Bytes that a sweep and the process in which libhdf5 reads take in, by the system's count."""
    # What a child has read is added to its parent's count when the parent waits for it.
    script = """
import subprocess, sys
def count():
    return int(next(line.split()[1] for line in open("/proc/self/io") if line.startswith("rchar")))
before = count()
done = subprocess.run(sys.argv[1:], stderr=subprocess.DEVNULL)
print(count() - before)
sys.exit(done.returncode)
"""
    done = subprocess.run(
        ["python3", "-c", script, PEDLAB, "run", "plan.yaml", "--ledger", f"{name}.sqlite", *options],
        capture_output=True, text=True, cwd=setup,
        env={**os.environ, "PEDLAB_CACHE": str(setup / "cache")})
    assert done.returncode == 0, done.stderr
    return int(done.stdout)


def test_damaged_statistics_are_noted_and_computed_anew(setup):
    sweep(setup, "first")
    for path in (setup / "cache/statistics").iterdir():
        path.write_bytes(path.read_bytes()[:-1])
    note = sweep(setup, "second")
    assert note.count("are not used: it is cut off. They are computed anew.") == 28, note
    assert scores(setup, "first") == scores(setup, "second")
    assert "not used" not in sweep(setup, "third")


def test_clear_and_limit(setup):
    sweep(setup, "first")
    shown, _ = pedlab(setup, "cache")
    assert "statistics: 28 entries" in shown and "of at most 4.0 GB" in shown, shown
    shown, _ = pedlab(setup, "cache", "clear")
    assert "28 entries deleted" in shown
    assert summary(setup)["files"] == 0
    sweep(setup, "second", PEDLAB_CACHE_LIMIT="200kB")
    assert 0 < summary(setup)["bytes"] <= 200_000
    process = start(setup, "cache", PEDLAB_CACHE_LIMIT="many")
    assert '"many" is not a size' in process.communicate()[1]
    assert process.returncode != 0


def test_two_processes_fill_one_cache(setup):
    both = [start(setup, "run", "plan.yaml", "--ledger", f"{name}.sqlite") for name in ("a", "b")]
    for process in both:
        _, stderr = process.communicate()
        assert process.returncode == 0, stderr
        assert "not used" not in stderr and "anew" not in stderr, stderr
    assert scores(setup, "a") == scores(setup, "b")
    assert summary(setup)["files"] == 28
    assert not [p for p in (setup / "cache/statistics").iterdir() if p.suffix == ".partial"]


def test_a_changed_store_is_another_input(stores, tmp_path):
    setup = planned(tmp_path, stores / "own.h5")
    sweep(setup, "first")
    before = scores(setup, "first")
    with h5py.File(stores / "own.h5", "r+") as file:
        file["models/vae/features/digits8"][0, 0] += 1
    sweep(setup, "first")
    after = scores(setup, "first")
    sweep(setup, "fresh", "--no-cache")
    assert after == scores(setup, "fresh")
    assert {model for model, *_ in set(after) - set(before)} == {"vae"}
