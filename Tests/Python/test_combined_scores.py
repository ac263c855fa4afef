"""Metrics combined: by pedlab correlate --combine and as a metric of a plan, with weights chosen on the other datasets."""

import csv
import itertools
import json
import re
import subprocess

import h5py
import numpy as np
import pytest
from conftest import PEDLAB, ROOT
from scipy.stats import rankdata, weightedtau

METRICS = ["good", "other", "noise"]


def table(path, datasets=5, models=9, seed=1):
    random = np.random.default_rng(seed)
    data = {}
    lines = ["model,dataset,accuracy," + ",".join(METRICS)]
    for d in range(datasets):
        truth = random.permutation(models) + 50.0
        scores = [truth + random.normal(size=models) * s for s in (2, 3, 20)]
        data[f"d{d}"] = (truth, scores)
        for m in range(models):
            lines.append(f"m{m},d{d},{truth[m]}," + ",".join(repr(float(s[m])) for s in scores))
    path.write_text("\n".join(lines) + "\n")
    return data


def combined(scores, weights):
    return np.round(sum(w * rankdata(s) for w, s in zip(weights, scores)), 9)


def tau(a, b):
    return weightedtau(a, b).statistic


def correlate(path, *arguments):
    return subprocess.run([PEDLAB, "correlate", path, *arguments], capture_output=True, text=True)


def test_weights_and_taus_are_those_of_the_definition(tmp_path):
    data = table(tmp_path / "s.csv")
    found = json.loads(correlate(tmp_path / "s.csv", "--combine", "all", "--json").stdout)["combined"]
    grid = [w for w in itertools.product(np.arange(5) / 4, repeat=3) if sum(w) == 1]
    taus = {d: np.array([tau(combined(s, w), t) for w in grid]) for d, (t, s) in data.items()}
    chosen = []
    for row in found["per_dataset"]:
        others = np.mean([taus[d] for d in data if d != row["dataset"]], axis=0)
        place = grid.index(tuple(row["weight_by_metric"].values()))
        # Equal scores are broken by the truth in SciPy's tau and by the order of models here.
        assert others[place] > others.max() - 0.02
        truth, scores = data[row["dataset"]]
        if len(set(combined(scores, row["weight_by_metric"].values()))) == len(truth):
            assert abs(row["weighted_tau"] - tau(combined(scores, row["weight_by_metric"].values()), truth)) < 1e-12
        if len(set(combined(scores, [1, 1, 1]))) == len(truth):
            assert abs(row["weighted_tau_equal"] - tau(combined(scores, [1 / 3] * 3), truth)) < 1e-12
        chosen.append(row["weighted_tau"])
    assert abs(found["mean_weighted_tau"] - np.mean(chosen)) < 1e-12
    assert found["chosen_on_all"]["mean_weighted_tau"] >= found["mean_weighted_tau"] - 1e-12
    assert found["chosen_on_all"]["bar"] > found["bar"] > 0
    assert found["p_value"] < 0.05


def test_chance_is_not_taken_for_skill(tmp_path):
    """Scores that know nothing: the share of hubs below p = 0.05 is about a twentieth."""
    low = 0
    for seed in range(30):
        random = np.random.default_rng(seed)
        lines = ["model,dataset,accuracy,x,y"]
        lines += [f"m{m},d{d},{random.normal()},{random.normal()},{random.normal()}" for d in range(4) for m in range(8)]
        (tmp_path / "s.csv").write_text("\n".join(lines) + "\n")
        found = json.loads(correlate(tmp_path / "s.csv", "--combine", "x,y", "--json").stdout)["combined"]
        low += found["p_value"] < 0.05
    assert low <= 5  # P(more) = 0.3 % for 30 draws of 5 %


def test_the_table_says_what_the_choice_costs(tmp_path):
    table(tmp_path / "s.csv")
    text = correlate(tmp_path / "s.csv", "--combine", "good,other").stdout
    assert "combined  weights" in text and "one choice in twenty reaches" in text


def test_too_little_to_choose_from_is_said(tmp_path):
    table(tmp_path / "s.csv", datasets=2)
    result = correlate(tmp_path / "s.csv", "--combine", "all")
    assert result.returncode != 0 and "2 datasets have scores of three models" in result.stderr
    result = correlate(tmp_path / "s.csv", "--combine", "good")
    assert "2 to 8 metrics can be combined, not 1 (good)" in result.stderr
    result = correlate(tmp_path / "s.csv", "--combine", "good,bad")
    assert "has no metric 'bad'" in result.stderr


