"""Rows that were never written, or were written twice, give no number in silence."""

import json

import numpy as np
import pytest

import h5py
from test_inputs_labels import folder, refusal, run, samples, score, store

__all__ = ["folder"]

KINDS = [np.float16, np.float32, np.float64, ">f4", np.int16]
LAST = "the last 9 of 60 rows are all 0, as if allocated and never written: was the last batch dropped?"


def partly(kind, **how):
    """Features of which the last nine rows were never written."""
    x, y = samples()
    store({"datasets/d/labels": y})
    with h5py.File("s.h5", "a") as file:
        features = file.create_dataset("models/m/features/d", x.shape, kind, **how)
        features[:-9] = (x[:-9] * 100).astype(kind)
    return x, y


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("how", [{}, {"chunks": (60, 4), "compression": "gzip"}])
def test_rows_of_the_fill_value_are_refused(kind, how):
    partly(kind, fillvalue=-7, **how)
    message = refusal()
    assert "dataset /models/m/features/d: 9 of 60 rows hold the dataset's fill value -7 throughout" in message
    assert "(row 51 first): they were never written. Write them, or make the dataset smaller." in message


@pytest.mark.parametrize("how", [{}, {"chunks": (60, 4), "compression": "gzip"}])
def test_rows_of_zeros_are_said_and_recorded(how):
    partly(np.float32, **how)
    assert f"note: m on d: {LAST}" in score()[1]
    lines = run("score", "s.h5", "--metrics", "logme", "--json", "--no-cache").stdout.splitlines()
    assert json.loads(lines[0])["notes"] == [f"features: {LAST}"]


def test_tables_and_exports_say_it():
    x, y = samples()
    zeros = x.copy()
    zeros[-9:] = 0
    pairs = {f"models/m{i}/features/d": zeros if i == 2 else x + i for i in range(4)}
    store({"datasets/d/labels": y, **pairs})
    with open("acc.csv", "w") as file:
        file.write("model,dataset,accuracy\n" + "".join(f"m{i},d,{80 + i}\n" for i in range(4)))
    with open("plan.yaml", "w") as file:
        file.write("experiment: e\nstore: s.h5\nground_truth: acc.csv\nmetrics: [logme]\nmotion: none\n")
    assert f"note: m2 on d: {LAST}" in run("run", "plan.yaml", "--no-cache").stderr
    for more in ([], ["--rows", "metric", "--columns", "dataset"]):
        table = run("table", "e", "--format", "json", *more)
        assert f"Doubtful features: m2 on d: {LAST}" in json.loads(table.stdout)["notes"]
    assert run("export", "csv", "e", "--out", "csv").returncode == 0
    with open("csv/scores.csv") as file:
        rows = [line for line in file if LAST in line]
    assert len(rows) == 1 and ",m2," in rows[0]
    assert f"csv/scores.csv: m2 on d: features: {LAST}" in run("correlate", "csv/scores.csv").stderr
    assert f"Doubtful features: m2 on d: {LAST}" in run("statistics", "e").stdout


def test_targets_are_looked_at_too():
    x, y = samples()
    x[-9:] = 0
    store({"datasets/d/labels": y + 0.25, "models/m/features/d": x})
    found = run("score", "s.h5", "--metrics", "logme", "--json", "--no-cache")
    assert f"note: m on d: {LAST}" in found.stderr


def test_a_store_that_was_written_twice_is_said():
    x, y = samples()
    store({"datasets/d/labels": np.tile(y, 2), "models/m/features/d": np.tile(x, (2, 1))})
    assert "note: m on d: 60 of 120 rows repeat an earlier row exactly (row 60 first)" in score()[1]


def test_a_reference_is_looked_at_where_it_is_used():
    x, y = samples()
    source = samples(3)[0]
    source[-9:] = 0
    store({"datasets/d/labels": y, "models/m/features/d": x, "models/m/reference": source})
    assert "reference" not in score()[1]
    assert f"note: reference of m: {LAST}" in score("--motion", "ped")[1]
