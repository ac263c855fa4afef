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
    inputs = "\n\\clearpage\n".join(rf"\input{{table{index}}}" for index in range(len(tables)))
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


KINDS = {
    "paper": ["--preset", "paper"],
    "default": [],
    "choices": ["--choice", "official", "--choice", "leave_one_out", "--published"],
    "intervals": ["--choice", "official", "--choice", "leave_one_out", "--intervals", "--published"],
    "spearman": ["--value", "spearman"],
    "where": ["--where", "step_size <= 0.1"],
    "other": ["--where", "step_size >= 0.1"],
    "setting": ["--setting", "2"],
    "groups": ["--group", "digits=digits8,two_digits", "--groups-only"],
    "ablation": ["--preset", "ablation"],
    "base": ["--preset", "ablation", "--base", "step_size=0.05"],
    "pivot": ["--rows", "metric,step_size", "--columns", "iterations,force_constant"],
    "turned": ["--rows", "dataset", "--columns", "method"],
} | {name: ["--preset", name] for name in [
    "ped", "sfda", "etran", "ncti", "lead", "logme", "leep", "gbc", "transrate", "pactran", "parc", "stability"]}


@pytest.mark.parametrize("page", ["two columns", "one column"])
def test_every_kind_of_table_compiles_and_fits(demo_ledger, tmp_path, page):
    """With a label of its own each, as wide as the document has room."""
    is_article = page == "one column"
    width = ["--text-width", "345"] if is_article else []
    tables = []
    for options in KINDS.values():
        text = pedlab("table", "demo", "--ledger", demo_ledger, "--format", "latex", *options, *width)
        assert ("table*" in text) <= (not is_article)
        tables.append((labelled(text), text))
    assert len({label for label, _ in tables}) == len(KINDS)
    log = compiled(tmp_path, tables, ARTICLE if is_article else DOCUMENT)
    for complaint in ["Overfull", "undefined", "multiply", "too large"]:
        assert complaint not in log


ARTICLE = DOCUMENT.replace("[twocolumn]", "").replace(r"\setlength{\textwidth}{495pt}", "").replace(
    r"\setlength{\textheight}{640pt}", "").replace(
    r"\setlength{\columnwidth}{234pt}", "").replace(r"\setlength{\hoffset}{-70pt}", "")


def table(ledger, preset):
    text = pedlab("table", "demo", "--ledger", ledger, "--preset", preset, "--format", "csv")
    return list(csv.DictReader(io.StringIO(text)))


def test_presets_have_the_shapes_of_papers(demo_ledger):
    """The numbers are those of the default table; the shape is the paper's."""
    text = pedlab("table", "demo", "--ledger", demo_ledger, "--format", "csv")
    ours = {(row["method"], row["column"]): float(row["value"]) for row in csv.DictReader(io.StringIO(text))}
    assert ("Δ with PED", "mean") in ours
    for name in ("ped", "sfda", "etran", "ncti", "lead"):
        rows = table(demo_ledger, name)
        assert not any(row["method"].startswith("Δ") for row in rows)
        assert any(row["column"] == "mean" for row in rows) == (name not in ("ped", "sfda"))
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
