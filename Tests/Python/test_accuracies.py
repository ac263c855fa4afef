"""Accuracies that would give wrong numbers in silence: a sentence, or the right number."""

import csv
import json
import subprocess

import h5py
import numpy as np
import pytest
from scipy.stats import weightedtau

from conftest import PEDLAB

MODELS = [f"m{index}" for index in range(6)]
ACCURACIES = np.round(np.random.default_rng(3).uniform(50, 95, 6), 2)
SCORES = np.round(ACCURACIES / 50 + np.random.default_rng(4).normal(size=6) / 3, 4)
TAU = weightedtau(SCORES, ACCURACIES).statistic


def told(folder, *arguments):
    done = subprocess.run(
        [PEDLAB, *map(str, arguments)], cwd=folder, capture_output=True, text=True)
    return done.returncode, done.stdout, " ".join(done.stderr.split())


def tidy(values=ACCURACIES, more="", cells=lambda index: ""):
    rows = [f"{model},d,{value}{cells(index)}\n"
            for index, (model, value) in enumerate(zip(MODELS, values))]
    return f"model,dataset,accuracy{more}\n" + "".join(rows)


def with_first(value):
    return tidy([value, *ACCURACIES[1:]])


def twice(column, values):
    return f"model,dataset,{column},accuracy\n" + "".join(
        f"{model},d,{value},{accuracy + place}\n" for model, accuracy in zip(MODELS, ACCURACIES)
        for place, value in enumerate(values))


REFUSED = [
    (with_first("9999"), [], "'9999' (line 2: m0 on d) looks like a mark for a missing accuracy"),
    (with_first("1e20"), [], "looks like a mark for a missing accuracy"),
    (with_first("942"), [], "'942' (line 2: m0 on d) is outside 0 to 100"),
    (with_first("-3.2%"), [], "'-3.2%' (line 2: m0 on d) is outside 0 to 100"),
    (with_first("-1"), ["--better", "lower"], "looks like a mark for a missing accuracy"),
    (with_first("999"), ["--better", "lower"], "looks like a mark for a missing accuracy"),
    (with_first("0.4795"), ["--better", "lower"], "looks like a fraction, but"),
    (tidy([f"{value}%" for value in ACCURACIES[:-1]] + [0.48]), ["--better", "lower"],
     "'0.48' (line 7: m5 on d) looks like a fraction"),
    (twice("lr", [0.1, 0.01]), [], "column 'lr' tells apart (0.01 and 0.1)"),
    (twice("epoch", [1, 5, 10]), [], "column 'epoch' tells apart"),
    (twice("split", ["test", "train"]), [], "column 'split' tells apart (test and train)"),
    (twice("worker", [1, 2]), [], "If they are repetitions, say so: repetitions: [worker]."),
    (tidy(more=",", cells=lambda index: f",{index * 7}"), [], "column 4 has no name, but values"),
    ("model,lr,pets\nm0,0.1,90\nm0,0.01,80\n", [], "which column 'lr' tells apart"),
    (",pets\nm0,90\nm1,80\n", [], "Name it in the header (model, if it names the models)"),
]


@pytest.mark.parametrize("text,options,sentence", REFUSED)
def test_what_cannot_be_meant_is_refused(tmp_path, text, options, sentence):
    (tmp_path / "acc.csv").write_text(text)
    code, _, error = told(tmp_path, "audit", "acc.csv", *options)
    assert code == 3 and sentence in error


PLAIN = [
    tidy(), tidy(ACCURACIES / 100), tidy([f"{value}%" for value in ACCURACIES]),
    "sep=;\n" + tidy().replace(",", ";"), "# of 2024, by hand\n" + tidy(),
    "# " + tidy(), tidy(more=",,", cells=lambda index: ",,"),
    twice("seed", [0, 1]), twice("Random Seed", ["a", "b"]), twice("fold", [1, 2]),
    twice("seed,minutes", ["0,5", "1,7"]), "".join(
        f"{'' if place == 0 else place - 1},{line}\n"
        for place, line in enumerate(tidy().splitlines())),
]


@pytest.mark.parametrize("text", PLAIN)
def test_plain_files_have_their_right_numbers(tmp_path, text):
    (tmp_path / "acc.csv").write_text(text)
    rows = "".join(f"{model},d,{score}\n" for model, score in zip(MODELS, SCORES))
    (tmp_path / "s.csv").write_text("model,dataset,score\n" + rows)
    code, output, error = told(tmp_path, "correlate", "s.csv", "--truth", "acc.csv", "--json")
    assert code == 0 and json.loads(output)[0]["weighted_tau"] == pytest.approx(TAU, abs=1e-12)
    assert (error == "") == ("seed" not in text.lower() and "fold" not in text and text[0] != ",")


