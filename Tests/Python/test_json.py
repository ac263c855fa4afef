"""What commands print as JSON: every name has one meaning and type, that of Documentation/json.md."""

import json
import re
import subprocess

import h5py
import numpy as np
import pytest

from conftest import PEDLAB, ROOT
from ledgers import run

PAGE = (ROOT / "Documentation/json.md").read_text()
ROW = re.compile(r"^\| `(\w+)` \| ([^|]*) \| ([^|]*) \|$", re.M)
TYPES = {name: type for name, type, _ in ROW.findall(PAGE)}

PLAN = """\
experiment: small
store: hub.h5
ground_truth: accuracy.csv
metrics: [logme, sfda]
ped: {step_size: [0.1, 0.2], iterations: [2, 4], rescale: target}
on_failure: leave_out
missing: skip
"""


def make(folder):
    """Five models on four datasets, of which one model holds a NaN; a run of each kind."""
    g = np.random.default_rng(3)
    datasets, models = ["a", "b", "c", "d"], [f"m{i}" for i in range(5)]
    with h5py.File(folder / "hub.h5", "w") as file:
        file.attrs.update(format="feature-store", version=1)
        for d in datasets:
            labels = np.arange(60) % 3
            file[f"/datasets/{d}/labels"] = labels
            for i, m in enumerate(models):
                x = g.normal(size=(60, 5)) + i * np.eye(3)[labels] @ g.normal(size=(3, 5))
                if (m, d) == ("m2", "d"):
                    x[3, 1] = np.nan
                file[f"/models/{m}/features/{d}"] = x
    rows = [f"{m},{d},{60 + 7 * i + g.normal()!r}" for i, m in enumerate(models) for d in datasets]
    (folder / "accuracy.csv").write_text("model,dataset,accuracy\n" + "\n".join(rows) + "\n")
    scores = [f"{m},{d},{k},{i + g.normal()!r}" for d in datasets for i, m in enumerate(models)
              for k in ("x", "y")]
    (folder / "scores.csv").write_text("model,dataset,metric,score\n" + "\n".join(scores) + "\n")
    (folder / "plan.yaml").write_text(PLAN)


@pytest.fixture(scope="module")
def documents(tmp_path_factory):
    """{command: what it printed}."""
    folder = tmp_path_factory.mktemp("json")
    make(folder)
    found = {}

    def ask(*command, codes=(0,)):
        done = run(*command, *([] if "--format" in command else ["--json"]), cwd=folder)
        assert done.returncode in codes, (command, done.stdout, done.stderr)
        found[command] = done.stdout
        return done.stdout

    ask("run", "plan.yaml", codes=(0, 1))
    ask("run", "plan.yaml", "--ledger", "tasks.sqlite", "--executor", "processes", "--tasks", "2", "--wait",
        codes=(0, 1))
    ask("status", "small", "--ledger", "tasks.sqlite", codes=(0, 1))
    runs = json.loads(ask("runs"))
    failed = next(r["run"] for r in runs if r["dataset"] == "d")
    ped = [r["run"] for r in runs if r["motion"] == "ped" and r["dataset"] == "a"]
    ask("runs", "--group-by", "metric")
    ask("show", ped[0])
    ask("show", failed)
    ask("compare", *ped[:2])
    ask("reproduce", ped[0])
    ask("status")
    ask("status", "small", codes=(0, 1))
    ask("doctor")
    ask("query", "--sql", "SELECT run, score FROM scores LIMIT 1")
    ask("table", "small", "--format", "json")
    ask("statistics", "small", "--where", "dataset != 'd'")
    ask("correlate", "scores.csv", "--truth", "accuracy.csv")
    ask("correlate", "scores.csv", "--truth", "accuracy.csv", "--compare", "all", "--combine", "all",
        "--stability", "--summary", "--test-size", "100")
    ask("audit", "accuracy.csv")
    ask("truth", "list")
    ask("truth", "show", "sfda-cnn")
    ask("store", "inspect", "hub.h5")
    ask("store", "check", "hub.h5", codes=(3,))
    ask("cache", "show")
    ask("metrics", "list")
    ask("metrics", "show", "nleep")
    ask("rank", "hub.h5", "--dataset", "a,b")
    ask("score", "hub.h5", "--dataset", "a,b", "--motion", "none,ped", "--set", "ped.rescale=target")
    ask("score", "hub.h5", "--dataset", "a,b", "--samples-per-class", "10,all", "--standard-errors")
    with h5py.File(folder / "hub.h5", "r+") as file:
        file["/models/m1/features/a"][2, 2] += 1
    ask("reproduce", ped[0], "--folder", ".", codes=(1,))
    return found