PLAN = f"""experiment: combined
store: {ROOT / "Experiments/data/hub.h5"}
models: all
metrics: [logme, hscore, gbc, mean_rank]
metric_options: {{mean_rank: {{of: logme+hscore+gbc, weights: [equal, quarters]}}}}
motion: [none]
"""


def asked(folder, *arguments):
    done = subprocess.run([PEDLAB, *arguments, "--ledger", "l.sqlite"], cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def sweep(tmp_path_factory):
    folder = tmp_path_factory.mktemp("combined")
    store = h5py.File(ROOT / "Experiments/data/hub.h5")
    (folder / "plan.yaml").write_text(
        re.sub(r"models: .*", f"models: [{', '.join(list(store['models'])[:7])}]", PLAN))
    asked(folder, "run", "plan.yaml")
    asked(folder, "export", "csv", "combined", "--out", "csv")
    return folder


def read(path):
    return list(csv.DictReader(open(path)))


def test_weights_of_a_plan_combine_the_scores_of_its_metrics(sweep):
    """Each of the fifteen quarters, and equal weights, and its correlations like those of any metric."""
    rows = read(sweep / "csv/scores.csv")
    values = {}
    for row in rows:
        key = row["metric"], row["metric_options"], row["dataset"]
        values.setdefault(key, {})[row["model"]] = float(row["score"])
    options = {key[1] for key in values if key[0] == "mean_rank"}
    assert len(options) == 16
    for metric, option, dataset in values:
        if metric != "mean_rank":
            continue
        text = dict(part.split("=") for part in option.split(";"))
        weights = [float(w) for w in text.get("weights", "1+1+1").split("+")]
        models = sorted(values["logme", "", dataset])
        ranks = [rankdata([values[m, "", dataset][model] for model in models]) for m in ("logme", "hscore", "gbc")]
        expected = sum(w * r for w, r in zip(weights, ranks)) / sum(weights)
        found = [values[metric, option, dataset][model] for model in models]
        assert np.allclose(found, expected, atol=1e-12), (option, dataset)


def test_weights_are_chosen_on_the_other_datasets(sweep):
    taus = {}
    for row in read(sweep / "csv/correlations.csv"):
        if row["metric"] == "mean_rank":
            taus.setdefault(row["metric_options"], {})[row["dataset"]] = float(row["weighted_tau"])
    datasets = sorted(next(iter(taus.values())))
    table = json.loads(asked(sweep, "table", "combined", "--format", "json"))
    row = next(r for r in table["rows"] if "weights chosen" in str(r))
    shown = {cell["column"]: cell["value"] for cell in row["cells"]} if "cells" in row else row
    for dataset in datasets:
        others = {o: np.mean([t[d] for d in datasets if d != dataset]) for o, t in taus.items()}
        best = max(others.values())
        allowed = [taus[o][dataset] for o, mean in others.items() if mean > best - 1e-9]
        assert any(abs(shown[dataset] - value) < 1e-9 for value in allowed), dataset
    text = asked(sweep, "table", "combined")
    assert "Δ to equal weights" in text and "of 16" in text
    # The sixteen weights are one method of the table, and of the tests over datasets.
    assert text.count("Mean of ranks") <= 4
    statistics = json.loads(asked(sweep, "statistics", "combined", "--json"))
    assert len(statistics["method_names"]) == 5


def test_the_choice_of_weights_has_a_price(sweep):
    found = json.loads(asked(sweep, "statistics", "combined", "--part", "permutation", "--json"))["permutation"]
    price = next(one for one in found if one["best_setting"].startswith("weights"))
    assert price["settings"] == 16 and 0 < price["p_adjusted"] <= 1 and price["p_official"] is not None
    assert price["best_mean"] >= price["official_mean"]
    asked(sweep, "report", "combined", "--out", "report")
    report = (sweep / "report/report.md").read_text()
    assert "Which weights, chosen how" in report and "adjusted for the choice" in report


def test_weights_that_do_not_fit_are_refused(sweep):
    for options, words in [
            ("{weights: 0.5+0.5+0}", "takes a number for each"), ("{weights: half}", "allowed are equal, quarters"),
            ("{of: logme+logme}", "allowed are 2 to 5 of"), ("{of: logme+leep}", "allowed are 2 to 5 of"),
            ("{weights: 0+0}", "allowed are equal, quarters")]:
        (sweep / "bad.yaml").write_text(re.sub(r"\{mean_rank: .*", f"{{mean_rank: {options}}}", PLAN))
        done = subprocess.run([PEDLAB, "run", "bad.yaml", "--dry-run"], cwd=sweep, capture_output=True, text=True)
        assert done.returncode == 2 and words in done.stderr, (options, done.stderr)
