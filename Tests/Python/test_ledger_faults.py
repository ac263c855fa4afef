"""What disks, clocks and people do to a ledger: one clear sentence, nothing that was recorded is lost,
and going on works once the cause is gone."""

import os
import re
import shutil
import signal
import sqlite3
import subprocess
import time

import pytest

from conftest import PEDLAB, ROOT
from ledgers import (
    RUNS, exports, finished, has_open, is_whole, make_store, ok, query, run, sentence, start,
    wait_until,
)  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return make_store(tmp_path_factory.mktemp("faults"))


@pytest.fixture(scope="module")
def undisturbed(folder):
    ok("run", "plan.yaml", "--ledger", "alone.sqlite", cwd=folder)
    return exports(folder, "alone.sqlite")


@pytest.fixture(scope="module")
def faults(tmp_path_factory):
    """The shim in C that makes fsync fail and the clock jump."""
    library = tmp_path_factory.mktemp("shim") / "faults.so"
    compiler = next(filter(shutil.which, ["cc", "gcc", "clang"]))
    subprocess.run(
        [compiler, "-Wall", "-Werror", "-shared", "-fPIC", "-o", library, ROOT / "Tests/Faults/faults.c",
         "-ldl"], check=True,
    )  # fmt: skip
    return library


def can_mount():
    return subprocess.run(
        ["unshare", "-m", "sh", "-c", "mount -t tmpfs tmpfs /mnt"], capture_output=True
    ).returncode == 0


needs_mounts = pytest.mark.skipif(
    not can_mount(), reason="mounting a tmpfs in a namespace of one's own is not permitted here"
)


def in_namespace(script, cwd):
    """A shell script in a mount namespace of its own: what it mounts, nobody else sees."""
    return subprocess.run(
        ["unshare", "-m", "bash", "-c", script], cwd=cwd, capture_output=True, text=True,
        timeout=300, env=os.environ | {"PEDLAB": PEDLAB},
    )  # fmt: skip


@needs_mounts
@pytest.mark.parametrize("kilobytes", [64, 120, 200, 260])
def test_a_full_disk(folder, undisturbed, kilobytes):
    """The disk has room for the tables, or for some of the runs; then it is enlarged."""
    (folder / "disk").mkdir(exist_ok=True)
    done = in_namespace(
        f"""
        mount -t tmpfs -o size={kilobytes}k tmpfs disk || exit 99
        "$PEDLAB" run plan.yaml --ledger disk/l.sqlite; echo "exit $?"
        "$PEDLAB" status --json --ledger disk/l.sqlite > before.json 2> /dev/null
        mount -o remount,size=50m disk || exit 99
        "$PEDLAB" run plan.yaml --ledger disk/l.sqlite 2> after.txt; echo "exit $?"
        ls disk
        cp disk/l.sqlite full-{kilobytes}.sqlite
        """,
        folder,
    )
    lines = done.stdout.splitlines()
    assert lines == ["exit 3", "exit 0", "l.sqlite"], done.stdout + done.stderr
    lines = [line for line in done.stderr.splitlines() if not line.startswith(("small: ", "note: "))]
    assert lines == [
        "pedlab: no space left for the ledger disk/l.sqlite. What was reported as recorded is kept; "
        "free space and run again."
    ]
    assert is_whole(folder / f"full-{kilobytes}.sqlite")
    assert exports(folder, f"full-{kilobytes}.sqlite") == undisturbed


@needs_mounts
def test_a_read_only_folder(folder):
    """Nothing can be recorded, but all can be read."""
    (folder / "locked").mkdir(exist_ok=True)
    ok("run", "plan.yaml", "--ledger", "locked/l.sqlite", cwd=folder)
    done = in_namespace(
        """
        mount --bind locked locked && mount -o remount,bind,ro locked || exit 99
        "$PEDLAB" run plan.yaml --ledger locked/l.sqlite; echo "exit $?"
        "$PEDLAB" run plan.yaml --ledger locked/new.sqlite; echo "exit $?"
        "$PEDLAB" runs --ledger locked/l.sqlite | wc -l
        "$PEDLAB" table small --ledger locked/l.sqlite --format csv > /dev/null; echo "exit $?"
        "$PEDLAB" doctor --ledger locked/l.sqlite | grep permissions
        """,
        folder,
    )
    lines = done.stdout.splitlines()
    assert lines[:4] == ["exit 3", "exit 3", str(RUNS + 2), "exit 0"], done.stdout + done.stderr
    assert lines[4].startswith("warning  permissions: locked/l.sqlite or its folder cannot be written")
    messages = [line for line in done.stderr.splitlines() if not line.startswith(("small: ", "note: "))]
    assert len(messages) == 2, done.stderr
    assert all(line.startswith("pedlab: the ledger locked/") for line in messages), messages
    assert all("cannot be" in line and "name another --ledger" in line for line in messages), messages


