"""The main job as a user does it: a plan of one's own, mistakes, interruptions, official values."""

import contextlib
import csv
import os
import shutil
import signal
import sqlite3
import subprocess
import time
from pathlib import Path

import h5py
import numpy as np
import pytest

from conftest import PEDLAB, ROOT

HUB = ROOT / "Experiments/data/hub.h5"
OFFICIAL = ROOT / "Tests/Fixtures/hub"


def run(*arguments, **options):
    return subprocess.run(
        [PEDLAB, *map(str, arguments)], capture_output=True, text=True, **options
    )


def plan(folder, text, store=HUB):
    path = folder / "plan.yaml"
    path.write_text(f"experiment: try\nstore: {store}\nmetrics: [logme]\n{text}")
    return path


def rows(path):
    with open(path) as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="session")
def official_sweep(tmp_path_factory):
    folder = tmp_path_factory.mktemp("official")
    path = folder / "plan.yaml"
    path.write_text(
        f"""
experiment: official
store: {HUB}
metrics: [logme, sfda]
ped:
  step_size: [0.05, 0.1, 0.2, 0.5]
  radius_scale: [0.3, 0.6]
  force_constant: [0.5, 1, 2]
exclude: ["force_constant != 1 and step_size != 0.1"]
"""
    )
    ledger = folder / "ledger.sqlite"
    done = run("run", path, "--ledger", ledger)
    assert done.returncode == 0, done.stderr
    done = run("export", "csv", "official", "--ledger", ledger, "--out", folder / "csv")
    assert done.returncode == 0, done.stderr
    return folder / "csv"


METRICS = {"LogME": "logme", "SFDA": "sfda", "PED+LOGME": "logme", "PED+SFDA": "sfda"}


def number(text):
    return float(text) if text else None


def ours(row):
    return tuple(number(row[k]) for k in ("step_size", "radius_scale", "force_constant"))


def theirs(row):
    return tuple(number(row[k]) for k in ("time_step", "nsigma", "constant"))


def test_scores_and_steps_equal_the_official_code(official_sweep):
    """All float64 rows within 1e-9 x max(1, |score|), with equal step counts."""
    found = {
        (r["model"], r["dataset"], r["metric"], *ours(r)): r
        for r in rows(official_sweep / "scores.csv")
    }
    compared = 0
    for row in rows(OFFICIAL / "official_ped.csv"):
        mine = found[(row["model"], row["dataset"], METRICS[row["metric"]], *ours(row))]
        score = float(row["score"])
        assert abs(float(mine["score"]) - score) <= 1e-9 * max(1, abs(score)), (row, mine)
        if row["steps"]:
            assert int(float(row["steps"])) == int(mine["steps_taken"]), (row, mine)
        compared += 1
    assert compared == 2912


def test_correlations_equal_the_official_ones(official_sweep):
    found = {
        (r["dataset"], r["metric"], *ours(r)): r
        for r in rows(official_sweep / "correlations.csv")
    }
    compared = 0
    for row in rows(OFFICIAL / "official_tau.csv"):
        mine = found.get((row["dataset"], METRICS.get(row["metric"]), *theirs(row)))
        if mine is None:
            continue
        for column in ("weighted_tau", "kendall_tau"):
            assert abs(float(row[column]) - float(mine[column])) <= 1e-9, (row, mine)
        compared += 1
    assert compared == 8 * 26


def test_running_again_does_nothing(tmp_path):
    path = plan(tmp_path, "datasets: [digits8]\n")
    ledger = tmp_path / "ledger.sqlite"
    first = run("run", path, "--ledger", ledger)
    assert first.returncode == 0 and "2 to do" in first.stderr, first.stderr
    again = run("run", path, "--ledger", ledger)
    assert again.returncode == 0 and "2 done before, 0 to do" in again.stderr, again.stderr
    wider = run("run", path, "--ledger", ledger, "--set", "ped.step_size=0.1,0.2")
    assert "2 done before, 1 to do" in wider.stderr, wider.stderr
    dry = run("run", path, "--ledger", ledger, "--dry-run", "--set", "ped.step_size=0.1,0.3")
    assert "3 runs, 42 evaluations; 2 done, 1 to do" in dry.stdout, dry.stdout


def test_results_do_not_depend_on_workers_or_memory(tmp_path):
    path = plan(tmp_path, "datasets: [digits8, leaf_outline]\nped: {step_size: [0.1, 0.2]}\n")
    texts = []
    for index, options in enumerate([["--workers", "1"], ["--workers", "4", "--memory", "100MB"]]):
        ledger = tmp_path / f"{index}.sqlite"
        assert run("run", path, "--ledger", ledger, *options).returncode == 0
        run("export", "csv", "try", "--ledger", ledger, "--out", tmp_path / str(index))
        table = rows(tmp_path / str(index) / "scores.csv")
        texts.append([{k: v for k, v in row.items() if k not in ("seconds", "finished_at")} for row in table])
    assert texts[0] == texts[1]


def recorded(ledger):
    """The number of runs that are finished, while a sweep writes."""
    if not ledger.exists():
        return 0
    with contextlib.closing(sqlite3.connect(ledger)) as connection:
        try:
            return connection.execute(
                "SELECT count(*) FROM runs WHERE status = 'finished'").fetchone()[0]
        except sqlite3.OperationalError:
            return 0


