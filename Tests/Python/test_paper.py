"""LaTeX tables compile with pdflatex in a document of one's own, whatever they hold."""

import csv
import io
import re
import shutil
import subprocess

import pytest

from conftest import PEDLAB, pedlab

pytestmark = pytest.mark.skipif(
    shutil.which("pdflatex") is None, reason="there is no pdflatex (Scripts/test installs it)"
)

DOCUMENT = r"""\documentclass[twocolumn]{article}
\setlength{\textwidth}{495pt}
\setlength{\textheight}{640pt}
\setlength{\columnwidth}{234pt}
\setlength{\hoffset}{-70pt}
\usepackage{booktabs,graphicx}
\begin{document}
Tables %s.
%s
\end{document}
"""


def compiled(folder, tables, document=DOCUMENT):
    """The log of two runs of pdflatex."""
    references = ", ".join(rf"\ref{{{label}}}" for label, _ in tables)
    inputs = "\n".join(rf"\input{{table{index}}}" for index in range(len(tables)))
    (folder / "paper.tex").write_text(document % (references, inputs), encoding="utf-8")
    for index, (_, text) in enumerate(tables):
        (folder / f"table{index}.tex").write_text(text, encoding="utf-8")
    for _ in range(2):
        done = subprocess.run(
            ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "paper.tex"],
            cwd=folder, capture_output=True, text=True, errors="replace",
        )
        assert done.returncode == 0, done.stdout[-3000:]
    return done.stdout


def labelled(text):
    return re.search(r"\\label\{([^}]*)\}", text)[1]


def test_every_kind_of_table_compiles_and_fits(demo_ledger, tmp_path):
    kinds = {
        "paper": [],
        "all": ["--choice", "official", "--choice", "leave_one_out", "--published"],
        "ablation": ["--preset", "ablation"],
        "pivot": ["--rows", "metric,step_size", "--columns", "iterations,force_constant"],
    }
    tables = []
    for name, options in kinds.items():
        text = pedlab("table", "demo", "--ledger", demo_ledger, "--format", "latex", *options)
        label = labelled(text)
        tables.append((f"{label}-{name}", text.replace(f"{{{label}}}", f"{{{label}-{name}}}")))
    log = compiled(tmp_path, tables)
    assert "Overfull" not in log
    assert "undefined" not in log


def test_a_table_with_intervals_fits(demo_ledger, tmp_path):
    text = pedlab("table", "demo", "--ledger", demo_ledger, "--format", "latex", "--choice",
                  "official", "--choice", "leave_one_out", "--intervals", "--published")
    assert "Overfull" not in compiled(tmp_path, [(labelled(text), text)])


ARTICLE = DOCUMENT.replace("[twocolumn]", "").replace(r"\setlength{\textwidth}{495pt}", "").replace(
    r"\setlength{\textheight}{640pt}", "").replace(
    r"\setlength{\columnwidth}{234pt}", "").replace(r"\setlength{\hoffset}{-70pt}", "")


@pytest.mark.parametrize("options", [[], ["--intervals"], ["--preset", "transrate"]])
def test_a_table_fits_an_article_of_one_column(demo_ledger, tmp_path, options):
    text = pedlab("table", "demo", "--ledger", demo_ledger, "--format", "latex", "--text-width", "345",
                  "--choice", "official", "--choice", "leave_one_out", *options)
    assert "table*" not in text
    assert "Overfull" not in compiled(tmp_path, [(labelled(text), text)], ARTICLE)


def table(ledger, preset):
    text = pedlab("table", "demo", "--ledger", ledger, "--preset", preset, "--format", "csv")
    return list(csv.DictReader(io.StringIO(text)))


def test_presets_have_the_shapes_of_papers(demo_ledger):
    """The numbers are those of the default table; the shape is the paper's."""
    ours = {(row["method"], row["column"]): float(row["value"]) for row in table(demo_ledger, "ped")}
    assert ("Δ with PED", "mean") in ours
    for name in ("sfda", "etran", "ncti", "lead"):
        rows = table(demo_ledger, name)
        assert not any(row["method"].startswith("Δ") for row in rows)
        assert all(ours[row["method"], row["column"]] == float(row["value"]) for row in rows)
    for name in ("logme", "gbc"):
        rows = table(demo_ledger, name)
        assert {row["column"] for row in rows} == {"LogME", "LogME + PED", "SFDA", "SFDA + PED"}
        assert all(ours[row["column"], row["dataset"]] == float(row["value"]) for row in rows)
    rows = table(demo_ledger, "transrate")
    assert [row["statistic"] for row in rows[::4]][:3] == ["Pearson", "Kendall τ", "weighted τ"]
    for row in rows:
        if row["statistic"] == "weighted τ":
            assert ours[row["column"], row["dataset"]] == float(row["value"])
    pearson = {(r["method"], r["column"]): float(r["value"]) for r in csv.DictReader(io.StringIO(pedlab(
        "table", "demo", "--ledger", demo_ledger, "--value", "pearson", "--format", "csv")))}
    for row in table(demo_ledger, "parc"):
        assert float(row["value"]) == pytest.approx(100 * pearson[row["method"], "mean"])
    columns = {row["column"] for row in table(demo_ledger, "stability")}
    assert columns == {"Pearson", "Kendall τ", "weighted τ", "Rel@1"}
    assert {row["dataset"] for row in table(demo_ledger, "leep")} >= {"digits8", "mean"}
    assert table(demo_ledger, "pactran")


def test_a_preset_says_what_goes_with_it(demo_ledger):
    done = subprocess.run(
        [PEDLAB, "table", "demo", "--ledger", demo_ledger, "--preset", "parc", "--value", "spearman"],
        capture_output=True, text=True)
    assert done.returncode == 2
    assert "--preset parc says what is shown and what the rows are; leave out --value" in done.stderr


def test_names_that_latex_would_stumble_over(tmp_path):
    """A store whose names are full of LaTeX's special characters."""
    import h5py
    import numpy as np

    generator = np.random.default_rng(0)
    names = [r"50% & a_b #1 {x} \ ^~", "[bracketed]", "*starred", 'quoted "é" <b>|$c$']
    models = ["m_1", "m&2", "m#3", "m%4"]
    with h5py.File(tmp_path / "s.h5", "w") as file:
        file.attrs.update({"format": "feature-store", "version": 1})
        labels = np.arange(40) % 4
        for dataset in names:
            file[f"/datasets/{dataset}/labels"] = labels
        for model in models:
            file[f"/models/{model}/reference"] = generator.normal(size=(30, 5))
            for dataset in names:
                features = generator.normal(size=(40, 5)) + labels[:, None] * generator.normal()
                file[f"/models/{model}/features/{dataset}"] = features
        accuracy = file.create_dataset("/ground_truth/accuracy", data=generator.random((4, 4)))
        accuracy.attrs["models"] = models
        accuracy.attrs["datasets"] = names
    (tmp_path / "plan.yaml").write_text(
        "experiment: sweep_1.0\nstore: s.h5\nmetrics: [logme]\n"
    )
    ledger = tmp_path / "l.sqlite"
    pedlab("run", tmp_path / "plan.yaml", "--ledger", ledger)
    text = pedlab("table", "sweep_1.0", "--ledger", ledger, "--format", "latex")
    turned = pedlab(
        "table", "sweep_1.0", "--ledger", ledger, "--format", "latex", "--rows", "dataset",
        "--columns", "method",
    )
    assert labelled(text) != labelled(turned)
    log = compiled(tmp_path, [(labelled(text), text), (labelled(turned), turned)])
    assert "undefined" not in log