def slow_plan(folder):
    path = folder / "slow.yaml"
    text = (folder / "plan.yaml").read_text()
    path.write_text(text.replace("0.4, 10]", "0.4, 600]").replace("small", "slow"))
    return path


def sweep_until_it_records(folder, ledger, **options):
    sweep = start("run", slow_plan(folder), "--ledger", ledger, "--workers", 1, cwd=folder, **options)
    wait_until(lambda: finished(ledger) > 0)
    return sweep


def ending(sweep):
    _, messages = sweep.communicate(timeout=120)
    lines = [line for line in messages.splitlines() if not line.startswith(("slow: ", "note: "))]
    assert len(lines) == 1, messages
    return lines[0]


@pytest.mark.parametrize("how", ["deleted", "moved", "replaced"])
def test_a_ledger_that_goes_away_under_a_sweep(folder, how):
    ledger = folder / f"{how}.sqlite"
    sweep = sweep_until_it_records(folder, ledger)
    aside = folder / f"{how}-aside.sqlite"
    if how == "deleted":
        ledger.unlink()
    else:
        ledger.rename(aside)
    if how == "replaced":
        shutil.copy(aside, ledger)
    line = ending(sweep)
    assert sweep.returncode == 3
    assert f"the ledger {ledger} was deleted or replaced while it was in use" in line
    if how == "moved":
        # The sweep has put its log into the file that it had open: nothing recorded is lost.
        assert finished(aside) > 0
        aside.rename(ledger)
    if how == "replaced":
        assert query(aside, "PRAGMA integrity_check") == [("ok",)]
        assert query(ledger, "PRAGMA integrity_check") == [("ok",)]
    ok("run", folder / "slow.yaml", "--ledger", ledger, cwd=folder)
    assert is_whole(ledger, 2 * 1201)


def test_a_failed_fsync(folder, faults):
    """The disk refuses in the middle of a sweep: one sentence; what was recorded stays."""
    ledger, switch = folder / "sync.sqlite", folder / "sync-fails"
    environment = os.environ | {"LD_PRELOAD": str(faults), "FAULT_SYNC": str(switch)}
    sweep = sweep_until_it_records(folder, ledger, env=environment)
    before = finished(ledger)
    switch.touch()
    line = ending(sweep)
    assert sweep.returncode == 3
    assert line.startswith(f"pedlab: reading or writing the ledger {ledger} failed"), line
    assert "What was reported as recorded is kept; check the disk and run again." in line
    switch.unlink()
    assert finished(ledger) >= before
    assert query(ledger, "PRAGMA integrity_check") == [("ok",)]
    ok("run", folder / "slow.yaml", "--ledger", ledger, cwd=folder)
    assert is_whole(ledger, 2 * 1201)


EXPORTS = {
    "csv": "export csv small --out disk/out", "notebook": "export notebook small --out disk/out/n.ipynb",
    "json": "export json small --out disk/out/x.json", "mlflow": "export mlflow small --out disk/out/m.db",
    "optuna": "export optuna small --out disk/out/o.db", "report": "report small --out disk/out",
    "pages": "ui --export disk/out", "backup": "backup disk/out/b.sqlite",
}


@needs_mounts
@pytest.mark.parametrize("arguments", EXPORTS.values(), ids=EXPORTS.keys())
def test_an_export_to_a_full_disk_leaves_nothing_of_itself(folder, undisturbed, arguments):
    """Not even those of its files that would fit: they would stand beside older ones."""
    assert undisturbed
    (folder / "disk").mkdir(exist_ok=True)
    done = in_namespace(
        f"""
        mount -t tmpfs -o size=24k tmpfs disk || exit 99
        mkdir disk/out
        "$PEDLAB" {arguments} --ledger alone.sqlite 2>&1; echo "code $?"
        find disk -type f
        """,
        folder,
    )
    said, _, left = done.stdout.rpartition("code ")
    assert left.split() == ["3"], done.stdout
    assert re.search(r"full|no space left", said), said


