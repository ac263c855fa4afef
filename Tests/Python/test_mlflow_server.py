"""`pedlab export mlflow --server` against a real `mlflow server` on loopback."""

import os
import socket
import subprocess
import sys
import time
import urllib.request

import pandas as pd
import pytest

from conftest import PEDLAB, ROOT, pedlab

PLAN = """
experiment: by-rest
store: {hub}
metrics: [logme]
datasets: [digits8, leaf_outline]
ped: {{step_size: [0.1, 0.5]}}
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("mlflow")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = open(folder / "server.log", "w")
    process = subprocess.Popen(
        [sys.executable, "-m", "mlflow", "server", "--host", "127.0.0.1", "--port", str(port),
         "--workers", "1", "--backend-store-uri", f"sqlite:///{folder}/server.db",
         "--default-artifact-root", str(folder / "artifacts")],
        cwd=folder, stdout=log, stderr=log, start_new_session=True,
        # Its workers for jobs of its own take a third of its start.
        env={**os.environ, "MLFLOW_SERVER_ENABLE_JOB_EXECUTION": "false"},
    )
    url = f"http://127.0.0.1:{port}"
    try:
        for _ in range(240):
            try:
                urllib.request.urlopen(url + "/health", timeout=1)
                break
            except OSError:
                assert process.poll() is None, (folder / "server.log").read_text()
                time.sleep(0.5)
        else:
            pytest.fail((folder / "server.log").read_text())
        yield url
    finally:
        os.killpg(process.pid, 15)
        process.wait(30)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    folder = tmp_path_factory.mktemp("rest")
    plan = PLAN.format(hub=ROOT / "Experiments/data/hub.h5")
    (folder / "plan.yaml").write_text(plan)
    pedlab("run", folder / "plan.yaml", "--ledger", folder / "l.sqlite")
    pedlab("export", "csv", "by-rest", "--ledger", folder / "l.sqlite", "--out", folder / "csv")
    return folder


def send(server, ledger):
    return subprocess.run(
        [PEDLAB, "export", "mlflow", "by-rest", "--ledger", ledger / "l.sqlite", "--server", server],
        capture_output=True, text=True,
    )


def client_of(server):
    # Read here, and not by each process that collects tests: it takes a second.
    import mlflow

    return mlflow.MlflowClient(server)


def runs(client):
    experiment = client.get_experiment_by_name("by-rest")
    found = client.search_runs([experiment.experiment_id])
    return {run.data.tags["pedlab.run"]: run for run in found}


def test_every_run_and_each_trace_arrive(server, ledger):
    done = send(server, ledger)
    assert done.returncode == 0, done.stderr
    assert "6 runs sent, 0 were there." in done.stderr
    client = client_of(server)
    found = runs(client)
    correlations = pd.read_csv(ledger / "csv/correlations.csv", dtype={"run": str})
    assert set(found) == set(correlations["run"])
    for row in correlations.itertuples():
        run = found[row.run]
        assert run.info.status == "FINISHED" and run.info.end_time >= run.info.start_time
        assert run.data.params["dataset"] == row.dataset
        assert run.data.params["motion"] == row.motion
        assert run.data.metrics["weighted_tau"] == row.weighted_tau
    traces = pd.read_csv(ledger / "csv/traces.csv", dtype={"run": str})
    for (run, model), rows in list(traces.groupby(["run", "model"]))[::7]:
        for column in ["potential_energy", "displacement", "overlapping_pairs"]:
            history = client.get_metric_history(found[run].info.run_id, f"{column}/{model}")
            values = sorted((metric.step, metric.value) for metric in history)
            assert values == list(zip(rows["step"], rows[column].astype(float)))


def test_sending_again_completes_what_was_interrupted(server, ledger):
    client = client_of(server)
    before = runs(client)
    again = send(server, ledger)
    assert "0 runs sent, 6 were there." in again.stderr, again.stderr
    # As an export that was killed leaves it: a run that says RUNNING, without its numbers.
    lost, run = sorted(before.items())[0]
    client.delete_run(run.info.run_id)
    client.create_run(run.info.experiment_id, tags={"pedlab.run": lost})
    repaired = send(server, ledger)
    assert "1 run sent, 5 were there." in repaired.stderr, repaired.stderr
    after = runs(client)
    assert len(after) == 6 and set(after) == set(before)
    assert after[lost].info.status == "FINISHED"
    assert after[lost].data.metrics == run.data.metrics


def test_what_is_no_tracking_server_is_a_sentence(ledger):
    nobody = send("http://127.0.0.1:9", ledger)
    assert nobody.returncode == 3 and "http://127.0.0.1:9 did not take the export" in nobody.stderr
    wrong = send("localhost:5000", ledger)
    assert wrong.returncode == 3 and "this is not an address like http://localhost:5000" in wrong.stderr
