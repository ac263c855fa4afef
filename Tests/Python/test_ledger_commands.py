"""The ledger's commands as a user types them: their answers, their messages, their exit codes."""

import csv
import io
import json
import re
import subprocess

import h5py
import numpy as np
import pytest

from conftest import PEDLAB
from ledgers import RUNS, copied, make_store, ok, query, rows, run, sentence


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = make_store(tmp_path_factory.mktemp("commands"))
    ok("run", "plan.yaml", "--ledger", "l.sqlite", cwd=folder)
    return folder


@pytest.fixture
def copy(folder, tmp_path):
    """Store, plan and ledger of one's own, to change."""
    return copied(folder, tmp_path)


def ids(folder, *arguments):
    return [row["run"] for row in rows(folder, *arguments)]


def test_runs_filter_sort_and_limit(folder):
    everything = rows(folder)
    assert len(everything) == RUNS
    some = rows(folder, "--where", "step_size <= 0.1 and weighted_tau > -0.5", "--sort", "-weighted_tau")
    expected = [
        row for row in everything
        if row["step_size"] and float(row["step_size"]) <= 0.1
        and row["weighted_tau"] and float(row["weighted_tau"]) > -0.5
    ]  # fmt: skip
    assert 0 < len(some) == len(expected) < RUNS
    taus = [float(row["weighted_tau"]) for row in some]
    assert taus == sorted(taus, reverse=True)
    assert rows(folder, "--sort", "-step_size", "--limit", "3") == rows(folder, "--sort", "-step_size")[:3]


def test_runs_as_json(folder):
    found = json.loads(ok("runs", "--json", "--ledger", "l.sqlite", cwd=folder).stdout)
    assert len(found) == RUNS
    by_csv = {row["run"]: row for row in rows(folder)}
    for one in found:
        assert float(by_csv[one["run"]]["seconds"]) == one["seconds"]
        assert (one["step_size"] is None) == (one["motion"] == "none")


def test_groups(folder):
    done = ok("runs", "--group-by", "dataset,iterations", "--csv", "--ledger", "l.sqlite", cwd=folder)
    groups = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [(g["dataset"], g["iterations"], g["runs"]) for g in groups] == [
        (dataset, iterations, count)
        for dataset in sorted({row["dataset"] for row in rows(folder)})
        for iterations, count in [("", "1"), ("2", "10"), ("4", "10")]
    ]
    first = [
        float(row["weighted_tau"]) for row in rows(folder)
        if (row["dataset"], row["iterations"]) == (groups[1]["dataset"], "2")
    ]  # fmt: skip
    assert float(groups[1]["mean_weighted_tau"]) == pytest.approx(np.mean(first), rel=1e-12)
    assert float(groups[1]["best_weighted_tau"]) == max(first)
    for name in ["weighted_tau", "spearman", "regret_at_1"]:
        values = [float(row[name]) for row in rows(folder) if row[name]
                  and (row["dataset"], row["iterations"]) == (groups[1]["dataset"], "2")]  # fmt: skip
        assert float(groups[1][f"mean_{name}"]) == pytest.approx(np.mean(values), rel=1e-12)
        assert float(groups[1][f"sd_{name}"]) == pytest.approx(np.std(values, ddof=1), rel=1e-9, abs=1e-15)
        assert groups[1][f"n_{name}"] == str(len(values))


@pytest.mark.parametrize(
    "arguments, place, message",
    [
        (["--where", "wieghted_tau > 0"], 0, '"wieghted_tau" is not a column (did you mean "weighted_tau"?)'),
        (["--where", "weighted_tau > 0 und seed = 1"], 17, 'expected "and", "or" or the end here'),
        (["--where", "dataset = 'a"], 10, "this quote is not closed"),
    ],
)
def test_mistakes_in_conditions_point_at_the_place(folder, arguments, place, message):
    done = run("runs", *arguments, "--ledger", "l.sqlite", cwd=folder)
    assert done.returncode == 2
    lines = done.stderr.splitlines()
    assert message in lines[0]
    assert lines[1] == "  " + arguments[1] and lines[2] == " " * (2 + place) + "^"


