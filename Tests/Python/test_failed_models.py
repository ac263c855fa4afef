"""A model that cannot be scored is recorded beside the scores of the others."""

import csv
import json

import h5py
import numpy as np
import pytest
from ledgers import ok, query, run

PLAN = """\
experiment: broken
store: store.h5
ground_truth: accuracy.csv
metrics: [gbc, etran]
motion: none
"""


@pytest.fixture
def folder(tmp_path):
    """Five models, of which m2 holds a NaN."""
    rng = np.random.default_rng(7)
    labels = rng.integers(0, 3, 90)
    rows = ["model,dataset,accuracy"]
    with h5py.File(tmp_path / "store.h5", "w") as file:
        file.attrs["format"], file.attrs["version"] = "feature-store", 1
        file["datasets/d/labels"] = labels
        for index in range(5):
            means = rng.normal(size=(3, 8)) * (1 + index)
            features = means[labels] + rng.normal(size=(90, 8))
            if index == 2:
                features[4, 3] = np.nan
            file[f"models/m{index}/features/d"] = features
            file[f"models/m{index}/logits/d"] = rng.normal(size=(90, 6))
            rows.append(f"m{index},d,{50 + 5 * index}")
    (tmp_path / "accuracy.csv").write_text("\n".join(rows) + "\n")
    (tmp_path / "plan.yaml").write_text(PLAN)
    return tmp_path


def rows(path):
    with open(path, newline="") as file:
        return list(csv.DictReader(file))


def test_the_others_are_scored_and_the_run_fails(folder):
    done = run("run", "plan.yaml", "--ledger", "l.sqlite", cwd=folder)
    assert done.returncode == 1, done.stderr
    assert 'model "m2"' in done.stderr and "2 evaluations failed" in done.stderr
    ok("export", "csv", "broken", "--ledger", "l.sqlite", "--out", "csv", cwd=folder)
    scores = rows(folder / "csv/scores.csv")
    assert sorted({row["model"] for row in scores}) == ["m0", "m1", "m3", "m4"]
    assert len(scores) == 8
    assert rows(folder / "csv/correlations.csv") == []
    listed = json.loads(ok("runs", "--json", "--ledger", "l.sqlite", cwd=folder).stdout)
    assert {(r["status"], r["models"], r["accuracies"], r["weighted_tau"]) for r in listed} == {
        ("failed", 4, 4, None)
    }
    shown = json.loads(ok("show", listed[0]["run"], "--json", "--ledger", "l.sqlite", cwd=folder).stdout)
    assert [failure["model"] for failure in shown["failures"]] == ["m2"]
    assert len(shown["evaluations"]) == 4
    text = ok("show", listed[0]["run"], "--ledger", "l.sqlite", cwd=folder).stdout
    assert "failed: m2: " in text


def test_scores_are_those_of_a_pool_without_the_model(folder):
    run("run", "plan.yaml", "--ledger", "all.sqlite", cwd=folder)
    ok("run", "plan.yaml", "--set", "models=[m0,m1,m3,m4]", "--ledger", "four.sqlite", cwd=folder)
    tables = []
    for name in ("all", "four"):
        ok("export", "csv", "broken", "--ledger", f"{name}.sqlite", "--out", name, cwd=folder)
        tables.append([(r["metric"], r["model"], r["score"]) for r in rows(folder / name / "scores.csv")])
    assert tables[0] == tables[1]


def test_correlations_say_over_how_many_models(folder):
    ok("run", "plan.yaml", "--set", "models=[m0,m1,m3,m4]", "--ledger", "l.sqlite", cwd=folder)
    ok("export", "csv", "broken", "--ledger", "l.sqlite", "--out", "csv", cwd=folder)
    with open(folder / "csv/correlations.csv", newline="") as file:
        table = csv.reader(file)
        header = next(table)
        place = header.index("models")
        assert header[place + 1] == "accuracies"
        assert [row[place : place + 2] for row in table] == [["4", "4"]] * 2


def test_failures_are_tried_again_on_request_only(folder):
    run("run", "plan.yaml", "--ledger", "l.sqlite", cwd=folder)
    again = run("run", "plan.yaml", "--ledger", "l.sqlite", cwd=folder)
    assert again.returncode == 1 and "2 failed before" in again.stderr
    assert query(folder / "l.sqlite", "SELECT count(*) FROM failures") == [(2,)]
    assert run("run", "plan.yaml", "--retry", "failed", "--ledger", "l.sqlite", cwd=folder).returncode == 1
    assert query(folder / "l.sqlite", "SELECT count(*) FROM failures") == [(2,)]
    assert query(folder / "l.sqlite", "SELECT count(*) FROM evaluations") == [(8,)]