@pytest.mark.parametrize("spread", [0.3, 3.0])
def test_errors_of_any_size_are_plain(tmp_path, spread):
    table = tidy(np.round(ACCURACIES / 50 * spread, 3))
    (tmp_path / "rmse.csv").write_text(table.replace("accuracy", "rmse"))
    assert told(tmp_path, "audit", "rmse.csv", "--better", "lower")[::2] == (0, "")
    (tmp_path / "rmse.csv").write_text(table)
    code, _, error = told(tmp_path, "audit", "rmse.csv", "--better", "lower")
    assert code == 0 and "lower counts as better, as was asked, though the column is called accuracy" in error


SCORED = "model,dataset,score,accuracy" + "{}\n" + "".join(
    f"{model},d,{score},{accuracy}" + "{}\n"
    for model, score, accuracy in zip(MODELS, SCORES, ACCURACIES))


def test_own_accuracies_that_are_errors(tmp_path):
    errors = weightedtau(SCORES, -ACCURACIES).statistic
    for head, cell, options in [("", "", ["--better", "lower"]), (",lower_is_better", ",1", [])]:
        (tmp_path / "s.csv").write_text(SCORED.format(head, *[cell] * 6))
        output = told(tmp_path, "correlate", "s.csv", "--json", *options)[1]
        assert json.loads(output)[0]["weighted_tau"] == pytest.approx(errors, abs=1e-12)
    code, _, error = told(tmp_path, "correlate", "s.csv", "--better", "higher")
    assert code == 3 and "says that lower is better, but --better says higher" in error
    (tmp_path / "s.csv").write_text(SCORED.format("", *[""] * 6))
    assert told(tmp_path, "correlate", "s.csv", "--unit", "fraction")[0] == 3
    (tmp_path / "s.csv").write_text(SCORED.format(",status", *[",finished"] * 5, ",failed"))
    _, output, error = told(tmp_path, "correlate", "s.csv", "--json")
    assert json.loads(output)[0]["models"] == 5 and "1 row of failed runs" in error


@pytest.mark.parametrize("options,attributes,sentence", [
    (["--attributes", "f.csv"], "model,family\nx0,a\nx1,b\n", "none of its models (x0, ...) is among"),
    (["--attributes", "f.csv"], "model,family\nm0,a\nm1,b\nm0,b\n", "has the family 'a' in line 2, but 'b'"),
    (["--test-size", "nosuch=100"], "", "--test-size: acc.csv has no dataset 'nosuch'; it has d."),
    (["--test-size", "d=100,d=10"], "", "names the test images of d twice"),
    (["--domains", "nosuch=x"], "", "--domains: acc.csv has no dataset 'nosuch'"),
    (["--test-size", "100", "--unit", "other"], "", "Say --unit percent or --unit fraction"),
    (["--without", "d"], "", "no dataset is left to audit"),
])
def test_options_that_fit_nothing(tmp_path, options, attributes, sentence):
    (tmp_path / "acc.csv").write_text(tidy())
    (tmp_path / "f.csv").write_text(attributes)
    code, _, error = told(tmp_path, "audit", "acc.csv", *options)
    # What a file holds ends with 3, what an option says with 2.
    assert code == (2 if attributes == "" and options[0] != "--without" else 3) and sentence in error


def test_errors_as_fractions_have_the_noise_of_accuracies(tmp_path):
    rows = "".join(f"{model},d,{score}\n" for model, score in zip(MODELS, SCORES))
    (tmp_path / "s.csv").write_text("model,dataset,score\n" + rows)
    found = []
    for values, options in [(ACCURACIES / 100, []), (1 - ACCURACIES / 100, ["--better", "lower"])]:
        (tmp_path / "acc.csv").write_text(tidy(values))
        output = told(tmp_path, "correlate", "s.csv", "--truth", "acc.csv", "--test-size", "500",
                      "--json", *options)[1]
        found.append(json.loads(output)[0]["truth_noise_sd"])
    assert found[0] == pytest.approx(found[1], rel=0.2)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """A store whose accuracies are to be added, and what an unpacked run has."""
    path = tmp_path_factory.mktemp("store") / "s.h5"
    g = np.random.default_rng(0)
    y = np.arange(40) % 4
    with h5py.File(path, "w") as file:
        file.attrs.update(format="feature-store", version=1)
        file["/datasets/d/labels"] = y
        for model in MODELS:
            file[f"/models/{model}/features/d"] = g.normal(size=(4, 6))[y] + g.normal(size=(40, 6))
    return path


