"""Results/ and Notebooks-export/ are what the program writes today, to the printed digits.

Last bits differ between CPUs, so what is compared is what is printed: the report's text, and the
tables' numbers to 6 digits. All but `ablations` are computed anew; its plan takes minutes, so its
settings that differ from the official method in one choice are.
"""

import csv
import re

import nbformat
import pytest

from conftest import ROOT, pedlab

EXPERIMENTS = ["demo", "official-defaults", "step-size", "force-constant-iterations"]
ABLATIONS = ROOT / "Results/ablations"


@pytest.fixture(scope="module")
def ledger(demo_ledger, tmp_path_factory):
    """The demo's runs are there; the other experiments add theirs, to a copy: others count the demo's."""
    path = tmp_path_factory.mktemp("results") / "results.sqlite"
    pedlab("backup", path, "--ledger", demo_ledger)
    for name in EXPERIMENTS[1:]:
        pedlab("run", ROOT / f"Experiments/{name}/plan.yaml", "--ledger", path)
    return path


def rows(path):
    with open(path, newline="") as file:
        return list(csv.reader(file))


def same(ours, theirs):
    """Equal, or numbers that agree to 6 digits (or 1e-6, where they cross zero)."""
    if ours == theirs:
        return True
    try:
        a, b = float(ours), float(theirs)
    except ValueError:
        return False
    return abs(a - b) <= 1e-6 * max(1, abs(a), abs(b))


def assert_same_table(ours, theirs, ignored=("notes",)):
    ours, theirs = rows(ours), rows(theirs)
    assert ours[0] == theirs[0] and len(ours) == len(theirs)
    kept = [index for index, name in enumerate(ours[0]) if name not in ignored]
    for left, right in zip(ours, theirs):
        for index in kept:
            assert same(left[index], right[index]), (ours[0][index], left, right)


def text(path):
    """Without the version of the code, which every commit changes."""
    page = path.read_text(encoding="utf-8").replace(f"{ROOT}/", "")
    return re.sub(r"pedlab \d[^\n]*", "pedlab VERSION", page)


@pytest.mark.parametrize("name", EXPERIMENTS)
def test_the_report_is_current(name, ledger, tmp_path):
    pedlab("report", name, "--ledger", ledger, "--out", tmp_path)
    kept = ROOT / "Results" / name
    assert text(tmp_path / "report.md") == text(kept / "report.md")
    for table in ["correlations.csv", "scores.csv", "traces.csv"]:
        assert_same_table(tmp_path / table, kept / table)
    figures = {path.name for path in (tmp_path / "figures").iterdir()}
    assert figures == {path.name for path in (kept / "figures").iterdir()}


@pytest.mark.parametrize("name", ["demo", "official-defaults"])
def test_the_notebook_is_current(name, ledger, tmp_path):
    pedlab("export", "notebook", name, "--ledger", ledger, "--no-execute",
           "--out", tmp_path / f"{name}.ipynb")
    kept = ROOT / "Notebooks-export"
    for table in ["correlations.csv", "scores.csv", "traces.csv"]:
        assert_same_table(tmp_path / name / table, kept / name / table)

    def cells(path):
        found = nbformat.read(path, as_version=4).cells
        return [(cell.cell_type, cell.source) for cell in found], [
            [output.output_type for output in cell.outputs] for cell in found if cell.cell_type == "code"]

    ours, _ = cells(tmp_path / f"{name}.ipynb")
    sources, outputs = cells(kept / f"{name}.ipynb")
    assert sources == ours
    # It was executed: every cell but the first, which imports, shows what its code gives.
    assert outputs[0] == [] and all(kinds in (["execute_result"], ["display_data"]) for kinds in outputs[1:])


def test_ablations_are_current(tmp_path):
    """One change at a time, computed anew, against the rows of the checked-in table."""
    ledger = tmp_path / "l.sqlite"
    plan = ROOT / "Experiments/ablations/plan.yaml"
    base = {"radius_scale": "0.6", "rescale": "reference", "force": "overlap",
            "velocity": "reset", "mass": "unit", "radius": "rms"}
    changes = [{}, {"force": "inverse_square"}, {"force": "constant"}, {"velocity": "kept"},
               {"mass": "class_size"}, {"radius": "mean_distance"}, {"rescale": "target"},
               {"rescale": "none"}, {"radius_scale": "0.3"}]
    ours = {}
    for number, change in enumerate(changes):
        settings = [f"ped.{key}={value}" for key, value in {**base, **change}.items()]
        options = [word for setting in settings for word in ("--set", setting)]
        pedlab("run", plan, "--ledger", ledger, *options)
        # What the latest submission asks for is current: each has a report of its own, as the
        # checked-in table is a report's, which has no times.
        pedlab("report", "ablations", "--ledger", ledger, "--without-traces", "--out",
               tmp_path / str(number))
        table = rows(tmp_path / str(number) / "correlations.csv")
        assert table[0] == rows(ABLATIONS / "correlations.csv")[0]
        ours.update({row[1]: row for row in table[1:]})
    kept = {row[1]: row for row in rows(ABLATIONS / "correlations.csv")}
    assert len(ours) == 2 * 8 * (1 + len(changes))
    for row in ours.values():
        # The id of a run is made of its setting and inputs: the same run is found by it.
        assert all(map(same, row, kept[row[1]])), (row, kept[row[1]])
