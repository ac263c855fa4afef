"""`pedlab correlate` against SciPy: values with ties, NaN and infinities, and BCa intervals."""
import csv
import itertools
import json
import subprocess
from types import SimpleNamespace

import numpy as np
import pytest
from scipy import stats
from sklearn import metrics

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
    row, = correlate(str(path), "--resamples", "10000")
    assert row["degenerate_resamples"] + row["resamples"] == 10_000
    assert abs(row["degenerate_resamples"] / 10_000 - 1 / 9) < 0.02
    done = run(str(path), "--resamples", "10000")
    assert f"{row['degenerate_resamples']} of 10000 resamples have no value" in done.stderr


def jackknife(x, y, groups):
    """The interval of statistics.md, from SciPy's taus."""
    tau = stats.weightedtau(x, y).statistic
    transformed = lambda value: np.arcsin(0.9 * value)
    values = []
    for group in sorted(set(groups)):
        kept = np.array([other != group for other in groups])
        values.append(transformed(stats.weightedtau(x[kept], y[kept]).statistic))
    m, values = len(values), np.array(values)
    error = np.sqrt((m - 1) / m * ((values - values.mean()) ** 2).sum())
    reach = stats.t.ppf(0.975, m - 1) * error
    ends = np.clip(transformed(tau) + np.array([-reach, reach]), -np.pi / 2, np.pi / 2)
    return np.clip(np.sin(ends) / 0.9, -1, 1)


@pytest.mark.filterwarnings("ignore")
def test_the_interval_is_the_jackknife_of_scipys_taus(series, path):
    results = {row["dataset"]: row for row in correlate(path)}
    compared = 0
    for dataset, (x, y) in series.items():
        row = results[dataset]
        if row["weighted_tau_low"] is None:
            continue
        assert row["interval"] == {"method": "jackknife", "over": "models", "groups": len(x)}
        low, high = jackknife(x, y, list(range(len(x))))
        assert abs(row["weighted_tau_low"] - low) < 1e-9, dataset
        assert abs(row["weighted_tau_high"] - high) < 1e-9, dataset
        compared += 1
    assert compared > 100