def test_interrupted_sweep_goes_on(tmp_path):
    path = plan(tmp_path, "ped: {step_size: {linspace: [0.01, 0.5, 60]}}\n")
    ledger = tmp_path / "ledger.sqlite"
    sweep = subprocess.Popen(
        [PEDLAB, "run", path, "--ledger", ledger], stderr=subprocess.PIPE, text=True
    )
    deadline = time.time() + 60
    while not recorded(ledger) and time.time() < deadline:
        time.sleep(0.02)
    sweep.send_signal(signal.SIGINT)
    _, messages = sweep.communicate(timeout=60)
    assert sweep.returncode == 130, messages
    assert "Interrupted. `pedlab run " in messages
    done = run("run", path, "--ledger", ledger)
    assert done.returncode == 0, done.stderr
    done = run("run", path, "--ledger", ledger)
    assert "488 done before, 0 to do" in done.stderr, done.stderr


@pytest.mark.parametrize(
    "text, message",
    [
        ("ped:\n  step_sice: 0.1\n", 'line 5: unknown key "step_sice" in ped (did you mean "step_size"?)'),
        ("datasets: [digit8]\n", 'there is no dataset "digit8" in'),
        ("models: [vaee]\n", '(did you mean "vae"?)'),
        ("metrics: [logme]\n", "lines 3 and 4: the key metrics is written twice"),
    ],
)
def test_plan_mistakes_are_sentences(tmp_path, text, message):
    done = run("run", plan(tmp_path, text), "--ledger", tmp_path / "l.sqlite")
    assert done.returncode == 2, done.stderr
    assert message in done.stderr, done.stderr
    assert not (tmp_path / "l.sqlite").exists()


def test_a_plan_that_is_not_there(tmp_path):
    done = run("run", tmp_path / "none.yaml")
    assert done.returncode == 2 and "none.yaml: there is no such file" in done.stderr


def test_a_store_without_reference_features(tmp_path):
    store = tmp_path / "store.h5"
    shutil.copy(HUB, store)
    with h5py.File(store, "r+") as file:
        del file["/models/vae/reference"]
    done = run("run", plan(tmp_path, "", store), "--ledger", tmp_path / "l.sqlite")
    assert done.returncode == 2
    assert 'the model "vae" has no reference features' in done.stderr
    done = run("run", plan(tmp_path, "motion: none\n", store), "--ledger", tmp_path / "l.sqlite")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("kind", ["missing", "text", "truncated"])
def test_unreadable_stores(tmp_path, kind):
    store = tmp_path / "store.h5"
    if kind == "text":
        store.write_text("these are no features\n")
    if kind == "truncated":
        store.write_bytes(HUB.read_bytes()[:1_000_000])
    done = run("run", plan(tmp_path, "", store), "--ledger", tmp_path / "l.sqlite")
    assert done.returncode == 3, done.stderr
    assert "store.h5" in done.stderr and len(done.stderr.strip().splitlines()) == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes into read-only folders")
def test_a_ledger_in_a_read_only_folder(tmp_path):
    folder = tmp_path / "locked"
    folder.mkdir(mode=0o500)
    done = run("run", plan(tmp_path, "datasets: [digits8]\n"), "--ledger", folder / "l.sqlite")
    assert done.returncode == 3 and "l.sqlite" in done.stderr


def test_a_ledger_that_is_no_ledger(tmp_path):
    ledger = tmp_path / "l.sqlite"
    ledger.write_text("not a database, but long enough to be read as one\n" * 100)
    done = run("run", plan(tmp_path, "datasets: [digits8]\n"), "--ledger", ledger)
    assert done.returncode == 3 and "l.sqlite" in done.stderr, done.stderr


def test_features_with_nan_fail_the_run_and_keep_the_others(tmp_path):
    store = tmp_path / "store.h5"
    shutil.copy(HUB, store)
    with h5py.File(store, "r+") as file:
        features = file["/models/vae/features/digits8"]
        features[3, 5] = np.nan
    path = plan(tmp_path, "motion: none\ndatasets: [digits8, leaf_outline]\n", store)
    done = run("run", path, "--ledger", tmp_path / "l.sqlite")
    assert done.returncode == 1, done.stderr
    assert "1 run finished" in done.stderr and "1 failed" in done.stderr
    assert 'first failure: digits8, model "vae"' in done.stderr


def test_score_needs_no_ledger(tmp_path):
    done = run("score", HUB, "--metric", "logme", "--dataset", "digits8", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == 15
    assert not list(tmp_path.iterdir())


def test_score_leaves_models_without_logits_out_of_metrics_that_read_them(tmp_path):
    store = tmp_path / "store.h5"
    shutil.copy(HUB, store)
    with h5py.File(store, "r+") as file:
        rows = file["/datasets/digits8/labels"].shape[0]
        for model in ["byol", "vae"]:
            group = file[f"/models/{model}"].require_group("logits")
            group["digits8"] = np.random.default_rng(3).normal(size=(rows, 7)).astype("f4")
    arguments = ["--dataset", "digits8", "--model", "byol,simclr,vae"]
    done = run("score", store, "--metric", "leep,logme", *arguments, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    found = [(row["metric"], row["model"]) for row in csv.DictReader(done.stdout.splitlines())]
    assert found == [("leep", "byol"), ("leep", "vae")] + [
        ("logme", model) for model in ["byol", "simclr", "vae"]
    ]
    done = run("score", HUB, "--metric", "leep", *arguments, cwd=tmp_path)
    assert done.returncode == 2 and "needs logits, which no model has" in done.stderr, done.stderr