def is_of(value, type):
    match type:
        case "text": return isinstance(value, str)
        case "flag": return isinstance(value, bool)
        case "integer": return isinstance(value, int) and not isinstance(value, bool)
        case "number": return isinstance(value, int | float) and not isinstance(value, bool)
        case "object": return isinstance(value, dict)
    if type.startswith("list of "):
        return isinstance(value, list) and all(is_of(v, type.removeprefix("list of ")) for v in value)
    raise AssertionError(f"Documentation/json.md has the type {type}")


def problems(value, seen):
    """What of a document the page does not say; the names that it says go to `seen`."""
    if isinstance(value, list):
        return [found for one in value for found in problems(one, seen)]
    if not isinstance(value, dict):
        return []
    found = []
    for name, member in value.items():
        seen.add(name)
        types = TYPES.get(name)
        if types is None:
            found.append(f"{name}: {member!r:.60} is not on the page")
            continue
        if member is None:
            continue
        if " by " in types:
            types, members = types.split(" by ")[0], list(member.values())
        else:
            members = [member]
            found += problems(member, seen)
        for one in members:
            if one is not None and not any(is_of(one, type) for type in types.split(" or ")):
                found.append(f"{name} is {one!r:.60} and not {types}")
    return found


def parsed(text):
    try:
        return [json.loads(text)]
    except json.JSONDecodeError:
        return [json.loads(line) for line in text.splitlines()]


def test_every_name_is_on_the_page_with_its_type(documents):
    seen, found = set(), []
    for command, text in documents.items():
        if command[0] != "query":
            found += [f"{' '.join(command)}: {one}" for one in dict.fromkeys(problems(parsed(text), seen))]
    assert not found, "\n".join(found)
    assert sorted(TYPES.keys() - seen) == [], "on the page, and printed by no command"
    assert list(TYPES) == sorted(TYPES), "the page is in alphabetical order"


def test_every_command_with_json_is_tried_and_on_the_page(documents):
    help = subprocess.run([PEDLAB, "--experimental-dump-help"], capture_output=True, text=True)

    def commands(one, path):
        below = one.get("subcommands") or []
        names = {name.get("name") for argument in one.get("arguments") or []
                 for name in argument.get("names") or []}
        if not below and "json" in names:
            yield " ".join(path)
        for other in below:
            yield from commands(other, [*path, other["commandName"]])

    asked = set(commands(json.loads(help.stdout)["command"], [])) | {"table"}
    assert len(asked) > 15
    for command in asked:
        words = tuple(command.split())
        assert any(tried[: len(words)] == words for tried in documents), command
        assert f"`{command}`" in PAGE.split("## Names")[0], command


def test_numbers_are_the_shortest_text_that_reads_back(documents):
    for command, text in documents.items():
        for number in re.findall(r"(?<=[\s\[:])-?\d+\.?\d*(?:e[-+]?\d+)?(?=[,\s\]}]|$)", re.sub(r'"(?:[^"\\]|\\.)*"', '""', text)):
            exact = repr(float(number)).removesuffix(".0")
            assert number == exact or number == str(int(float(number))), (command, number)