def families_table(tmp_path, families):
    generator = np.random.default_rng(3)
    x, y = generator.normal(size=12), generator.normal(size=12)
    path = tmp_path / "families.csv"
    with open(path, "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["model", "dataset", "family", "score", "accuracy"])
        for index, family in enumerate(families):
            writer.writerow([index, "d", family, repr(float(x[index])), repr(float(y[index]))])
    return path, x, y


def test_families_are_left_out_as_wholes(tmp_path):
    families = ["a", "b", "c", "d"] * 3
    path, x, y = families_table(tmp_path, families)
    row, = correlate(str(path))
    assert row["interval"] == {"method": "jackknife", "over": "families", "groups": 4}
    low, high = jackknife(x, y, families)
    assert abs(row["weighted_tau_low"] - low) < 1e-9
    assert abs(row["weighted_tau_high"] - high) < 1e-9
    assert "Intervals are over families" in run(str(path)).stdout


def test_two_families_give_no_interval(tmp_path):
    path, _, _ = families_table(tmp_path, ["a", "b"] * 6)
    row, = correlate(str(path))
    assert row["weighted_tau"] is not None and row["weighted_tau_low"] is None
    assert "no interval, because it is taken over families, and there are only 2" in run(
        str(path)).stderr


@pytest.mark.filterwarnings("ignore")
def test_p_of_a_single_tau_is_exact_to_eight_models(tmp_path):
    generator = np.random.default_rng(8)
    path = tmp_path / "s.csv"
    data = {}
    with open(path, "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["model", "dataset", "score", "accuracy"])
        for count in (4, 6, 7):
            for levels in (None, 3):
                x, y = (generator.normal(size=count) if levels is None
                        else generator.integers(0, levels, count).astype(float) for _ in range(2))
                dataset = f"d{count}-{levels}"
                data[dataset] = x, y
                for index in range(count):
                    writer.writerow([index, dataset, repr(float(x[index])), repr(float(y[index]))])
    compared = 0
    for row in correlate(str(path)):
        x, y = data[row["dataset"]]
        observed = stats.weightedtau(x, y).statistic
        if np.isnan(observed):
            continue
        null = [stats.weightedtau(x, np.array(order)).statistic for order in itertools.permutations(y)]
        assert row["p_value"] == pytest.approx(np.mean(np.array(null) >= observed - 1e-12), abs=1e-12)
        compared += 1
    assert compared > 3


def test_top_statistics_are_scikit_learns_and_numpys(series, path):
    results = {row["dataset"]: row for row in correlate(path, "--interval", "none")}
    compared = 0
    for dataset, (x, y) in series.items():
        row = results[dataset]
        if y.max() == y.min() or len(x) < 4:
            continue
        gains = (y - y.min()) / (y.max() - y.min())
        assert row["ndcg_at_3"] == pytest.approx(metrics.ndcg_score([gains], [x], k=3), abs=1e-12)
        if len(set(x)) == len(x) and len(set(y)) == len(y):
            order = np.argsort(-x)
            assert row["regret_at_1"] == pytest.approx(y.max() - y[order[0]], abs=1e-12)
            assert row["regret_at_3"] == pytest.approx(y.max() - y[order[:3]].max(), abs=1e-12)
            top = set(np.argsort(-y)[:3])
            assert row["recall_at_3"] == pytest.approx(len(top & set(order[:3])) / 3, abs=1e-12)
            compared += 1
    assert compared > 20


@pytest.mark.filterwarnings("ignore")
def test_two_metrics_on_one_dataset(tmp_path):
    """p of exchanging ranks, all 2^n exchanges, with SciPy's taus."""
    generator = np.random.default_rng(5)
    truth = generator.normal(size=7)
    a, b = truth + generator.normal(size=7), 100 * generator.normal(size=7)
    path = tmp_path / "s.csv"
    with open(path, "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["model", "dataset", "accuracy", "a", "b"])
        for index in range(7):
            writer.writerow([index, "d", *(repr(float(v[index])) for v in (truth, a, b))])
    pair, = correlate(str(path), "--compare", "a,b")["comparisons"]
    found, = pair["per_dataset"]
    tau = lambda scores: stats.weightedtau(scores, truth).statistic
    ranks = stats.rankdata(a), stats.rankdata(b)
    differences = []
    for exchange in itertools.product([False, True], repeat=7):
        exchange = np.array(exchange)
        difference = (tau(np.where(exchange, ranks[0], ranks[1]))
                      - tau(np.where(exchange, ranks[1], ranks[0])))
        differences.append(np.inf if np.isnan(difference) else abs(difference))
    observed = tau(b) - tau(a)
    assert found["difference"] == pytest.approx(observed, abs=1e-12)
    expected = np.mean(np.array(differences) >= abs(observed) - 1e-12)
    assert found["p_value"] == pytest.approx(expected, abs=1e-12)
    assert found["exact"] and found["p_holm"] == found["p_value"]
    assert found["low"] < found["difference"] < found["high"]
    done = run(str(path), "--compare", "a,c")
    assert done.returncode == 2 and "has no metric 'c'; it has a and b." in done.stderr


@pytest.fixture(scope="module")
def hub(tmp_path_factory):
    """Four datasets, eight models; a and b follow the accuracies, c is noise, d scores three models."""
    path = tmp_path_factory.mktemp("hub") / "s.csv"
    generator = np.random.default_rng(4)
    data = {}
    with open(path, "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["model", "dataset", "accuracy", "a", "b", "c", "d"])
        skill = generator.normal(size=8)
        for dataset in "pqrs":
            truth = skill + generator.normal(size=8)
            scores = [truth + s * generator.normal(size=8) for s in (0.3, 0.8, 50)]
            data[dataset] = truth, scores
            for m in range(8):
                writer.writerow([f"m{m}", dataset, repr(float(truth[m]))] + [repr(float(s[m])) for s in scores]
                                + [float(truth[m]) if m < 3 else ""])
    return str(path), data


def test_the_summary_has_means_the_bar_and_who_is_like_the_best(hub):
    path, data = hub
    found = correlate(path, "--summary")["summary"]
    rows = {row["metric"]: row for row in found["per_metric"]}
    taus = {name: np.array([stats.weightedtau(scores[k], truth).statistic for truth, scores in data.values()])
            for k, name in enumerate("abc")}
    best = max(taus, key=lambda name: taus[name].mean())
    assert found["per_metric"][0]["metric"] == best
    for name, values in taus.items():
        row = rows[name]
        reach = stats.t.ppf(0.975, 3) * stats.sem(values)
        assert row["mean"] == pytest.approx(values.mean(), abs=1e-12)
        assert row["high"] - row["mean"] == pytest.approx(reach, abs=1e-9)
        if name != best:
            difference = values - taus[best]
            width = stats.t.ppf(0.975, 3) * stats.sem(difference)
            assert row["difference_to_best"] == pytest.approx(difference.mean(), abs=1e-12)
            assert row["like_best"] == (abs(difference.mean()) <= width)
    # Three of eight models on every dataset: a perfect order, and not compared.
    assert found["per_metric"][-1]["metric"] == "d" and not rows["d"]["ranked"]
    assert rows["d"]["mean"] == 1 and rows["d"]["difference_to_best"] is None
    static = []
    for dataset, (truth, _) in data.items():
        ranks = sum(stats.rankdata(-other) for name, (other, _) in data.items() if name != dataset)
        static.append(stats.weightedtau(-ranks, truth).statistic)
    assert found["static_ranker_mean"] == pytest.approx(np.mean(static), abs=1e-12)
    null = [np.mean([stats.weightedtau(generator.permutation(8), np.arange(8)).statistic for _ in range(4)])
            for generator in [np.random.default_rng(8)] for _ in range(1000)]
    assert found["chance_p95"] == pytest.approx(np.quantile(null, 0.95), abs=0.04)
    text = run(path, "--summary").stdout
    assert "static ranker" in text and "what scored fewer models than others" in text


def test_a_test_that_can_find_nothing_says_so(hub):
    found = correlate(hub[0], "--compare", "a,b,c")["comparisons"]
    overall = [pair["over_datasets"] for pair in found]
    assert all(one["p_smallest"] == 0.125 and one["detectable_difference"] is None for one in overall)
    assert "Over 4 datasets Wilcoxon's smallest p is 0.1250, which after Holm's adjustment for 3 pairs is above" in (
        run(hub[0], "--compare", "a,b,c").stdout)


def test_exported_scores_are_compared_by_setting(demo_csv):
    """scores.csv of a sweep: runs of one setting on different datasets are one method."""
    path = str(demo_csv / "scores.csv")
    one = "logme + PED (step_size=0.1 iterations=6 force_constant=1)"
    found = correlate(path, "--interval", "none", "--summary", "--compare", f"logme,{one}")
    means = {row["metric"]: row["mean"] for row in found["summary"]["per_metric"]}
    assert len(means) == 2 * 13 and means["logme"] == pytest.approx(0.585, abs=5e-4)
    assert means[one] == pytest.approx(0.310, abs=6e-4)
    pair, = found["comparisons"]
    assert len(pair["per_dataset"]) == 8
    assert pair["over_datasets"]["mean_difference"] == pytest.approx(means[one] - means["logme"], abs=1e-12)


def test_stability_names_the_models(tmp_path):
    path = tmp_path / "s.csv"
    rows = [("a", 6, 6), ("b", 5, 5), ("c", 4, 4), ("d", 3, 3), ("e", 2, 2), ("odd", 7, 1)]
    path.write_text("model,dataset,score,accuracy\n" + "".join(
        f"{model},d,{score},{accuracy}\n" for model, score, accuracy in rows))
    one, = correlate(str(path), "--stability")["stability"]["series"]
    assert one["most"] == 1 and one["most_without"] == "odd"
    assert one["least"] < one["most"] and one["halves_low"] <= one["halves_high"]


def test_noise_of_the_truth_widens_the_interval(tmp_path):
    scores, truth = tmp_path / "s.csv", tmp_path / "t.csv"
    generator = np.random.default_rng(2)
    accuracies = 70 + 2 * generator.normal(size=10)
    with open(scores, "w") as file:
        file.write("model,dataset,score\n")
        for index, accuracy in enumerate(accuracies):
            file.write(f"m{index},d,{accuracy + generator.normal()}\n")
    with open(truth, "w") as file:
        file.write("model,dataset,seed,accuracy\n")
        for index, accuracy in enumerate(accuracies):
            for seed in range(3):
                file.write(f"m{index},d,{seed},{accuracy + generator.normal()}\n")
    row, = correlate(str(scores), "--truth", str(truth))
    assert row["truth_noise_sd"] > 0.01
    assert row["with_truth_noise_low"] < row["weighted_tau_low"]
    more, = correlate(str(scores), "--truth", str(truth), "--test-size", "200")
    assert more["truth_noise_sd"] > row["truth_noise_sd"]
    done = run(str(scores), "--truth", "ped-ssl")
    assert done.returncode == 3 and "no score has an accuracy. 0 of 10 models" in done.stderr
    done = run(str(scores), "--truth", str(truth), "--test-size", "d=many")
    assert done.returncode == 2 and "'d=many' is not a number of test images" in done.stderr
