"""Which runs a command takes: by condition, date, number of the setting, experiment; and what tells runs apart."""

import csv
import datetime
import os
import re
import subprocess

import pytest

from conftest import PEDLAB
from ledgers import RUNS, copied, make_store, ok, query, rows, run, sentence
from terminals import on_terminal


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = make_store(tmp_path_factory.mktemp("choices"))
    ok("run", "plan.yaml", "--ledger", "l.sqlite", cwd=folder)
    return folder


@pytest.fixture
def copy(folder, tmp_path):
    return copied(folder, tmp_path)


def test_dates(folder):
    today = datetime.datetime.now(datetime.timezone.utc).date()
    tomorrow = today + datetime.timedelta(days=1)
    assert len(rows(folder, "--where", f"finished_at >= {today} and finished_at < {tomorrow}")) == RUNS
    assert len(rows(folder, "--where", f"finished_at = '{today}'")) == RUNS
    assert rows(folder, "--where", "created_at < 2026-01-01") == []
    shown = re.search(r"finished_at +(\S+Z)", ok("show", rows(folder)[0]["run"], "--ledger", "l.sqlite", cwd=folder).stdout)
    assert rows(folder, "--where", f"finished_at = {shown[1]}")
    done = run("runs", "--where", "step_size > 2026-11-01", "--ledger", "l.sqlite", cwd=folder)
    assert done.returncode == 2
    assert "a date compares by = != < <= > >= with a column of times: created_at, finished_at" in done.stderr


def test_what_a_table_prints_can_be_pasted(folder):
    text = ok("runs", "small", "--columns", "step_size", "--ledger", "l.sqlite", cwd=folder).stdout
    steps = {line.strip() for line in text.splitlines()[2:] if line.strip()}
    assert "setting" in ok("runs", "small", "--ledger", "l.sqlite", cwd=folder).stdout.splitlines()[0]
    assert len(steps) == 10
    for step in steps:
        assert len(rows(folder, "--where", f"step_size ~= {step}")) == RUNS // 21 * 2


def test_settings_by_number(folder):
    everything = rows(folder, "small")
    numbers = {row["setting"] for row in everything}
    assert numbers == {str(n) for n in range(1, 22)}
    some = rows(folder, "small", "--setting", "7")
    assert [row["setting"] for row in some] == ["7", "7"]
    assert len({(row["step_size"], row["iterations"]) for row in some}) == 1
    assert rows(folder, "small", "--where", "setting = 7") == some
    done = run("runs", "--setting", "7", "--ledger", "l.sqlite", cwd=folder)
    assert done.returncode == 2 and "--setting needs an experiment" in done.stderr
    table = ok("table", "small", "--setting", "7", "--ledger", "l.sqlite", cwd=folder).stdout
    assert "LogME + PED" in table and "the only setting here" in table
    assert f"step_size {float(some[0]['step_size']):.4g}" in table
    missing = run("table", "small", "--setting", "99", "--ledger", "l.sqlite", cwd=folder)
    assert missing.returncode == 2 and "there is no setting 99" in missing.stderr


def test_delete_and_restore_by_condition(copy):
    done = ok("delete", "--experiment", "small", "--where", "step_size > 0.2", "--ledger", "l.sqlite", cwd=copy)
    gone = RUNS - len(rows(copy))
    assert 0 < gone < RUNS and f"{gone} runs deleted" in done.stderr
    assert f"{gone} runs restored." in ok("restore", "--experiment", "small", "--ledger", "l.sqlite", cwd=copy).stderr
    assert len(rows(copy)) == RUNS
    ok("tag", "best", "--experiment", "small", "--setting", "3", "--ledger", "l.sqlite", cwd=copy)
    assert {row["setting"] for row in rows(copy, "small", "--where", "tags = 'best'")} == {"3"}


