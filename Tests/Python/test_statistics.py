"""`pedlab statistics` on the demo's sweep against SciPy, from the values that the ledger exports."""

import json

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from conftest import pedlab

OFFICIAL = {"step_size": 0.1, "iterations": 6, "force_constant": 1}


@pytest.fixture(scope="module")
def found(demo_ledger):
    return json.loads(pedlab("statistics", "demo", "--ledger", demo_ledger, "--json"))


@pytest.fixture(scope="module")
def correlations(demo_csv):
    return pd.read_csv(demo_csv / "correlations.csv", dtype={"run": str})


def without(rows):
    return rows[rows["motion"] == "none"].set_index("dataset")["weighted_tau"].sort_index()


def official(rows):
    chosen = rows[rows[list(OFFICIAL)].eq(pd.Series(OFFICIAL)).all(axis=1)]
    return chosen.set_index("dataset")["weighted_tau"].sort_index()


def left_out(rows):
    """Leave one dataset out, in pandas."""
    table = rows[rows["motion"] == "ped"].pivot_table(
        index=list(OFFICIAL), columns="dataset", values="weighted_tau")
    chosen = {d: table.drop(columns=d).mean(axis=1).idxmax() for d in table.columns}
    return pd.Series({d: table.loc[chosen[d], d] for d in table.columns}).sort_index()


@pytest.fixture(scope="module")
def methods(correlations):
    """The values of each method over the datasets, named as pedlab names them."""
    result = {}
    for metric, title in [("logme", "LogME"), ("sfda", "SFDA")]:
        rows = correlations[correlations["metric"] == metric]
        result[title] = without(rows)
        result[f"{title} + PED (official)"] = official(rows)
        result[f"{title} + PED (leave-one-out)"] = left_out(rows)
    return result


def test_friedman_and_nemenyi(found, methods):
    assert found["method_names"] == list(methods)
    theirs = stats.friedmanchisquare(*methods.values())
    ours = found["friedman"]
    assert ours["chi_square"] == pytest.approx(theirs.statistic, abs=1e-9)
    assert ours["p_value"] == pytest.approx(theirs.pvalue, abs=1e-9)
    ranks = stats.rankdata(-np.array(list(methods.values())), axis=0).mean(axis=1)
    assert list(ours["average_rank_by_method"].values()) == pytest.approx(list(ranks), abs=1e-12)
    k, n = len(methods), len(methods["LogME"])
    unit = np.sqrt(k * (k + 1) / (6 * n))
    critical = stats.studentized_range.ppf(0.95, k, np.inf) / np.sqrt(2) * unit
    assert ours["critical_difference"] == pytest.approx(critical, abs=1e-6)
    for i in range(k):
        for j in range(k):
            q = abs(ranks[i] - ranks[j]) / unit * np.sqrt(2)
            p = stats.studentized_range.sf(q, k, np.inf) if i != j else 1
            assert ours["p_nemenyi"][i][j] == pytest.approx(p, abs=1e-8)


def test_nemenyi_as_scikit_posthocs_and_holm_as_statsmodels_have_it(found, methods):
    posthocs = pytest.importorskip("scikit_posthocs")
    multitest = pytest.importorskip("statsmodels.stats.multitest")
    theirs = posthocs.posthoc_nemenyi_friedman(np.array(list(methods.values())).T).to_numpy()
    assert np.array(found["friedman"]["p_nemenyi"]) == pytest.approx(theirs, abs=1e-6)
    p_values = [pair["p_wilcoxon"] for pair in found["pairs"]]
    adjusted = multitest.multipletests(p_values, method="holm")[1]
    assert [pair["p_holm"] for pair in found["pairs"]] == pytest.approx(list(adjusted), abs=1e-12)


def test_wilcoxon_holm_and_students_interval(found, methods):
    assert len(found["pairs"]) == len(methods) * (len(methods) - 1) / 2
    p_values = []
    for pair in found["pairs"]:
        difference = (methods[pair["second"]] - methods[pair["first"]]).to_numpy()
        assert pair["mean_difference"] == pytest.approx(difference.mean(), abs=1e-12)
        assert pair["wins"] == (difference > 1e-12).sum()
        assert pair["losses"] == (difference < -1e-12).sum()
        nonzero = difference[difference != 0]
        p = 1.0
        if len(nonzero):
            # All sign assignments: exact with ties too.
            p = stats.wilcoxon(nonzero, method=stats.PermutationMethod(n_resamples=np.inf)).pvalue
            assert pair["p_wilcoxon"] == pytest.approx(p, abs=1e-9)
        p_values.append(p)
        interval = stats.ttest_1samp(difference, 0).confidence_interval(0.95)
        assert pair["low"] == pytest.approx(interval.low, abs=1e-9)
        assert pair["high"] == pytest.approx(interval.high, abs=1e-9)
    order = np.argsort(p_values, kind="stable")
    scaled = np.array(p_values)[order] * np.arange(len(p_values), 0, -1)
    holm = np.minimum(np.maximum.accumulate(scaled), 1)
    ours = [found["pairs"][index]["p_holm"] for index in order]
    assert ours == pytest.approx(list(holm), abs=1e-9)


def test_leave_one_dataset_out(found, methods, correlations):
    """The choice that pandas makes, beside the official defaults and the best seen."""
    for table, (metric, title) in zip(found["lodo"], [("logme", "LogME"), ("sfda", "SFDA")]):
        rows = {row["labels"]["dataset"]: row for row in table["rows"]}
        moved = correlations[
            (correlations["metric"] == metric) & (correlations["motion"] == "ped")]
        best = moved.groupby("dataset")["weighted_tau"].max()
        for dataset in best.index:
            values = {cell["column"]: cell["value"] for cell in rows[dataset]["cells"]}
            for column, series in [
                ("without PED", methods[title]),
                ("PED, official", methods[f"{title} + PED (official)"]),
                ("PED, leave-one-out", methods[f"{title} + PED (leave-one-out)"]),
                ("PED, best seen", best),
            ]:
                assert values[column] == pytest.approx(series[dataset], abs=1e-12)


def test_functional_anova_is_exact_on_the_grid(found, correlations):
    """Variances of conditional means, in pandas, as shares of the total variance."""
    factors = [*OFFICIAL, "dataset"]
    for anova, metric in zip(found["anova"], ["logme", "sfda"]):
        rows = correlations[
            (correlations["metric"] == metric) & (correlations["motion"] == "ped")]
        total = rows["weighted_tau"].var(ddof=0)

        def share(names):
            return rows.groupby(names)["weighted_tau"].transform("mean").var(ddof=0) / total

        assert anova["estimate"] is False and anova["results"] == len(rows) == 96
        for name in factors:
            assert anova["share_by_factor"][name] == pytest.approx(share([name]), abs=1e-9)
        pairs = [key for key in anova["share_by_factor"] if " x " in key]
        assert len(pairs) == 6
        for key in pairs:
            a, b = key.split(" x ")
            expected = share([a, b]) - share([a]) - share([b])
            assert anova["share_by_factor"][key] == pytest.approx(max(0, expected), abs=1e-9)
        assert sum(anova["share_by_factor"].values()) + anova["rest"] == pytest.approx(1, abs=1e-9)