def test_a_disk_that_never_syncs_records_nothing(folder, faults):
    ledger, switch = folder / "never.sqlite", folder / "never-syncs"
    switch.touch()
    environment = os.environ | {"LD_PRELOAD": str(faults), "FAULT_SYNC": str(switch)}
    done = run("run", "plan.yaml", "--ledger", ledger, cwd=folder, env=environment)
    assert "reading or writing the ledger" in sentence(done, 3)
    ok("run", "plan.yaml", "--ledger", ledger, cwd=folder)
    assert is_whole(ledger)


@pytest.mark.parametrize("first, then", [(0, -10 * 365 * 86_400), (0, 86_400), (-86_400, 86_400)])
def test_a_clock_that_jumps(folder, faults, first, then):
    """Two sweeps whose clocks differ and jump share the work; nobody is taken for dead."""
    ledger, clock = folder / f"clock{first}{then}.sqlite", folder / f"clock{first}{then}"
    clock.write_text(str(first))
    environment = os.environ | {"LD_PRELOAD": str(faults), "FAULT_CLOCK": str(clock)}
    jumping = sweep_until_it_records(folder, ledger, env=environment)
    clock.write_text(str(then))
    other = start("run", folder / "slow.yaml", "--ledger", ledger, "--workers", 1, cwd=folder)
    texts = [jumping.communicate(timeout=120)[1], other.communicate(timeout=120)[1]]
    assert (jumping.returncode, other.returncode) == (0, 0), texts
    assert is_whole(ledger, 2 * 1201)
    counts = [int(re.search(r"(\d+) runs? finished", text)[1]) for text in texts]
    assert sum(counts) == 2 * 1201, texts
    # The shim works: the times that people see are those of the jumping clock.
    times = [row[0] for row in query(ledger, "SELECT finished_at FROM runs")]
    assert max(times) - min(times) > 80_000


def test_a_clock_three_hours_behind(folder, faults, tmp_path):
    """The table is of the features that are there: first ones, others, the first again, by a wrong clock too."""
    clock = tmp_path / "clock"
    behind = os.environ | {"LD_PRELOAD": str(faults), "FAULT_CLOCK": str(clock)}
    clock.write_text(str(-3 * 3600))
    for seed in (1, 2):
        ok("store", "synthesize", "--out", f"v{seed}.h5", "--models", 4, "--datasets", 1, "--seed", seed, cwd=tmp_path)
    truth = "".join(f"model{i},dataset1,{50 + i * i % 7}\n" for i in range(1, 5))
    (tmp_path / "t.csv").write_text("model,dataset,accuracy\n" + truth)
    (tmp_path / "p.yaml").write_text(
        "experiment: states\nstore: f.h5\nground_truth: t.csv\nmetrics: [logme]\nped: {step_size: 0.1}\n"
    )
    tables = []
    for seed, environment in [(1, None), (2, behind), (1, None), (2, behind)]:
        shutil.copy(tmp_path / f"v{seed}.h5", tmp_path / "f.h5")
        ok("run", "p.yaml", "--ledger", "l.sqlite", cwd=tmp_path, env=environment)
        tables.append(ok("table", "states", "--format", "csv", "--ledger", "l.sqlite", cwd=tmp_path).stdout)
    assert tables[:2] == tables[2:] and tables[0] != tables[1]
    times = dict(query(tmp_path / "l.sqlite", "SELECT input_digest, min(finished_at) FROM runs GROUP BY 1"))
    assert max(times.values()) - min(times.values()) > 10_000, "the clock was not behind"