@pytest.mark.parametrize(
    "arguments, code, message",
    [
        (["runs", "--sort", "tau"], 2, '"tau" is not a column'),
        (["runs", "--group-by", "dataset,tua"], 2, '"tua" is not a column'),
        (["runs", "smal"], 2, 'has no experiment "smal" (did you mean "small"?); it has small'),
        (["runs", "--limit=-1"], 2, "--limit is -1; allowed: 0 or more."),
        (["runs", "--limitt", "1"], 2, "Unknown option '--limitt'"),
        (["show", "zzzz"], 2, 'there is no run "zzzz"'),
        (["compare", "a"], 2, "compare takes two runs or more"),
        (["tag", "two words", "a"], 2, '"two words" is not a tag; give one word.'),
        (["reproduce", "zzzz"], 2, 'there is no run "zzzz"'),
        (["run", "plan.yaml", "--workers", "0"], 2, "--workers is 0; it must be from 1 to 1024."),
        (["run", "plan.yaml", "--retry", "all"], 2, "--retry"),
    ],
)
def test_usage_errors_exit_with_2(folder, arguments, code, message):
    done = run(*arguments, "--ledger", "l.sqlite", cwd=folder)
    assert done.returncode == code, done.stderr
    assert message in done.stderr and not done.stdout


@pytest.mark.parametrize(
    "arguments",
    [["runs"], ["status"], ["show", "a"], ["tag", "t", "a"], ["doctor"], ["gc"], ["backup", "b"]],
)
def test_a_missing_ledger(folder, arguments):
    done = run(*arguments, "--ledger", "none.sqlite", cwd=folder)
    assert "there is no ledger at none.sqlite" in sentence(done, 3)
    assert not (folder / "none.sqlite").exists()


def test_show_tells_all(folder):
    first = ids(folder, "--where", "motion = 'ped'")[0]
    text = ok("show", first[:8], "--ledger", "l.sqlite", cwd=folder).stdout
    for word in [first, "step_size", "weighted_tau", "plan.yaml", "command", "potential energy by step"]:
        assert word in text, word
    document = json.loads(ok("show", first, "--json", "--ledger", "l.sqlite", cwd=folder).stdout)
    origin = document["provenance"]
    assert origin["plan_text"] == (folder / "plan.yaml").read_text()
    assert "step_size: [0.02" in origin["resolved_plan"]
    assert origin["working_folder"] == str(folder)
    assert {"blas", "blas_core", "hdf5", "sqlite", "system"} <= origin["libraries"].keys()
    assert re.match(r"\d+\.\d+\.\d+", origin["code_version"]) and origin["host"] and origin["user"]
    assert origin["command_line"][1:] == ["run", "plan.yaml", "--ledger", "l.sqlite"]
    assert len(document["evaluations"]) == 4
    assert all(len(e["trace"]) == e["steps_taken"] + 1 for e in document["evaluations"])


def test_compare_shows_only_what_differs(folder):
    a, b = ids(folder, "--where", "motion = 'ped' and iterations = 2", "--limit", "2")
    text = ok("compare", a, b, "--ledger", "l.sqlite", cwd=folder).stdout
    names = [line.split("  ")[0] for line in text.splitlines()[2:]]
    assert "step_size" in names and any(name.startswith("energy of ") for name in names)
    for same in ["metric", "dataset", "iterations", "host", "code_version", "input labels"]:
        assert same not in names
    two, four = [
        ids(folder, "--where", f"iterations = {n}", "--sort", "step_size")[0] for n in [2, 4]
    ]
    lines = ok("compare", two, four, "--ledger", "l.sqlite", cwd=folder).stdout.splitlines()
    traces = [re.split(r"  +", line) for line in lines if line.startswith("energy of ")]
    # The steps both took are the same, and not shown; those of the longer one alone are.
    assert len(traces) == 4 and all(len(cells) == 3 for cells in traces), lines
    assert all(short == "- -" and len(long.split()) == 2 for _, short, long in traces), lines
    found = json.loads(ok("compare", a, b, "--json", "--ledger", "l.sqlite", cwd=folder).stdout)
    found = {row["field"]: row["value_by_run"] for row in found}
    assert set(found["step_size"]) == {a, b} and all(isinstance(v, float) for v in found["step_size"].values())
    assert all(len(set(values.values())) == 2 for values in found.values())
    ped, plain = ids(folder, "--where", "iterations = 2 and step_size > 0.3")[0], ids(
        folder, "--where", "motion = 'none'"
    )[0]
    motion = json.loads(ok("compare", ped, plain, "--json", "--ledger", "l.sqlite", cwd=folder).stdout)
    assert {"field": "motion", "value_by_run": {ped: "ped", plain: "none"}} in motion
    same = ok("compare", a, a, "--ledger", "l.sqlite", cwd=folder).stdout
    assert same == "The runs differ in nothing but their times.\n"