@pytest.mark.parametrize("arguments, message", [
    (["delete"], "name runs, or give --experiment or --where"),
    (["delete", "abc", "--where", "seed = 1"], "not both"),
    (["delete", "--where", "step_size > 1000"], "there is no run like that among the current ones"),
    (["restore", "--experiment", "small"], "there is no deleted run like that"),
    (["delete", "--experiment", "smal"], 'did you mean "small"?'),
    (["delete", "--setting", "1"], "--setting needs --experiment"),
    (["rename", "none", "new"], 'has no experiment "none"'),
    (["rename", "small", ""], "the new name is empty"),
])  # fmt: skip
def test_choices_that_are_none(copy, arguments, message):
    done = run(*arguments, "--ledger", "l.sqlite", cwd=copy)
    assert done.returncode == 2 and message in done.stderr, done.stderr
    assert len(rows(copy)) == RUNS


def test_rename(copy):
    assert "small is called grid now" in ok("rename", "small", "grid", "--ledger", "l.sqlite", cwd=copy).stderr
    assert len(rows(copy, "grid")) == RUNS
    ok("run", "plan.yaml", "--set", "experiment=other", "--ledger", "l.sqlite", cwd=copy)
    done = run("rename", "other", "grid", "--ledger", "l.sqlite", cwd=copy)
    assert done.returncode == 2 and 'has an experiment "grid" already' in done.stderr


def test_exports_tell_states_apart(copy):
    ok("run", "plan.yaml", "--set", "ped.step_size=0.1", "--ledger", "l.sqlite", cwd=copy)
    for options, count in [([], 6), (["--all"], RUNS + 2)]:
        out = copy / ("csv" + "".join(options))
        ok("export", "csv", "small", *options, "--ledger", "l.sqlite", "--out", out, cwd=copy)
        for name in ["correlations.csv", "scores.csv"]:
            with open(out / name, newline="") as file:
                table = list(csv.DictReader(file))
            state = ["status", "lower_is_better"] if name == "scores.csv" else []
            columns = ["current", "inputs", "finished_at", "samples_per_class", "sample_seed"] + state
            assert list(table[0])[-len(columns):] == columns
            assert len({row["run"] for row in table}) >= count - 2
            for row in table:
                assert re.fullmatch(r"[0-9a-f]{8}", row["inputs"])
                datetime.datetime.fromisoformat(row["finished_at"])
            current = {row["run"] for row in table if row["current"] == "1"}
            assert len(current) == 6 and (options != [] or all(row["current"] == "1" for row in table))


def test_a_table_from_what_is_kept_is_the_table_of_the_runs(copy):
    def tables():
        return [
            ok("table", "small", *options, "--ledger", "l.sqlite", cwd=copy).stdout
            for options in [[], ["--choice", "leave_one_out", "--intervals"], ["--value", "spearman"],
                            ["--preset", "ablation"]]
        ]  # fmt: skip

    kept = tables()
    assert query(copy / "l.sqlite", "SELECT count(*) FROM cells")[0][0] > 1
    import sqlite3

    with sqlite3.connect(copy / "l.sqlite") as database:
        database.execute("DELETE FROM cells")
    assert tables() == kept
    # What changes a run removes it, whoever does.
    ok("run", "plan.yaml", "--ledger", "l.sqlite", cwd=copy)
    before = query(copy / "l.sqlite", "SELECT count(*) FROM cells")[0][0]
    with sqlite3.connect(copy / "l.sqlite") as database:
        database.execute("UPDATE runs SET weighted_tau = 0.5 WHERE run = 1")
    assert before > 1 and query(copy / "l.sqlite", "SELECT count(*) FROM cells") == [(0,)]


