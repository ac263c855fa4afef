"""The conformance kit: it agrees with itself and with pedlab, and finds what public codes do differently."""

import csv
import importlib.util
import json
import os
import subprocess
import sys

import h5py
import numpy as np
import pytest
from conftest import PEDLAB, ROOT

KIT = ROOT / "Conformance"


def check(adapter, *arguments):
    result = subprocess.run(
        [sys.executable, KIT / "check.py", KIT / f"adapters/{adapter}.py", "--json", *arguments],
        capture_output=True, text=True, env={**os.environ, "PEDLAB": str(PEDLAB)})
    assert result.stdout, result.stderr
    return result.returncode, {one["metric"]: one for one in json.loads(result.stdout)["results"]}


@pytest.fixture(scope="module")
def of_pedlab():
    return check("pedlab")


def test_golden_values_are_those_of_the_formulas():
    subprocess.run([sys.executable, KIT / "golden.py", "--check"], check=True)


def test_both_forms_of_the_inputs_are_the_same():
    arrays = np.load(KIT / "cases.npz")
    with h5py.File(KIT / "cases.h5") as file:
        for name in file["datasets"]:
            assert np.array_equal(file[f"models/{name}/features/{name}"], arrays[f"{name}/X"])
            assert np.array_equal(file[f"datasets/{name}/labels"], arrays[f"{name}/y"])
            assert np.array_equal(file[f"models/{name}/logits/{name}"], arrays[f"{name}/logits"])
            for key in ("reference", "reference_labels"):
                assert np.array_equal(file[f"models/{name}/{key}"], arrays[f"{name}/{key}"])
            assert np.array_equal(file[f"models/{name}/random_features/{name}"], arrays[f"{name}/random_features"])
            assert np.array_equal(file[f"datasets/{name}/images"], arrays[f"{name}/images"])


def test_the_runner_is_short():
    assert len((KIT / "check.py").read_text().splitlines()) <= 100
    for program in (KIT / "reproductions").glob("*.py"):
        assert len(program.read_text().splitlines()) <= 20


def test_pedlab_agrees_with_every_value(of_pedlab):
    status, results = of_pedlab
    assert status == 0
    golden = list(csv.DictReader(open(KIT / "golden.csv")))
    assert sum(one["agree"] for one in results.values()) == len(golden)
    assert {name.partition("+")[0] for name in results} == {row["metric"] for row in golden}


def test_the_kit_finds_that_transformer_ranker_depends_on_label_order():
    if not importlib.util.find_spec("transformer_ranker"):
        pytest.skip("transformer-ranker is not here: pip install --no-deps transformer-ranker")
    status, results = check("transformer_ranker")
    assert status == 1
    logme = results["logme"]
    assert logme["agree"] == 0
    assert any("is logme_transformer_ranker on cases 1, 2, 3" in text for text in logme["differences"])
    assert any("depends on the order of labels" in text for text in logme["differences"])
    variant = results["logme_transformer_ranker"]
    assert variant["agree"] == variant["of"] == 9


def test_scikit_learn_has_the_same_silhouette_and_neighbours_after_nca():
    if not importlib.util.find_spec("sklearn"):
        pytest.skip("scikit-learn is not here")
    status, results = check("scikit_learn")
    assert status == 0 and results["silhouette"]["agree"] == results["lp"]["agree"] == 10


@pytest.mark.parametrize("variable, adapter, metric, agree", [
    ("TLLIB", "tllib", "hscore", 9), ("ETRAN", "etran", "lda", 9), ("PED", "ped", "sfda+ped", 9),
    ("TEGUIDE", "te_guide", "disco", 10), ("CCFV", "ccfv", "ccfv_official", 4), ("OTCE", "otce", "otce", 10),
    ("PARC", "parc", "leep", 9),
])
def test_clones_that_are_given(variable, adapter, metric, agree):
    if variable not in os.environ:
        pytest.skip(f"{variable} names no clone; Conformance/README.md says of what")
    assert check(adapter)[1][metric]["agree"] >= agree


def test_the_page_of_results_tells_of_this_pedlab(of_pedlab):
    page = (KIT / "RESULTS.md").read_text().partition("## What agrees in all cases")[2]
    named = page.partition("\n| pedlab ")[2].splitlines()[0].split(" | ")[1].rstrip(" |").split(", ")
    assert named == list(of_pedlab[1])


def test_every_reproduction_that_needs_nothing_gives_what_the_page_shows():
    page = (KIT / "RESULTS.md").read_text()
    for name in ("te_guide_lead_formula", "medmnist_sfda"):
        result = subprocess.run(
            [sys.executable, KIT / f"reproductions/{name}.py"], capture_output=True, text=True, cwd=ROOT)
        assert result.stdout and all(f"    {line}\n" in page for line in result.stdout.splitlines()), result


def test_an_adapter_of_ten_lines_is_told_what_differs(tmp_path):
    adapter = tmp_path / "mine.py"
    adapter.write_text(
        "import numpy as np\nNAME = 'mine'\n"
        "def fisher(X, y):\n"
        "    total = ((X - X.mean(0)) ** 2).sum()\n"
        "    within = sum(((X[y == c] - X[y == c].mean(0)) ** 2).sum() for c in np.unique(y))\n"
        "    return (total - within) / within\n"
        "def failing(X, y):\n    raise ValueError('no')\n"
        "def absent(X, y):\n    raise NotImplementedError('not for this')\n"
        "SCORES = {'fisher_ratio': fisher, 'logme': failing, 'sfda': absent, 'rankme': lambda X: 3.0}\n")
    result = subprocess.run(
        [sys.executable, KIT / "check.py", adapter, "--case", "1,2"], capture_output=True, text=True)
    assert result.returncode == 1
    lines = result.stdout.splitlines()
    assert lines[:2] == ["mine", "  fisher_ratio: 2 of 2 agree"]
    assert "    fails (ValueError: no) on cases 1, 2 (the plain case)" in lines
    assert "    case 1 is skipped: not for this" in lines
    assert any(line.startswith("    differs on cases 1, 2, at most ") for line in lines)
