"""`pedlab correlate` against SciPy: values with ties, NaN and infinities, and BCa intervals."""
import csv
import json
import subprocess
from types import SimpleNamespace

import numpy as np
import pytest
from scipy import stats

from conftest import PEDLAB, split_mix


def correlate(path, *options):
    done = subprocess.run(
        [PEDLAB, "correlate", path, "--json", *options], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def random_series(generator, index):
    """Scores and accuracies of 2 to 30 models: continuous, tied, or nearly constant."""
    count = int(generator.integers(2, 31))
    levels = [None, 3, 10][index % 3]
    draw = lambda: (generator.normal(size=count) if levels is None
                    else generator.integers(0, levels, count).astype(float))
    return draw(), draw()


@pytest.fixture(scope="module")
def series():
    generator = np.random.default_rng(11)
    return {f"d{i}": random_series(generator, i) for i in range(150)}


@pytest.fixture(scope="module")
def path(series, tmp_path_factory):
    path = tmp_path_factory.mktemp("scores") / "scores.csv"
    with open(path, "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["model", "dataset", "score", "accuracy"])
        for dataset, (scores, truth) in series.items():
            for index, (score, accuracy) in enumerate(zip(scores, truth)):
                writer.writerow([f"m{index}", dataset, repr(float(score)), repr(float(accuracy))])
    return str(path)


def close(ours, theirs):
    if np.isnan(theirs):
        return ours is None
    return ours is not None and abs(ours - theirs) < 1e-12


@pytest.mark.filterwarnings("ignore")
def test_values_are_scipys(series, path):
    results = {row["dataset"]: row for row in correlate(path, "--resamples", "0")}
    by_truth = {row["dataset"]: row for row in correlate(
        path, "--resamples", "0", "--convention", "by_truth")}
    for dataset, (x, y) in series.items():
        row = results[dataset]
        assert close(row["weighted_tau"], stats.weightedtau(x, y).statistic), dataset
        assert close(row["kendall_tau"], stats.kendalltau(x, y).statistic), dataset
        assert close(row["spearman"], stats.spearmanr(x, y).statistic), dataset
        assert close(row["pearson"], stats.pearsonr(x, y).statistic), dataset
        theirs = stats.weightedtau(y, x, rank=None).statistic
        assert close(by_truth[dataset]["weighted_tau"], theirs), dataset


@pytest.mark.filterwarnings("ignore")
def test_intervals_are_scipys_on_the_same_resamples(series, path):
    """SciPy's BCa, given the bootstrap distribution of the resamples that pedlab draws."""
    results = {row["dataset"]: row for row in correlate(path, "--resamples", "500")}
    compared = 0
    for dataset, (x, y) in list(series.items())[:40]:
        n, row = len(x), results[dataset]
        words = split_mix(2023)
        if n < 5 or row["weighted_tau_low"] is None:
            continue
        draws = [[(next(words) * n) >> 64 for _ in range(n)] for _ in range(500)]
        values = np.array([stats.weightedtau(x[i], y[i]).statistic for i in draws])
        assert row["degenerate_resamples"] == np.isnan(values).sum()
        # Values that are equal but for rounding must count as equal to the estimate.
        estimate = stats.weightedtau(x, y).statistic
        values = values[~np.isnan(values)]
        values[np.abs(values - estimate) < 1e-12] = estimate
        theirs = stats.bootstrap(
            (x, y), lambda a, b: stats.weightedtau(a, b).statistic, paired=True,
            vectorized=False, method="BCa", n_resamples=0, confidence_level=0.95,
            bootstrap_result=SimpleNamespace(bootstrap_distribution=values))
        interval = theirs.confidence_interval
        if np.isnan(interval.low):
            continue
        assert abs(row["weighted_tau_low"] - interval.low) < 1e-9, dataset
        assert abs(row["weighted_tau_high"] - interval.high) < 1e-9, dataset
        compared += 1
    assert compared > 12


def run(*arguments):
    return subprocess.run([PEDLAB, "correlate", *arguments], capture_output=True, text=True)


def test_a_missing_file_is_a_sentence(tmp_path):
    done = run(str(tmp_path / "none.csv"))
    assert done.returncode == 3 and "there is no such file" in done.stderr
    assert done.stdout == ""


def test_scores_without_accuracies_name_the_remedy(tmp_path):
    path = tmp_path / "s.csv"
    path.write_text("model,dataset,score\na,d,1\n")
    done = run(str(path))
    assert done.returncode == 3 and "--truth" in done.stderr


def test_built_in_ground_truth(tmp_path):
    path = tmp_path / "s.csv"
    path.write_text("model,dataset,score\nbyol,aircraft,1\ninfomin,aircraft,2\nother,aircraft,3\n")
    row, = correlate(str(path), "--truth", "ped-ssl")
    assert row["models"] == 2 and row["left_out"] == 1 and row["weighted_tau"] == 1


def test_degenerate_resamples_are_told(tmp_path):
    """Of three models, 1 resample in 9 draws one model three times."""
    path = tmp_path / "s.csv"
    path.write_text("model,dataset,score,accuracy\na,d,1,3\nb,d,2,1\nc,d,3,2\n")
    row, = correlate(str(path))
    assert row["degenerate_resamples"] + row["resamples"] == 10_000
    assert abs(row["degenerate_resamples"] / 10_000 - 1 / 9) < 0.02
    done = run(str(path))
    assert f"{row['degenerate_resamples']} of 10000 resamples have no value" in done.stderr
