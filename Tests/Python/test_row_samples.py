"""Scores from some of the rows: nested samples, and standard errors by leaving out blocks of rows."""

import csv
import io
import json
import subprocess

import numpy as np
import pytest
from scipy.stats import kendalltau

from conftest import PEDLAB, ROOT
from measure_row_errors import make_store, ratios, scores


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """Six models of growing quality on one dataset of 4 classes with 150 rows each."""
    path = tmp_path_factory.mktemp("rows") / "store.h5"
    make_store(path)
    return path


def score(store, *options):
    return scores(PEDLAB, store, *options)


METRICS = ["--metric", "logme,hscore,ncm"]


def test_all_rows_are_the_plain_scores(store):
    plain, _ = score(store, *METRICS)
    found, _ = score(store, *METRICS, "--samples-per-class", "20,all", "--sample-seeds", "0,1")
    everything = {(r["model"], r["metric"]): float(r["score"]) for r in found
                  if r["samples_per_class"] == "all"}
    assert len(everything) == len(plain) == 18
    for row in plain:
        assert everything[row["model"], row["metric"]] == pytest.approx(float(row["score"]), rel=1e-9)
    small = [r for r in found if r["samples_per_class"] == "20"]
    assert len(small) == 36 and {r["rows"] for r in small} == {"80"}
    assert {r["sample_seed"] for r in small} == {"0", "1"}


def test_larger_samples_settle_the_order(store):
    _, notes = score(store, "--samples-per-class", "10,100,all", "--sample-seeds", "0,1,2")
    assert "the order from 10 rows per class has Kendall's tau" in notes
    assert "the order from 100 rows per class has Kendall's tau" in notes


def test_standard_errors_are_those_of_a_bootstrap_of_rows(store, tmp_path):
    """200 bootstrap recomputations through the program itself, stratified by class."""
    found, _ = ratios(PEDLAB, store, tmp_path, "logme,hscore")
    # Ten blocks and 200 draws leave each ratio uncertain by a quarter; their mean is the claim.
    assert np.mean(list(found.values())) == pytest.approx(1, abs=0.15), found


def test_neighbours_that_the_rows_do_not_tell_apart_are_named():
    """TransRate's errors are larger than its spread, which is said with them."""
    _, notes = score(
        ROOT / "Experiments/data/hub.h5", "--dataset", "digits8", "--metric", "transrate,gbc",
        "--model", "rotation,barlow_twins,random_init", "--standard-errors")
    line = {note.split()[1]: note for note in notes.splitlines() if "not told apart" in note}["transrate"]
    assert "1 pair of neighbours in the order is not told apart on these rows: rotation and barlow_twins. TransRate's" in line
    assert "standard errors are too large where classes have few rows for each dimension" in line


def test_samples_that_cannot_be(store):
    done = subprocess.run(
        [PEDLAB, "score", store, "--samples-per-class", "1,all"], capture_output=True, text=True)
    assert done.returncode == 2
    assert "--samples-per-class has '1'; allowed are integers from 2, and all." in done.stderr


PLAN = """experiment: rows
store: store.h5
truth: {file: truth.csv}
metrics: [logme, ncm]
motion: [none]
samples_per_class: [10, 40, all]
seed: [0, 1, 2]
"""