def test_tags_and_notes(copy):
    a, b = ids(copy, "--limit", "2")
    ok("tag", "best", a, b, "--ledger", "l.sqlite", cwd=copy)
    ok("note", a, "look at vae", "--ledger", "l.sqlite", cwd=copy)
    assert ids(copy, "--where", "tags ~ 'best'") == [a, b]
    assert ids(copy, "--where", "note is not empty") == [a]
    assert [row["tags"] for row in rows(copy, "--limit", "3")] == ["best", "best", ""]
    text = ok("runs", "--limit", "1", "--ledger", "l.sqlite", cwd=copy).stdout
    assert "best" in text and "look at vae" in text
    ok("tag", "best", b, "--remove", "--ledger", "l.sqlite", cwd=copy)
    ok("note", a, "", "--ledger", "l.sqlite", cwd=copy)
    assert ids(copy, "--where", "tags ~ 'best' or note is not empty") == [a]


def test_delete_restore_and_collect(copy):
    a, b = ids(copy, "--limit", "2")
    ok("delete", a, b, "--ledger", "l.sqlite", cwd=copy)
    assert len(rows(copy)) == RUNS - 2 and len(rows(copy, "--deleted")) == RUNS
    ok("restore", b, "--ledger", "l.sqlite", cwd=copy)
    assert "41 done before, 0 to do, 1 deleted (pedlab restore)" in ok(
        "run", "plan.yaml", "--ledger", "l.sqlite", cwd=copy
    ).stderr
    asked = subprocess.run(
        [PEDLAB, "gc", "--ledger", "l.sqlite"], cwd=copy, input="n\n", capture_output=True, text=True
    )
    assert "Remove 1 deleted run from l.sqlite for good? [y/N]" in asked.stderr
    assert "Nothing was removed." in asked.stderr and len(rows(copy, "--deleted")) == RUNS
    nobody = subprocess.run(
        [PEDLAB, "gc", "--ledger", "l.sqlite"], cwd=copy, stdin=subprocess.DEVNULL,
        capture_output=True, text=True,
    )  # fmt: skip
    assert "Nothing was removed." in nobody.stderr
    assert "1 run removed." in ok("gc", "--yes", "--ledger", "l.sqlite", cwd=copy).stderr
    assert len(rows(copy, "--deleted")) == RUNS - 1
    assert "There are no deleted runs to remove." in ok("gc", "--ledger", "l.sqlite", cwd=copy).stderr


def test_merge_reports_conflicts(copy):
    ok("run", "plan.yaml", "--set", "ped.step_size=0.5", "--ledger", "other.sqlite", cwd=copy)
    done = ok("merge", "other.sqlite", "--ledger", "l.sqlite", cwd=copy)
    assert "other.sqlite: 4 added, 2 there already, 0 conflicting" in done.stderr
    done = ok("merge", "other.sqlite", "--ledger", "l.sqlite", cwd=copy)
    assert "other.sqlite: 0 added, 6 there already, 0 conflicting" in done.stderr
    # Another result under the same identity: a program that is broken, or a ledger that was edited.
    import sqlite3

    connection = sqlite3.connect(copy / "other.sqlite")
    connection.execute("UPDATE runs SET weighted_tau = 0.123, checksum = NULL, summary = NULL WHERE run = 1")
    connection.commit()
    (identity,) = connection.execute("SELECT identity FROM runs WHERE run = 1").fetchone()
    connection.close()
    done = run("merge", "other.sqlite", "--ledger", "l.sqlite", cwd=copy)
    assert done.returncode == 1
    assert (
        f"run {identity[:12]} has another result in other.sqlite; the one in l.sqlite is kept"
        in done.stderr
    )


