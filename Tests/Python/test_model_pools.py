"""Values over other models are never compared without a word: tables, choices, effects and tests of PED on a part of the models."""

import json

import h5py
import numpy as np
import pytest
from ledgers import ok

PLAN = """\
experiment: pools
store: store.h5
ground_truth: accuracy.csv
metrics: [gbc, logme, ncm]
motion: [none, ped]
ped: {rescale: [reference, target], step_size: [0.1, 0.5]}
on_failure: leave_out
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Six models on three datasets; two have a reference of another size, so that rescale reference scores four."""
    folder = tmp_path_factory.mktemp("pools")
    rng = np.random.default_rng(3)
    rows = ["model,dataset,accuracy"]
    with h5py.File(folder / "store.h5", "w") as file:
        file.attrs["format"], file.attrs["version"] = "feature-store", 1
        labels = np.arange(90) % 3
        for model in range(6):
            for d in range(3):
                means = rng.normal(size=(3, 8)) * (0.4 + 0.2 * model)
                file[f"models/m{model}/features/d{d}"] = means[labels] + rng.normal(size=(90, 8))
                rows.append(f"m{model},d{d},{60 + 4 * model + 5 * rng.normal():.2f}")
            file[f"models/m{model}/reference"] = rng.normal(size=(40, 8 if model > 1 else 9))
        for d in range(3):
            file[f"datasets/d{d}/labels"] = labels
    (folder / "accuracy.csv").write_text("\n".join(rows) + "\n")
    (folder / "plan.yaml").write_text(PLAN)
    run(folder, "run", "plan.yaml")
    return folder


def run(folder, *arguments):
    return ok(*arguments, "--ledger", "l.sqlite", cwd=folder).stdout


def test_a_difference_over_other_models_is_not_taken(folder):
    text = run(folder, "table", "pools", "--choice", "official")
    lines = {line.split("  ")[0].strip(): line for line in text.splitlines()}
    assert "(n = 4)" in lines["GBC + PED"] and "(n = " not in lines["GBC"]
    assert "0." not in lines["Δ with PED"] and "—" in lines["Δ with PED"]
    assert "over different numbers of models there, so their difference says nothing" in text


def test_an_ablation_marks_and_does_not_subtract_them(folder):
    text = run(folder, "table", "pools", "--preset", "ablation")
    rows = [line for line in text.splitlines() if line.startswith("GBC")]
    assert any("base" in row and "(n = 4)" in row for row in rows)
    for row in rows:
        # The base is over four models: what is over six has no difference to it.
        assert ("+" in row.rsplit("  ", 1)[1] or "-" in row.rsplit("  ", 1)[1]) == ("step_size 0.5" in row), row


def test_the_choice_of_a_setting_is_among_those_over_all_models(folder):
    found = json.loads(run(folder, "statistics", "pools", "--json"))
    assert found["settings_with_fewer_models"] == 3 * 2
    for table in found["lodo"]:
        chosen = [row["labels"]["chosen on the others"] for row in table["rows"]]
        assert sum("rescale target" in text for text in chosen) == 3, chosen
    for effect in found["marginal"]:
        assert effect["parameter"] != "rescale"
    assert any("official" in name for name in found["methods_with_fewer_models"])
    assert not any("official" in name for name in found["method_names"])
    text = run(folder, "statistics", "pools")
    assert "2 of 4 settings are over fewer models than others on some dataset, and do not count there" in text
    assert "Not compared, since over fewer models than the others: " in text


def test_a_report_says_nothing_of_ped_where_its_models_are_others(folder):
    run(folder, "report", "pools", "--out", "report")
    text = (folder / "report/report.md").read_text()
    assert "PED at the official defaults" not in text.split("##")[0]
