"""MLflow, Optuna and pyarrow open what pedlab exports for them, and find all of it."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import html5lib
import pandas as pd
import pytest

from conftest import PEDLAB, pedlab


PARAMETERS = ["step_size", "iterations", "force_constant", "radius_scale", "exit_ratio"]
NO_STATISTICS = {
    "experiment", "run", "dataset", "metric", "motion", "seed", "metric_options", "current", "inputs", "finished_at",
    "clip", "rescale_floor", *PARAMETERS,
}  # fmt: skip


def read(folder, name):
    return pd.read_csv(folder / f"{name}.csv", dtype={"run": str})


@pytest.fixture(scope="module")
def mlflow_file(demo_ledger, tmp_path_factory):
    """What pedlab exports, brought to the tables of this MLflow by MLflow itself, and its client."""
    import mlflow

    path = tmp_path_factory.mktemp("mlflow") / "mlflow.db"
    pedlab("export", "mlflow", "demo", "--ledger", demo_ledger, "--out", path)
    return path, mlflow.MlflowClient(f"sqlite:///{path}")


def test_accuracies_that_mlflow_itself_logged(mlflow_file):
    path, client = mlflow_file
    experiment = client.create_experiment("finetune")

    def log(model, dataset, values, status="FINISHED", deleted=False, name=None):
        run = client.create_run(experiment, run_name=name).info.run_id
        client.log_param(run, "arch", model)
        client.set_tag(run, "data", dataset)
        for step, value in enumerate(values):
            client.log_metric(run, "test/acc", value, step=step)
        client.set_terminated(run, status)
        if deleted:
            client.delete_run(run)

    log("vit", "pets", [10, 95.5, 94.25])
    log("resnet, wide", "pets", [93.1])
    log("vit", "dtd", [71], name="first")
    log("vit", "dtd", [72.5], name="second")
    log("resnet, wide", "dtd", [1], status="FAILED")
    log("resnet, wide", "dtd", [2], deleted=True)
    log("swin", "dtd", [3, float("nan")])
    log("swin", "pets", [4, float("inf")])
    log("swin", "food", [])
    command = [PEDLAB, "truth", "import", "mlflow", path, "--experiment", "finetune", "--model", "arch", "--dataset",
               "data", "--accuracy", "test/acc"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 2 and "vit on dtd has 2 runs (first and second)." in done.stderr, done.stderr
    done = subprocess.run([*command, "--several", "best"], capture_output=True, text=True)
    assert done.stdout == (
        'model,dataset,accuracy\n"resnet, wide",pets,93.1\nvit,dtd,72.5\nvit,pets,94.25\n'), done.stderr
    assert "note: 1 run not finished: left out." in done.stderr
    assert "note: 3 runs without arch, data or test/acc: left out." in done.stderr


def test_mlflow_finds_every_run_and_each_trace(mlflow_file, demo_csv):
    _, client = mlflow_file
    experiment = client.get_experiment_by_name("demo")
    runs = {}
    token = None
    while True:
        page = client.search_runs([experiment.experiment_id], max_results=500, page_token=token)
        runs.update({run.data.tags["pedlab.run"]: run for run in page})
        token = page.token
        if not token:
            break
    correlations = read(demo_csv, "correlations")
    assert set(runs) == set(correlations["run"])
    for row in correlations.itertuples():
        run = runs[row.run]
        assert run.info.status == "FINISHED"
        assert run.data.params["dataset"] == row.dataset
    check_settings_and_statistics(correlations, runs)
    check_scores(read(demo_csv, "scores"), runs)
    traces = read(demo_csv, "traces")
    chosen = list(traces.groupby(["run", "model"]))[:: max(1, len(runs) // 4)]
    assert chosen
    for (run, model), rows in chosen:
        for column in ["potential_energy", "displacement", "overlapping_pairs"]:
            history = client.get_metric_history(runs[run].info.run_id, f"{column}/{model}")
            found = sorted((metric.step, metric.value) for metric in history)
            assert found == list(zip(rows["step"], rows[column].astype(float)))


def check_settings_and_statistics(correlations, runs):
    """Each column of correlations.csv that has a value is a parameter or a metric with it, and no other is there."""
    for row in correlations.to_dict("records"):
        run = runs[row["run"]]
        assert run.data.params["metric"] == row["metric"] and run.data.params["motion"] == row["motion"]
        own = {name: value for name, value in run.data.metrics.items() if "/" not in name}
        expected = {
            name: row[name] for name in row
            if isinstance(row[name], (int, float)) and name not in NO_STATISTICS and not pd.isna(row[name])
        }  # fmt: skip
        seconds = own.pop("seconds")
        assert own == expected, row["run"]
        # Whole milliseconds.
        assert run.info.end_time - run.info.start_time == pytest.approx(1000 * seconds, abs=1.1)
        for name in PARAMETERS:
            value = run.data.params.get(name)
            assert (value is None and pd.isna(row[name])) or float(value) == row[name], name


def check_scores(scores, runs):
    for run, rows in scores.groupby("run"):
        found = runs[run].data.metrics
        for column in ["score", "accuracy"]:
            own = {name.split("/", 1)[1]: value for name, value in found.items() if name.startswith(f"{column}/")}
            assert own == dict(zip(rows["model"], rows[column].astype(float))), (run, column)


def test_optuna_loads_every_study(demo_ledger, demo_csv, tmp_path):
    import optuna

    path = tmp_path / "optuna.db"
    pedlab("export", "optuna", "demo", "--ledger", demo_ledger, "--out", path)
    storage = f"sqlite:///{path}"
    correlations = read(demo_csv, "correlations")
    moved = correlations[correlations["motion"] == "ped"]
    groups = {f"demo/{d}/{m}": rows for (d, m), rows in moved.groupby(["dataset", "metric"])}
    assert set(optuna.get_all_study_names(storage)) == set(groups)
    for name, rows in groups.items():
        study = optuna.load_study(study_name=name, storage=storage)
        trials = {trial.user_attrs["run"]: trial for trial in study.trials}
        assert set(trials) == set(rows["run"])
        for row in rows.itertuples():
            assert trials[row.run].value == row.weighted_tau
            assert trials[row.run].params["step_size"] == row.step_size
            settings = {**study.user_attrs, **trials[row.run].params}
            for parameter in PARAMETERS:
                assert settings[parameter] == getattr(row, parameter), parameter
            assert settings["clip"] is True and settings["rescale"] == "reference"
            assert trials[row.run].user_attrs["seconds"] == pytest.approx(
                trials[row.run].duration.total_seconds(), abs=1e-5)
            assert trials[row.run].intermediate_values[0] == pytest.approx(1)


def test_report_is_valid_html_and_repeats(demo_ledger, tmp_path):
    pages = []
    for name in ["one", "two"]:
        pedlab("report", "demo", "--ledger", demo_ledger, "--out", tmp_path / name)
        pages.append((tmp_path / name / "report.html").read_text(encoding="utf-8"))
    assert pages[0] == pages[1]
    parser = html5lib.HTMLParser()
    parser.parse(pages[0])
    assert parser.errors == []


def test_parquet_holds_the_same_numbers(demo_ledger, demo_csv, tmp_path, monkeypatch):
    """Written by DuckDB's command line (from duckdb-cli, beside this Python), read by pyarrow."""
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}:{os.environ['PATH']}")
    for folder in ["one", "two"]:
        pedlab("export", "parquet", "demo", "--ledger", demo_ledger, "--out", tmp_path / folder)
    for name in ["correlations", "scores", "traces"]:
        path = tmp_path / "one" / f"{name}.parquet"
        table = pd.read_parquet(path)
        text = {column for column in table if isinstance(table[column].dtype, pd.StringDtype)}
        csv = pd.read_csv(demo_csv / f"{name}.csv", dtype={column: str for column in text})
        assert list(table.columns) == list(csv.columns) and len(table) == len(csv)
        for column in table:
            assert table[column].dtype != object, column
            if column == "seconds":
                continue
            if column in text:
                assert table[column].fillna("").equals(csv[column].fillna("").astype("str")), column
            else:
                # Bit for bit.
                assert table[column].astype(float).equals(csv[column].astype(float)), column
        assert path.read_bytes() == (tmp_path / "two" / f"{name}.parquet").read_bytes()
    assert sorted(file.name for file in (tmp_path / "one").iterdir()) == [
        "correlations.parquet", "scores.parquet", "traces.parquet"]


def test_without_duckdb_there_is_a_sentence(demo_ledger, tmp_path):
    done = subprocess.run(
        [PEDLAB, "export", "parquet", "demo", "--ledger", demo_ledger, "--out", tmp_path / "p"],
        capture_output=True, text=True, env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path)},
    )
    assert done.returncode == 3
    assert "duckdb: there is no such program on the PATH" in done.stderr
    assert "pip install duckdb-cli" in done.stderr


@pytest.mark.skipif(shutil.which("rsvg-convert") is None, reason="there is no rsvg-convert")
def test_png_of_every_figure(demo_ledger, tmp_path):
    pedlab("report", "demo", "--ledger", demo_ledger, "--out", tmp_path, "--png")
    figures = sorted(path.stem for path in (tmp_path / "figures").glob("*.svg"))
    assert figures and figures == sorted(p.stem for p in (tmp_path / "figures").glob("*.png"))
    for path in (tmp_path / "figures").glob("*.png"):
        width = int(re.search(r'width="(\d+)"', path.with_suffix(".svg").read_text())[1])
        head = path.read_bytes()[:24]
        assert head[:8] == b"\x89PNG\r\n\x1a\n" and int.from_bytes(head[16:20], "big") == 2 * width
