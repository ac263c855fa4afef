"""pedlab correlate --combine: weights chosen on the other datasets, by their definition."""

import itertools
import json
import subprocess

import numpy as np
from conftest import PEDLAB
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
    for row in found["datasets"]:
        others = np.mean([taus[d] for d in data if d != row["dataset"]], axis=0)
        place = grid.index(tuple(row["weights"]))
        # Equal scores are broken by the truth in SciPy's tau and by the order of models here.
        assert others[place] > others.max() - 0.02
        truth, scores = data[row["dataset"]]
        if len(set(combined(scores, row["weights"]))) == len(truth):
            assert abs(row["tau"] - tau(combined(scores, row["weights"]), truth)) < 1e-12
        if len(set(combined(scores, [1, 1, 1]))) == len(truth):
            assert abs(row["equal_weights_tau"] - tau(combined(scores, [1 / 3] * 3), truth)) < 1e-12
        chosen.append(row["tau"])
    assert abs(found["mean_tau"] - np.mean(chosen)) < 1e-12
    assert found["chosen_on_all"]["mean_tau"] >= found["mean_tau"] - 1e-12
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