@pytest.fixture(scope="module")
def sweep(store):
    folder = store.parent
    (folder / "plan.yaml").write_text(PLAN)
    (folder / "truth.csv").write_text(
        "model,dataset,accuracy\n" + "".join(f"m{m},d,{50 + 5 * m}\n" for m in range(6)))
    done = subprocess.run([PEDLAB, "run", "plan.yaml", "--ledger", "l.sqlite"], cwd=folder,
                          capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return folder


def asked(folder, *arguments):
    done = subprocess.run([PEDLAB, *arguments, "--ledger", "l.sqlite"], cwd=folder,
                          capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_sweep_has_the_scores_of_pedlab_score(store, sweep):
    """The plan's axis and the command's option take the same rows: the same bits."""
    asked(sweep, "export", "csv", "rows", "--out", "csv")
    with open(sweep / "csv" / "scores.csv") as file:
        recorded = {(r["model"], r["metric"], r["samples_per_class"] or "all", r["sample_seed"]):
                    float(r["score"]) for r in csv.DictReader(file)}
    found, _ = score(store, "--metric", "logme,ncm", "--samples-per-class", "10,40,all",
                     "--sample-seeds", "0,1,2")
    small = [r for r in found if r["samples_per_class"] != "all"]
    assert len(recorded) == len(found) == 6 * 2 * 7
    for r in small:
        key = (r["model"], r["metric"], r["samples_per_class"], r["sample_seed"])
        assert recorded[key] == float(r["score"])
    for r in (r for r in found if r["samples_per_class"] == "all"):
        assert recorded[r["model"], r["metric"], "all", ""] == pytest.approx(
            float(r["score"]), rel=1e-9)


def test_samples_are_rows_and_columns_of_tables(sweep):
    table = asked(sweep, "table", "rows", "--rows", "metric", "--columns", "samples_per_class",
                  "--format", "csv")
    columns = [row["column"] for row in csv.DictReader(io.StringIO(table))]
    assert columns == ["10", "40", "all"] * 2
    paper = asked(sweep, "table", "rows")
    assert "LogME (10 rows per class)" in paper and "LogME (40 rows per class)" in paper
    # Seeds are repetitions: a mean with its standard deviation.
    assert "±" in next(line for line in paper.splitlines() if "10 rows per class" in line)
    runs = asked(sweep, "runs", "rows", "--where", "samples_per_class = 40 and sample_seed = 2")
    assert "2 runs" in runs or runs.count("logme") == 1
    asked(sweep, "report", "rows", "--out", "report")
    assert "10 rows per class" in (sweep / "report" / "report.md").read_text()


def test_seeds_of_samples_are_rows_and_columns(sweep):
    table = asked(sweep, "table", "rows", "--rows", "metric,samples_per_class", "--columns", "sample_seed",
                  "--where", "sample_seed < 2", "--format", "csv")
    found = {(r["metric"], r["samples_per_class"], r["column"]): float(r["value"])
             for r in csv.DictReader(io.StringIO(table))}
    assert {key[2] for key in found} == {"0", "1"}
    asked(sweep, "export", "csv", "rows", "--out", "csv")
    with open(sweep / "csv" / "correlations.csv") as file:
        for row in csv.DictReader(file):
            if row["sample_seed"] in ("0", "1"):
                title = {"logme": "LogME", "ncm": "Nearest class mean"}[row["metric"]]
                key = title, row["samples_per_class"], row["sample_seed"]
                assert found[key] == pytest.approx(float(row["weighted_tau"]), abs=1e-12)


def test_a_report_says_how_many_rows_are_enough(sweep):
    """Kendall's tau with the order from all rows, mean over seeds: by SciPy from the exported scores."""
    asked(sweep, "export", "csv", "rows", "--out", "csv")
    asked(sweep, "report", "rows", "--out", "report")
    scores = {}
    with open(sweep / "csv" / "scores.csv") as file:
        for r in csv.DictReader(file):
            key = r["metric"], r["samples_per_class"] or "all", r["sample_seed"]
            scores.setdefault(key, {})[r["model"]] = float(r["score"])
    text = (sweep / "report" / "report.md").read_text()
    assert "## How many rows are enough?" in text
    figure = (sweep / "report" / "figures" / "settling-order.svg").read_text()
    for size in ("10", "40"):
        whole = scores["logme", "all", ""]
        taus = [kendalltau([scores["logme", size, seed][m] for m in whole], list(whole.values())).statistic
                for seed in "012"]
        assert f"{size} {np.mean(taus):.3f}" in figure.replace("\u2212", "-")


def test_a_sample_is_reproduced(sweep):
    runs = asked(sweep, "runs", "rows", "--where", "samples_per_class = 10", "--json")
    first = json.loads(runs)[0]
    assert first["samples_per_class"] == 10
    assert "identical" in asked(sweep, "reproduce", first["run"])