def test_reproduce(folder):
    for condition in ["motion = 'ped'", "motion = 'none'"]:
        one = ids(folder, "--where", condition)[0]
        done = ok("reproduce", one, "--ledger", "l.sqlite", cwd=folder)
        assert "inputs  unchanged" in done.stdout
        assert re.search(r"values  all \d+ are bit-identical", done.stdout)
    # From elsewhere, with another number of workers: what is stored is enough.
    done = run("reproduce", one, "--ledger", folder / "l.sqlite", "--json", "--workers", 3, cwd="/")
    document = json.loads(done.stdout)
    assert done.returncode == 0 and document["identical"] and document["values_compared"] > 20


def test_reproduce_names_changed_inputs(copy):
    one = ids(copy, "--where", "motion = 'ped'")[0]
    dataset = rows(copy, "--where", f"run = '{one}'")[0]["dataset"]
    with h5py.File(copy / "store.h5", "r+") as file:
        model = sorted(file["models"])[1]
        file[f"/models/{model}/features/{dataset}"][3, 5] += 1
    # The plan's folder is that of the copy.
    done = run("reproduce", one, "--folder", copy, "--ledger", "l.sqlite", cwd=copy)
    assert done.returncode == 1, done.stderr
    assert f"inputs  changed: features {model}" in done.stdout
    assert f"score of {model}" in done.stdout and "are bit-identical; those that are not:" in done.stdout
    again = run("run", "plan.yaml", "--ledger", "l.sqlite", cwd=copy)
    assert (
        f"note: the inputs of {dataset} are not those of its earlier runs (features {model}): "
        "21 runs are new; the earlier ones are kept, and tables show the new ones" in again.stderr
    )
    assert "21 done before, 21 to do" in again.stderr


def test_reproduce_names_what_is_gone(copy):
    one = ids(copy)[0]
    dataset = rows(copy, "--limit", "1")[0]["dataset"]
    with h5py.File(copy / "store.h5", "r+") as file:
        model = sorted(file["models"])[0]
        del file[f"/models/{model}/features/{dataset}"]
    done = run("reproduce", one, "--folder", copy, "--ledger", "l.sqlite", cwd=copy)
    assert done.returncode == 3
    assert f"gone    the features of {model} on {dataset} in" in done.stdout
    (copy / "store.h5").unlink()
    done = run("reproduce", one, "--folder", copy, "--ledger", "l.sqlite", cwd=copy)
    assert done.returncode == 3 and "gone    the store" in done.stdout


def test_a_value_that_was_tampered_with_is_not_reproduced(copy):
    import sqlite3

    one = ids(copy, "--where", "motion = 'none'")[0]
    connection = sqlite3.connect(copy / "l.sqlite")
    connection.execute(
        "UPDATE runs SET kendall_tau = 0.25, checksum = NULL, summary = NULL WHERE identity LIKE ?", [one + "%"]
    )
    connection.commit()
    connection.close()
    done = run("reproduce", one, "--folder", copy, "--ledger", "l.sqlite", cwd=copy)
    assert done.returncode == 1 and "inputs  unchanged" in done.stdout
    assert "kendall_tau" in done.stdout and "0.25" in done.stdout


def broken(copy):
    """One dataset cannot be scored: a feature is no number."""
    with h5py.File(copy / "store.h5", "r+") as file:
        dataset, model = sorted(file["datasets"])[0], sorted(file["models"])[2]
        file[f"/models/{model}/features/{dataset}"][0, 0] = np.nan
    (copy / "l.sqlite").unlink()
    return dataset, model