def test_the_program_and_the_plan_have_commits(copy, tmp_path):
    shown = subprocess.run([PEDLAB, "--version"], capture_output=True, text=True, check=True).stdout
    version = shown.splitlines()[0].removeprefix("pedlab ")
    assert re.fullmatch(r"\d+\.\d+\.\d+ \(([0-9a-f]{12}(-dirty)?|commit not known)\)", version)

    def recorded(**environment):
        ok("run", "plan.yaml", "--ledger", "l.sqlite", cwd=copy, env={**os.environ, **environment})
        shown = query(copy / "l.sqlite", "SELECT json_extract(provenance, '$.planCommit'),"
                      " json_extract(provenance, '$.codeVersion') FROM submissions ORDER BY submission DESC LIMIT 1")[0]
        assert shown[1] == version
        return shown[0]

    def git(*arguments):
        subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@b", *arguments], cwd=copy, check=True,
                       capture_output=True)  # fmt: skip

    ceiling = {"GIT_CEILING_DIRECTORIES": str(tmp_path)}
    if subprocess.run(["git", "rev-parse"], cwd=copy, capture_output=True).returncode:
        assert recorded() == "(not in a git repository)"
    git("init")
    assert recorded() == "(a git repository without a commit)"
    git("add", "plan.yaml", "store.h5")
    git("commit", "-m", "plan")
    head = subprocess.run(["git", "rev-parse", "--short=12", "HEAD"], cwd=copy, text=True, capture_output=True,
                          check=True).stdout.strip()  # fmt: skip
    # The ledger itself is not in git, and counts for nothing; another new file does.
    assert recorded() == head
    assert recorded(GIT_DIR="/nowhere/.git", GIT_WORK_TREE="/nowhere", **ceiling) == head
    (copy / "notes.txt").write_text("new")
    assert recorded() == f"{head}-dirty"
    (copy / "notes.txt").unlink()
    assert recorded(PATH="/nowhere") == "(git is not installed)"


def drawn(columns, folder, *arguments, **environment):
    """What a terminal of so many columns gets."""
    return on_terminal(arguments, "stderr", {**os.environ, "TERM": "xterm", **environment}, columns=columns, cwd=folder)


@pytest.fixture(scope="module")
def slow(tmp_path_factory):
    """A plan of some seconds."""
    folder = tmp_path_factory.mktemp("slow")
    ok(*"store synthesize --out store.h5 --models 4 --datasets 2 --rows 1500 --dimensions 256".split(),
       *"--classes 20 --reference-rows 300 --seed 5".split(), cwd=folder)  # fmt: skip
    (folder / "plan.yaml").write_text(
        "experiment: slow\nstore: store.h5\nmetrics: [nleep]\nmetric_options: {nleep: {seed: [1]}}\n"
        "motion: none\n")
    return folder


@pytest.mark.parametrize("columns, variable", [(100, None), (50, None), (24, None), (100, "40")])
def test_the_bar_fits_the_terminal(slow, tmp_path, columns, variable):
    environment = {"COLUMNS": variable} if variable else {}
    os.environ.pop("COLUMNS", None)
    text = drawn(columns, slow, "run", "plan.yaml", "--ledger", str(tmp_path / "l.sqlite"), **environment)
    lines = [part for part in re.split(r"\r\n|\n", text)]
    bars = [bar for line in lines for bar in line.split("\r\x1b[K") if "%" in bar]
    assert bars
    width = min(columns, int(variable or columns))
    assert all(len(bar) < width for bar in bars), [bar for bar in bars if len(bar) >= width]


def test_a_log_gets_lines(slow, tmp_path):
    done = ok("run", "plan.yaml", "--no-cache", "--ledger", tmp_path / "l.sqlite", cwd=slow)
    lines = done.stderr.splitlines()
    assert all(line.startswith(("slow:", "note:")) for line in lines), done.stderr
    shown = [line for line in lines if re.match(r"slow: \d+ % \(\d+ of 8 evaluations\)", line)]
    assert len(shown) <= 12
    assert re.search(r"2 runs finished and recorded in .*; 8 evaluations in \d+(\.\d)? s, [\d.]+/s", done.stderr)
    assert lines[-1] == f"slow: `pedlab table slow --ledger {tmp_path / 'l.sqlite'}` shows the results."
