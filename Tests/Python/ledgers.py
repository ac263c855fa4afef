"""What the tests of the ledger share: a small store, a plan over it, and a look into the file."""

import csv
import io
import os
import pathlib
import shutil
import sqlite3
import subprocess
import time

from conftest import PEDLAB, ROOT

PLAN = """\
experiment: small
store: store.h5
metrics: [logme]
ped:
  step_size: {linspace: [0.02, 0.4, 10]}
  iterations: [2, 4]
"""
RUNS = 2 * 21
TIMES = {"seconds", "finished_at"}


def wait_until(condition, seconds=60):
    """Returns when the condition holds, and fails if it does not within the time."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def has_open(process, path):
    """Whether a process has opened a file."""

    def target(file):
        try:
            return os.readlink(file)
        except FileNotFoundError:  # closed since it was listed
            return None

    files = pathlib.Path(f"/proc/{process.pid}/fd")
    return os.path.realpath(path) in map(target, files.iterdir())


def run(*arguments, cwd, **options):
    options.setdefault("timeout", 120)
    return subprocess.run(
        [PEDLAB, *map(str, arguments)], cwd=cwd, capture_output=True, text=True, **options
    )


def ok(*arguments, cwd, **options):
    done = run(*arguments, cwd=cwd, **options)
    assert done.returncode == 0, done.stderr
    return done


def sentence(done, code):
    """The one line that explains an exit code."""
    assert done.returncode == code, (done.returncode, done.stderr)
    lines = [line for line in done.stderr.splitlines() if not line.startswith(("small:", "note:"))]
    assert len(lines) == 1, done.stderr
    return lines[0]


def start(*arguments, cwd, **options):
    return subprocess.Popen(
        [PEDLAB, *map(str, arguments)], cwd=cwd, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options,
    )  # fmt: skip


def query(ledger, sql):
    connection = sqlite3.connect(f"file:{ledger}?mode=ro", uri=True, timeout=60)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


def finished(ledger):
    try:
        return query(ledger, "SELECT count(*) FROM runs WHERE status = 'finished'")[0][0]
    except sqlite3.OperationalError:
        return 0


def is_whole(ledger, runs=RUNS):
    assert query(ledger, "PRAGMA integrity_check") == [("ok",)]
    assert query(ledger, "SELECT status, count(*) FROM runs GROUP BY status") == [
        ("finished", runs)
    ]
    return True


def exports(folder, ledger, experiment="small"):
    """The CSV exports without the columns of times."""
    out = folder / "csv"
    shutil.rmtree(out, ignore_errors=True)
    ok("export", "csv", experiment, "--ledger", ledger, "--out", out, cwd=folder)
    tables = {}
    for path in sorted(out.glob("*.csv")):
        with open(path, newline="") as file:
            rows = [dict(row) for row in csv.DictReader(file)]
        tables[path.name] = [{k: v for k, v in row.items() if k not in TIMES} for row in rows]
    assert len(tables) == 3
    return tables


def make_store(folder):
    ok(
        *"store synthesize --out store.h5 --models 4 --datasets 2 --rows 200 --dimensions 24".split(),
        *"--classes 5 --reference-rows 100 --seed 5".split(), cwd=folder,
    )  # fmt: skip
    (folder / "plan.yaml").write_text(PLAN)
    return folder


def copied(folder, other):
    """Store, plan and ledger of a folder in another, to change."""
    for name in ["store.h5", "plan.yaml", "l.sqlite"]:
        shutil.copy(folder / name, other / name)
    return other


def rows(folder, *arguments):
    done = ok("runs", "--csv", "--ledger", "l.sqlite", *arguments, cwd=folder)
    return list(csv.DictReader(io.StringIO(done.stdout)))