def test_failed_runs_keep_error_log_and_parameters(copy):
    dataset, model = broken(copy)
    done = run("run", "plan.yaml", "--ledger", "l.sqlite", "--workers", 1, cwd=copy)
    assert done.returncode == 1
    assert "21 runs finished" in done.stderr and "21 failed" in done.stderr
    assert f'first failure: {dataset}, model "{model}":' in done.stderr
    failed = rows(copy, "--where", "status = 'failed'")
    assert len(failed) == 21 and {row["dataset"] for row in failed} == {dataset}
    one = next(row for row in failed if row["motion"] == "ped")
    assert one["step_size"] and one["error"].startswith(f'{dataset}, model "{model}":')
    text = ok("show", one["run"], "--ledger", "l.sqlite", cwd=copy).stdout
    assert f"failed: {model}: " in text and "step_size" in text
    document = json.loads(ok("show", one["run"], "--json", "--ledger", "l.sqlite", cwd=copy).stdout)
    assert [failure["model"] for failure in document["failures"]] == [model]
    assert document["failures"][0]["log"]
    assert len(document["evaluations"]) == 3, "the other models of the dataset are scored"
    # It fails again, with the same sentence.
    done = run("reproduce", one["run"], "--folder", copy, "--ledger", "l.sqlite", cwd=copy)
    assert done.returncode == 0 and "bit-identical" in done.stdout


def test_retry_does_only_what_failed(copy):
    dataset, model = broken(copy)
    assert run("run", "plan.yaml", "--ledger", "l.sqlite", cwd=copy).returncode == 1
    done = run("run", "plan.yaml", "--ledger", "l.sqlite", cwd=copy)
    assert "21 done before, 0 to do, 21 failed before (--retry failed)" in done.stderr
    assert done.returncode == 1, "runs that failed before are still failed"
    times = dict(query(copy / "l.sqlite", "SELECT run, finished_at FROM runs WHERE status = 'finished'"))
    done = run("run", "plan.yaml", "--ledger", "l.sqlite", "--retry", "failed", cwd=copy)
    assert "21 done before, 21 to do" in done.stderr and done.returncode == 1
    after = dict(query(copy / "l.sqlite", "SELECT run, finished_at FROM runs WHERE status = 'finished'"))
    assert after == times
    # The cause is removed: other inputs, so other runs.
    with h5py.File(copy / "store.h5", "r+") as file:
        file[f"/models/{model}/features/{dataset}"][0, 0] = 0
    assert run("run", "plan.yaml", "--ledger", "l.sqlite", cwd=copy).returncode == 0


def test_fail_fast_stops_at_the_first_failure(copy):
    broken(copy)
    done = run("run", "plan.yaml", "--ledger", "l.sqlite", "--fail-fast", "--workers", 1, cwd=copy)
    assert done.returncode == 1
    counts = dict(query(copy / "l.sqlite", "SELECT status, count(*) FROM runs GROUP BY status"))
    assert counts["failed"] == 1 and counts.get("finished", 0) < 21 and counts.get("running", 0) == 0
    assert counts["failed"] + counts.get("finished", 0) + counts.get("killed", 0) + counts.get(
        "queued", 0
    ) == RUNS


def test_a_widened_grid_computes_only_the_new_cells(copy):
    wider = "ped.iterations=2,4,5"
    done = ok("run", "plan.yaml", "--ledger", "l.sqlite", "--set", wider, cwd=copy)
    assert f"{RUNS} done before, 20 to do" in done.stderr
    assert "20 runs finished" in done.stderr


def test_status_and_doctor(folder):
    counts = json.loads(ok("status", "--json", "--ledger", "l.sqlite", cwd=folder).stdout)
    assert counts == [{"experiment": "small", "runs_by_status": {"finished": RUNS}}]
    findings = json.loads(ok("doctor", "--json", "--ledger", "l.sqlite", cwd=folder).stdout)
    assert {f["check"] for f in findings if f["severity"] == "problem"} == set()
    assert "file system" in {f["check"] for f in findings}


def test_the_environment_names_the_ledger(folder, monkeypatch):
    monkeypatch.setenv("PEDLAB_LEDGER", str(folder / "l.sqlite"))
    assert len(ok("runs", "--csv", cwd="/").stdout.splitlines()) == RUNS + 1