def swept(store, plan, data=None, **attributes):
    """Models and tau, or None, and what the run said."""
    with h5py.File(store, "a") as file:
        file.pop("ground_truth", None)
        if data is not None:
            file["/ground_truth/accuracy"] = data
            file["/ground_truth/accuracy"].attrs.update(models=MODELS, datasets=["d"], **attributes)
    folder = store.parent
    (folder / "l.sqlite").unlink(missing_ok=True)
    (folder / "plan.yaml").write_text(
        "\ufeffexperiment: e\nstore: s.h5\nmetrics: [ncm]\nmotion: [none]\n" + plan)
    code, _, error = told(folder, "run", "plan.yaml", "--ledger", "l.sqlite")
    if code:
        return None, error
    told(folder, "export", "csv", "e", "--ledger", "l.sqlite", "--out", "csv")
    with open(folder / "csv/correlations.csv", newline="") as file:
        row = next(csv.DictReader(file))
    return (int(row["models"]), float(row["weighted_tau"])), error


def test_packed_and_missing_accuracies(store):
    plain, _ = swept(store, "truth: partial\n", data=ACCURACIES[:, None])
    packed, _ = swept(store, "truth: partial\n", data=np.round(ACCURACIES[:, None] * 100).astype("i2"),
                      scale_factor=0.01)
    assert packed == plain
    some = ACCURACIES[:, None].copy()
    some[0] = np.nan
    without, _ = swept(store, "truth: partial\n", data=some)
    for mark in ["_FillValue", "missing_value"]:
        assert swept(store, "truth: partial\n", data=np.nan_to_num(some, nan=1e20), **{mark: 1e20})[0] == without
    found, error = swept(store, "", data=ACCURACIES[:, None], unit="Prozent")
    assert found is None and 'the attribute unit is "Prozent"; allowed: percent' in error


def test_names_that_meet(store):
    (store.parent / "acc.csv").write_text(tidy())
    for names in ["{m0: m1}", "{m0: X, m1: X}"]:
        found, error = swept(store, f"ground_truth: acc.csv\ntruth: partial\nnames: {names}\n")
        assert found is None and 'the models "m0" and "m1" are both called' in error
    found, error = swept(store, "ground_truth: acc.csv\nnames: {mm0: Best}\n")
    assert found and 'names maps "mm0" to "Best", but the store has no model' in error


def test_repetitions_are_stated(store):
    (store.parent / "acc.csv").write_text(twice("lr", [0.1, 0.01]))
    found, error = swept(store, "truth: {file: acc.csv, repetitions: [lr]}\n")
    assert found and "6 of 6 pairs have several rows (2 each)" in error


def test_exported_errors_correlate_as_they_were(store):
    (store.parent / "acc.csv").write_text(tidy(np.round(100 - ACCURACIES, 2)))
    found, _ = swept(store, "truth: {file: acc.csv, better: lower}\n")
    output = told(store.parent, "correlate", "csv/scores.csv", "--json")[1]
    assert json.loads(output)[0]["weighted_tau"] == pytest.approx(found[1], abs=1e-12)


def test_own_accuracies_of_any_unit_have_the_noise_of_their_test_set(tmp_path):
    """A share of one dataset is recognised beside scores, too: the interval does not depend on the unit."""
    rows = [(f"m{index}", index % 4 + index / 10, 60 + 29 * index % 31) for index in range(10)]
    found = {}
    for name, unit in [("percent", 1), ("fraction", 100)]:
        text = "model,dataset,score,accuracy\n"
        text += "".join(f"{model},d,{score},{accuracy / unit!r}\n" for model, score, accuracy in rows)
        (tmp_path / "s.csv").write_text(text)
        code, output, error = told(tmp_path, "correlate", "s.csv", "--test-size", "d=50", "--json")
        assert code == 0, error
        found[name] = json.loads(output)[0]
    noisy = ["weighted_tau", "truth_noise_sd", "with_truth_noise_low", "with_truth_noise_high"]
    assert [found["fraction"][key] for key in noisy] == pytest.approx(
        [found["percent"][key] for key in noisy], abs=1e-9)
    assert found["percent"]["truth_noise_sd"] > 0
