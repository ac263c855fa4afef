"""Several processes on one ledger: none dies, no run is forgotten, none is recorded twice."""

import json
import re
import os
import pathlib
import signal
import sqlite3
import subprocess
import sys
import time

import pytest

from conftest import PEDLAB, ROOT
from ledgers import (
    RUNS, exports, finished, has_open, is_whole, make_store, ok, query, run, start, wait_until,
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return make_store(tmp_path_factory.mktemp("sharing"))


@pytest.fixture(scope="module")
def undisturbed(folder):
    ok("run", "plan.yaml", "--ledger", "alone.sqlite", cwd=folder)
    return exports(folder, "alone.sqlite")


@pytest.mark.parametrize("attempt", range(6))
def test_eight_processes_start_at_once_on_a_fresh_ledger(folder, undisturbed, attempt):
    ledger = folder / f"eight-{attempt}.sqlite"
    sweeps = [
        start("run", "plan.yaml", "--ledger", ledger, "--workers", 1, cwd=folder) for _ in range(8)
    ]
    messages = [sweep.communicate(timeout=120)[1] for sweep in sweeps]
    assert [sweep.returncode for sweep in sweeps] == [0] * 8, messages
    assert is_whole(ledger)
    # Each says how many it has recorded: together, every run once.
    # A process whose runs others have computed says that their scores were there.
    counts = [
        int(found[1])
        for text in messages
        for found in re.finditer(r"(\d+) runs? (?:finished and recorded|recorded from scores)", text)
    ]
    assert len(counts) == 8 and sum(counts) == RUNS, messages
    assert exports(folder, ledger) == undisturbed


def test_fifty_kills():
    """Scripts/soak with 50 kills; its text says what it checks."""
    done = subprocess.run(
        [sys.executable, ROOT / "Scripts/soak", "--kills", "50", "--seed", "2"],
        capture_output=True, text=True, timeout=900, env=os.environ | {"PEDLAB": PEDLAB},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["kills"] >= 50  # several may die at once


def slow_plan(folder):
    """A plan that takes some seconds."""
    path = folder / "slow.yaml"
    path.write_text(
        (folder / "plan.yaml").read_text().replace("0.4, 10]", "0.4, 400]").replace("small", "slow")
    )
    return path


def test_a_killed_sweeps_runs_are_crashed_at_once_and_taken_over(folder):
    ledger = folder / "killed.sqlite"
    plan = slow_plan(folder)
    recorded = claimed = 0
    # Again, if the kill fell between two claims. What it held is counted after the kill: a commit that
    # was on its way then is found in the log by the next reader.
    while not claimed:
        sweep = start("run", plan, "--ledger", ledger, "--workers", 1, cwd=folder)
        wait_until(lambda: finished(ledger) > recorded)
        sweep.kill()
        sweep.communicate()
        recorded = finished(ledger)
        claimed = query(ledger, "SELECT count(*) FROM runs WHERE status = 'running'")[0][0]
    counts = json.loads(ok("status", "--json", "--ledger", ledger, cwd=folder).stdout)[0]["runs_by_status"]
    assert counts.get("running", 0) == 0 and counts["crashed"] > 0 and counts["finished"] == recorded
    done = ok("run", plan, "--ledger", ledger, cwd=folder)
    assert f"{recorded} done before" in done.stderr
    assert is_whole(ledger, 2 * 801)


def test_a_stopped_process_is_not_robbed(folder):
    """SIGSTOP makes a process as slow as can be: its runs stay its own."""
    ledger = folder / "stopped.sqlite"
    plan = slow_plan(folder)
    slow = start("run", plan, "--ledger", ledger, "--workers", 1, cwd=folder)
    wait_until(lambda: finished(ledger) > 0)
    # Stopped outside of a transaction, or the other could not write at all, and not between two claims.
    mine = set()
    stop(slow)
    while not can_write(ledger) or not mine:
        slow.send_signal(signal.SIGCONT)
        time.sleep(0.01)
        stop(slow)
        mine = set(query(ledger, "SELECT run FROM runs WHERE status = 'running'"))
    other = start("run", plan, "--ledger", ledger, "--workers", 1, cwd=folder)
    others_left = "SELECT count(*) FROM runs WHERE status IN ('queued', 'crashed')"
    wait_until(lambda: query(ledger, others_left) == [(0,)])
    time.sleep(1)
    still = query(ledger, "SELECT run FROM runs WHERE status = 'running'")
    assert mine and mine <= set(still)
    slow.send_signal(signal.SIGCONT)
    assert (slow.communicate(timeout=60), slow.returncode)[1] == 0
    assert (other.communicate(timeout=60), other.returncode)[1] == 0
    assert is_whole(ledger, 2 * 801)


def test_one_run_of_many_models_is_shared(tmp_path):
    """A second process finds no run to claim, and scores models of the first one's."""
    ok(*"store synthesize --out store.h5 --models 12 --datasets 1 --rows 2000 --dimensions 96".split(),
       *"--classes 10 --reference-rows 200 --seed 5".split(), cwd=tmp_path)  # fmt: skip
    (tmp_path / "plan.yaml").write_text(
        "experiment: wide\nstore: store.h5\nmetrics: [nleep]\nmetric_options: {nleep: {seed: 3}}\nmotion: none\n")
    first = start("run", "plan.yaml", "--ledger", "l.sqlite", "--workers", 1, "--json", cwd=tmp_path)
    wait_until(lambda: taken(tmp_path / "l.sqlite") > 0)
    second = start("run", "plan.yaml", "--ledger", "l.sqlite", "--workers", 1, "--json", cwd=tmp_path)
    counts = []
    for process in [first, second]:
        out, err = process.communicate(timeout=120)
        assert process.returncode == 0, err
        counts.append(json.loads(out)["evaluations"]["computed"])
    assert sum(counts) == 12 and min(counts) > 0, counts
    assert query(tmp_path / "l.sqlite", "SELECT status, models FROM runs") == [("finished", 12)]
    assert query(tmp_path / "l.sqlite", "SELECT count(*) FROM takes") == [(0,)]
    alone = tmp_path / "alone.sqlite"
    ok("run", "plan.yaml", "--ledger", alone, cwd=tmp_path)
    assert exports(tmp_path, tmp_path / "l.sqlite", "wide") == exports(tmp_path, alone, "wide")


def taken(ledger):
    try:
        return query(ledger, "SELECT count(*) FROM takes")[0][0]
    except sqlite3.OperationalError:
        return 0


def stop(process):
    """Stops a process, and returns when each of its threads stands still."""
    process.send_signal(signal.SIGSTOP)
    threads = pathlib.Path(f"/proc/{process.pid}/task")
    state = lambda thread: (thread / "stat").read_text().rpartition(")")[2].split()[0]
    wait_until(lambda: all(state(thread) == "T" for thread in threads.iterdir()))


def can_write(ledger):
    connection = sqlite3.connect(ledger, timeout=0.2, isolation_level=None)
    try:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("ROLLBACK")
        return True
    except sqlite3.OperationalError:
        return False
    finally:
        connection.close()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_first_signal_finishes_what_is_computing(folder, number):
    ledger = folder / f"signal-{number}.sqlite"
    plan = slow_plan(folder)
    sweep = start("run", plan, "--ledger", ledger, "--workers", 2, cwd=folder)
    wait_until(lambda: finished(ledger) > 0)
    sweep.send_signal(number)
    _, messages = sweep.communicate(timeout=60)
    assert sweep.returncode == 130, messages
    assert "Stopping once what is being computed is recorded." in messages
    assert [path.name for path in folder.glob(f"{ledger.name}*")] == [ledger.name], "no log is left"
    counts = dict(query(ledger, "SELECT status, count(*) FROM runs GROUP BY status"))
    assert counts.get("running", 0) == 0, counts
    recorded = int(re.search(r"(\d+) runs? finished", messages)[1])
    assert counts["finished"] == recorded
    assert f"{recorded} done before" in ok("run", plan, "--ledger", ledger, cwd=folder).stderr


def test_the_second_signal_stops_now(folder):
    """One evaluation of this plan takes seconds: the second signal does not wait for it."""
    ledger = folder / "twice.sqlite"
    plan = folder / "hard.yaml"
    ok(
        *"store synthesize --out hard.h5 --models 2 --datasets 1 --rows 9000 --dimensions 1000".split(),
        *"--classes 8 --reference-rows 100".split(), cwd=folder,
    )  # fmt: skip
    plan.write_text("experiment: hard\nstore: hard.h5\nmetrics: [transrate]\nmotion: none\n")
    sweep = start("run", plan, "--ledger", ledger, "--workers", 1, cwd=folder)
    running = "SELECT count(*) FROM runs WHERE status = 'running'"
    wait_until(lambda: ledger.exists() and safely(ledger, running) > 0)
    claimed = processor_time(sweep)
    wait_until(lambda: processor_time(sweep) > claimed + 0.1)  # claimed is not yet begun
    sweep.send_signal(signal.SIGINT)
    messages = ""
    while "Stopping" not in messages:
        line = sweep.stderr.readline()
        assert line, messages
        messages += line
    sweep.send_signal(signal.SIGINT)
    messages += sweep.communicate(timeout=60)[1]
    assert sweep.returncode == 130, messages
    assert "Interrupted." not in messages, "it ended by itself before the second signal"
    assert query(ledger, "PRAGMA integrity_check") == [("ok",)]
    assert query(ledger, "SELECT count(*) FROM evaluations") == [(0,)]
    ok("run", plan, "--ledger", ledger, cwd=folder)
    assert is_whole(ledger, 1)


def processor_time(process):
    """Seconds that all its threads have computed."""
    fields = pathlib.Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def safely(ledger, sql):
    try:
        return query(ledger, sql)[0][0]
    except sqlite3.OperationalError:
        return 0


def test_a_signal_before_the_sweep_ends_the_program(folder):
    ledger = folder / "early.sqlite"
    ok("run", "plan.yaml", "--ledger", ledger, cwd=folder)
    connection = sqlite3.connect(ledger, isolation_level=None)
    connection.execute("BEGIN EXCLUSIVE")
    sweep = start("run", "plan.yaml", "--ledger", ledger, cwd=folder)
    wait_until(lambda: has_open(sweep, ledger))  # it waits for the lock, with nothing to finish
    sweep.send_signal(signal.SIGINT)
    sweep.communicate(timeout=10)
    assert sweep.returncode == 130
    connection.execute("ROLLBACK")
    connection.close()
