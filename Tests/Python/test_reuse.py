"""An evaluation is computed once: counted on the plan of the demo, with fewer models at first."""

import csv
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import time

import pytest
from conftest import PEDLAB, ROOT
from ledgers import ok, query, run

MODELS = 14


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "plan.yaml").write_text(
        (ROOT / "Experiments/demo/plan.yaml")
        .read_text()
        .replace("../data/hub.h5", str(ROOT / "Experiments/data/hub.h5"))
        + "ground_truth: accuracy.csv\n"
    )
    shutil.copy(ROOT / "Experiments/data/accuracy.csv", tmp_path)
    return tmp_path


def counts(*arguments, cwd):
    done = json.loads(ok("run", "plan.yaml", "--json", *arguments, cwd=cwd).stdout)
    return done["evaluations"], done["runs_finished"]


def models(folder):
    with open(folder / "accuracy.csv", newline="") as file:
        return sorted({row["model"] for row in csv.DictReader(file)})


def scores(folder):
    ok("export", "csv", "demo", "--out", "csv", cwd=folder)
    with open(folder / "csv/scores.csv", newline="") as file:
        return [{k: v for k, v in row.items() if k not in ("seconds", "run", "inputs", "finished_at")} for row in csv.DictReader(file)]


def test_a_model_more_computes_that_model(folder):
    fewer = models(folder)[:-1]
    first, _ = counts("--set", f"models=[{','.join(fewer)}]", cwd=folder)
    assert first["computed"] == first["planned"] == 208 * (MODELS - 1)
    second, runs = counts(cwd=folder)
    assert second == {"planned": 208 * MODELS, "reused": 208 * (MODELS - 1), "computed": 208, "failed": 0}
    assert runs == 208
    grown = scores(folder)
    shutil.rmtree(folder / "Results")
    counts(cwd=folder)
    assert scores(folder) == grown


def test_a_changed_accuracy_computes_correlations_only(folder):
    counts(cwd=folder)
    lines = (folder / "accuracy.csv").read_text().splitlines()
    model, dataset, accuracy = lines[1].split(",")[:3]
    rest = lines[1].split(",")[3:]
    lines[1] = ",".join([model, dataset, str(float(accuracy) - 0.5), *rest])
    (folder / "accuracy.csv").write_text("\n".join(lines) + "\n")
    second, runs = counts(cwd=folder)
    assert (second["computed"], second["reused"]) == (0, 208 * MODELS)
    assert 0 < runs < 208, "only the dataset whose accuracy changed"
    assert float(accuracy) - 0.5 in {
        float(row["accuracy"]) for row in scores(folder) if row["dataset"] == dataset
    }


def test_another_experiment_shares_what_was_computed(folder):
    counts(cwd=folder)
    second, _ = counts("--set", "experiment=other", "--set", f"models=[{','.join(models(folder)[:5])}]",
                       cwd=folder)  # fmt: skip
    assert (second["computed"], second["reused"]) == (0, 208 * 5)


def test_a_stop_loses_little_and_nothing_is_computed_twice(folder):
    text = (folder / "plan.yaml").read_text().replace("[logme, sfda]", "[linear_probe]")
    text += f"datasets: [digits8]\nmodels: [{', '.join(models(folder)[:6])}]\n"
    (folder / "plan.yaml").write_text(text)
    recorded = 0
    for number in (signal.SIGINT, signal.SIGKILL, signal.SIGTERM):
        process = subprocess.Popen([PEDLAB, "run", "plan.yaml", "--workers", "1"], cwd=folder,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE)  # fmt: skip
        ledger = folder / "Results/pedlab.sqlite"
        begun = time.monotonic()
        while process.poll() is None and time.monotonic() - begun < 60:
            time.sleep(0.05)
            if ledger.exists() and kept(ledger) >= recorded + 8:
                break
        assert process.poll() is None, "the sweep ended before it could be stopped"
        before = kept(ledger)
        os.kill(process.pid, number)
        process.communicate()
        recorded = kept(ledger)
        assert recorded >= before >= 8, "what was recorded stays"
        status = run("status", "demo", cwd=folder)
        assert status.returncode == 4
    last, _ = counts(cwd=folder)
    assert last["computed"] <= last["planned"] - recorded
    assert run("status", "demo", cwd=folder).returncode == 0


def kept(ledger):
    try:
        return query(ledger, "SELECT count(*) FROM evaluations")[0][0]
    except sqlite3.OperationalError:
        return 0  # the tables are being made


def test_reading_leaves_one_file(folder):
    counts("--set", "metrics=[logme]", cwd=folder)
    for command in (["status"], ["runs"], ["table", "demo"], ["status", "demo"]):
        ok(*command, cwd=folder)
        assert os.listdir(folder / "Results") == ["pedlab.sqlite"], command


def test_superseded_runs_are_listed_on_request(folder):
    counts("--set", "metrics=[logme]", cwd=folder)
    counts("--set", "metrics=[logme]", "--set", "motion=none", cwd=folder)
    current = json.loads(ok("runs", "--json", cwd=folder).stdout)
    every = json.loads(ok("runs", "--all", "--json", cwd=folder).stdout)
    assert (len(current), len(every)) == (8, 104)
    assert [row["current"] for row in every].count(1) == 8
    assert {row["motion"] for row in current} == {"none"}
    assert "current" in ok("runs", "--all", cwd=folder).stdout.splitlines()[0]