def test_a_write_ahead_log_that_a_kill_left_behind(folder):
    """It holds what was recorded last, and is read by whoever comes next."""
    ledger = folder / "left.sqlite"
    sweep = sweep_until_it_records(folder, ledger)
    wait_until(lambda: finished(ledger) > 300)
    sweep.kill()
    sweep.communicate()
    log = folder / "left.sqlite-wal"
    assert log.stat().st_size > 0
    recorded = finished(ledger)
    # The file alone, as somebody copies it who does not know of the log, is whole but older.
    shutil.copy(ledger, folder / "file-alone.sqlite")
    assert finished(folder / "file-alone.sqlite") < recorded
    ok("backup", folder / "backup.sqlite", "--ledger", ledger, cwd=folder)
    assert finished(folder / "backup.sqlite") == recorded
    done = ok("run", folder / "slow.yaml", "--ledger", ledger, cwd=folder)
    assert f"{recorded} done before" in done.stderr
    assert is_whole(ledger, 2 * 1201)


def test_a_log_without_its_ledger(folder):
    """The file was deleted, its log forgotten: the new ledger does not take it up."""
    ledger = folder / "orphan.sqlite"
    sweep = sweep_until_it_records(folder, ledger)
    sweep.kill()
    sweep.communicate()
    ledger.unlink()
    assert (folder / "orphan.sqlite-wal").stat().st_size > 0
    ok("run", "plan.yaml", "--ledger", ledger, cwd=folder)
    assert is_whole(ledger)


def damage(ledger, table):
    """Overwrites the first page of a table."""
    connection = sqlite3.connect(ledger)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    (page,) = connection.execute(
        "SELECT rootpage FROM sqlite_master WHERE name = ?", [table]
    ).fetchone()
    connection.close()
    with open(ledger, "r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xab" * 4096)


@pytest.mark.parametrize("table", ["runs", "evaluations"])
def test_a_damaged_page(folder, undisturbed, table):
    ledger, backup = folder / f"damaged-{table}.sqlite", folder / f"whole-{table}.sqlite"
    ok("run", "plan.yaml", "--ledger", ledger, cwd=folder)
    ok("backup", backup, "--ledger", ledger, cwd=folder)
    damage(ledger, table)
    done = run("export", "csv", "small", "--ledger", ledger, "--out", folder / "x", cwd=folder)
    assert "is damaged" in sentence(done, 3) and "doctor" in sentence(done, 3)
    done = run("run", "plan.yaml", "--ledger", ledger, "--set", "ped.step_size=0.7", cwd=folder)
    assert "is damaged" in sentence(done, 3)
    done = run("doctor", "--ledger", ledger, cwd=folder)
    assert done.returncode == 3
    assert "problem  integrity:" in done.stdout and "Restore a backup" in done.stdout
    assert exports(folder, backup) == undisturbed


def test_a_changed_byte_inside_of_a_result(folder, undisturbed):
    """SQLite has no checksums; the ledger has. The run is computed anew, the others are kept."""
    ledger = folder / "byte.sqlite"
    ok("run", "plan.yaml", "--ledger", ledger, cwd=folder)
    connection = sqlite3.connect(ledger)
    connection.execute(
        "UPDATE evaluations SET accuracy = accuracy * (1 + 1e-12) WHERE run = 7 AND position = 2"
    )
    connection.commit()
    connection.close()
    (identity,) = query(ledger, "SELECT identity FROM runs WHERE run = 7")[0]
    done = run("export", "csv", "small", "--ledger", ledger, "--out", folder / "y", cwd=folder)
    assert f"run {identity[:12]} in {ledger} is damaged: its scores are not what" in sentence(done, 3)
    done = run("doctor", "--ledger", ledger, cwd=folder)
    assert done.returncode == 3 and identity[:12] in done.stdout
    ok("delete", identity, "--ledger", ledger, cwd=folder)
    ok("gc", "--yes", "--ledger", ledger, cwd=folder)
    assert "41 done before, 1 to do" in ok("run", "plan.yaml", "--ledger", ledger, cwd=folder).stderr
    assert exports(folder, ledger) == undisturbed


def test_a_lock_is_waited_for(folder):
    """Another program holds the lock for a second: nobody dies of "database is locked"."""
    ledger = folder / "busy.sqlite"
    ok("run", "plan.yaml", "--ledger", ledger, cwd=folder)
    connection = sqlite3.connect(ledger, isolation_level=None)
    connection.execute("BEGIN EXCLUSIVE")
    other = start("run", "plan.yaml", "--ledger", ledger, cwd=folder)
    wait_until(lambda: has_open(other, ledger))
    time.sleep(1)
    assert other.poll() is None
    connection.execute("COMMIT")
    connection.close()
    other.communicate(timeout=30)
    assert other.returncode == 0
