"""The pages say what is: their generated parts are current, their examples run, what they name exists."""

import csv
import io
import json
import os
import re
import shlex
import sqlite3
import subprocess
import sys

import h5py
import numpy as np
import pytest

from conftest import PEDLAB, ROOT

INPUTS = (ROOT / "Documentation/inputs.md").read_text()
FENCE = re.compile(r"^```(python|yaml|sh|sql)\n(.*?)^```$", re.S | re.M)


def test_the_generated_parts_are_current():
    environment = {**os.environ, "PEDLAB": PEDLAB}
    result = subprocess.run(
        [ROOT / "Scripts/documentation", "--check"], capture_output=True, text=True, env=environment)
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.fixture(scope="module")
def scores(tmp_path_factory):
    """What the plans of inputs.md give, in the order of the page: {(model, dataset): score}."""
    folder = tmp_path_factory.mktemp("inputs")
    script, found = [], []
    for language, text in FENCE.findall(INPUTS):
        if language == "python":
            script.append(text)
            continue
        # All blocks of Python so far are one program, since later ones use the names of earlier ones.
        if script:
            fresh = subprocess.run(
                [sys.executable, "-c", "\n".join(script)], cwd=folder, capture_output=True, text=True)
            assert fresh.returncode == 0, fresh.stderr
            script = script[:1]
        if language == "sh":
            for line in text.splitlines():
                run(folder, line.split()[1:])
        elif "experiment:" in text:
            (folder / "whole.yaml").write_text(text)
            run(folder, ["run", "whole.yaml", "--dry-run"])
        else:
            found.append(sweep(folder, len(found), text))
    return found


def run(folder, arguments):
    environment = {**os.environ, "PEDLAB_LEDGER": str(folder / "ledger.sqlite")}
    result = subprocess.run(
        [PEDLAB, *arguments], cwd=folder, capture_output=True, text=True, env=environment)
    assert result.returncode == 0, f"{arguments}: {result.stderr}"
    return result.stdout


def sweep(folder, number, store):
    name = f"example-{number}"
    (folder / f"{name}.yaml").write_text(
        f"experiment: {name}\nmetrics: [logme]\nmotion: [ped]\n{store}")
    run(folder, ["run", f"{name}.yaml"])
    run(folder, ["export", "csv", name, "--out", name])
    with open(folder / name / "scores.csv", newline="") as file:
        return {
            (row["model"].split("/")[-1], row["dataset"]): float(row["score"])
            for row in csv.DictReader(file)}


def test_every_example_of_the_page_gives_the_same_scores(scores):
    assert len(scores) == 11
    first = scores[0]
    assert len(first) == 4 and len(set(first.values())) == 4
    for number, other in enumerate(scores):
        assert other.keys() == first.keys(), number
        for pair, score in first.items():
            assert other[pair] == pytest.approx(score, rel=1e-12, abs=1e-12), (number, pair)


PATH = re.compile(r"`((?:Sources|Tests|Scripts|Documentation|Experiments|Benchmarks|Results)/[^`\s*<>]+)`")


@pytest.mark.parametrize("page", ["CONTRIBUTING.md", "Documentation/architecture.md"])
def test_every_path_that_a_page_names_exists(page):
    names = PATH.findall((ROOT / page).read_text())
    assert len(names) > 10
    missing = [name for name in names if "NAME" not in name and not (ROOT / name).exists()]
    assert not missing


LINK = re.compile(r"\]\(([^)#\s]+)?(#[^)\s]+)?\)")


def anchors(text):
    """GitHub's anchors of the headings of a page."""
    text = re.sub(r"^```.*?^```$", "", text, flags=re.S | re.M)
    headings = re.findall(r"^#+ (.*)$", text, re.M)
    return {
        "".join(c for c in heading.lower().replace(" ", "-") if c.isalnum() or c in "-_")
        for heading in headings}


@pytest.mark.parametrize(
    "page",
    sorted(str(p.relative_to(ROOT)) for p in [
        *ROOT.glob("*.md"), *ROOT.glob("Documentation/**/*.md"), *ROOT.glob("Experiments/*/README.md"),
        *ROOT.glob("Sources/*/README.md"), *ROOT.glob("Conformance/*.md"), *ROOT.glob("Python/*.md"),
        *ROOT.glob("Results/*/*.md")]))
def test_links_lead_somewhere(page):
    text = (ROOT / page).read_text()
    for path, anchor in LINK.findall(text):
        if path.startswith("http"):
            continue
        target = (ROOT / page).parent / path if path else ROOT / page
        assert target.exists(), path
        if anchor and target.suffix == ".md":
            assert anchor[1:] in anchors(target.read_text()), anchor


# MARK: What inputs.md says is refused


def store(path):
    file = h5py.File(path, "w")
    file.attrs.update(format="feature-store", version=1)
    return file


def fill(file, features=None, labels=None, logits=None):
    g = np.random.default_rng(1)
    file["/datasets/d/labels"] = np.arange(20) % 2 if labels is None else labels
    if features is not False:
        file["/models/m/features/d"] = g.normal(size=(20, 4)) if features is None else features
    if logits is not None:
        file["/models/m/logits/d"] = logits
    return file


def linked_outside(folder):
    (folder / "inner").mkdir()
    with h5py.File(folder / "other.h5", "w") as other:
        other["x"] = np.ones((20, 4))
    with fill(store(folder / "inner/s.h5"), features=False) as file:
        file["/models/m/features/d"] = h5py.ExternalLink("../other.h5", "/x")
    return folder / "inner/s.h5"


def broken_link(folder):
    with fill(store(folder / "s.h5"), features=False) as file:
        file["/models/m/features/d"] = h5py.ExternalLink("gone.h5", "/x")


def short_virtual(folder):
    with fill(store(folder / "s.h5"), features=False) as file:
        layout = h5py.VirtualLayout((20, 4), "f8")
        file["half"] = np.ones((10, 4))
        layout[:10] = h5py.VirtualSource(file["half"])
        file.create_virtual_dataset("/models/m/features/d", layout)


def never_written(folder):
    with fill(store(folder / "s.h5"), features=False) as file:
        file.create_dataset("/models/m/features/d", (20, 4), "f8", chunks=(5, 4))[:15] = 1


def other_rows(folder):
    with fill(store(folder / "s.h5"), features=np.ones((4, 20))):
        pass


def marked(folder):
    with fill(store(folder / "s.h5"), labels=np.append(np.arange(19) % 2, -1)):
        pass


def not_a_number(folder):
    x = np.random.default_rng(2).normal(size=(20, 4))
    x[3, 1] = np.nan
    with fill(store(folder / "s.h5"), features=x):
        pass


def maps(folder):
    with fill(store(folder / "s.h5"), features=np.random.default_rng(2).normal(size=(20, 4, 3, 3))):
        pass


REFUSED = {
    linked_outside: "--allow-external",
    broken_link: "which is not there",
    short_virtual: "Fill values would stand in their place",
    never_written: "1 of 4 chunks were never written",
    other_rows: "--transpose",
    marked: "--ignore-labels=-1",
    not_a_number: "row 3, column 1",
    maps: "--pool mean, max or first",
}


@pytest.mark.parametrize("make", REFUSED, ids=lambda make: make.__name__)
def test_what_is_refused_says_why(make, tmp_path):
    path = make(tmp_path) or tmp_path / "s.h5"
    for command in (["store", "check", path], ["score", path, "--metric", "logme", "--no-cache"]):
        result = subprocess.run([PEDLAB, *map(str, command)], capture_output=True, text=True)
        assert result.returncode == 3 or command[0] == "score" and result.returncode == 2
        assert REFUSED[make] in result.stdout + result.stderr


def test_packed_features_are_unpacked(tmp_path):
    stored = np.random.default_rng(3).integers(-3000, 3000, (20, 4)).astype("i2")
    scores = []
    for name, values in (("packed", stored), ("plain", stored * 0.25 + 7)):
        with fill(store(tmp_path / f"{name}.h5"), features=values) as file:
            if name == "packed":
                file["/models/m/features/d"].attrs.update(scale_factor=0.25, add_offset=7.0)
        out = run(tmp_path, ["score", f"{name}.h5", "--metric", "logme", "--no-cache"])
        scores.append(next(csv.DictReader(io.StringIO(out)))["score"])
    assert scores[0] == scores[1]


@pytest.mark.parametrize("text", [
    "model,dataset,accuracy\nresnet50,pets,93.1\nresnet50,dtd,71.2\nvit,pets,94.2 ± 0.3\nvit,dtd,74.0%\n",
    "model,pets,dtd\nresnet50,93.1,71.2\nvit,94.2 ± 0.3,74.0\n",
])
def test_accuracies_as_the_page_shows_them(text, tmp_path):
    for line in text.splitlines():
        assert line in INPUTS
    with store(tmp_path / "s.h5") as file:
        for dataset in ("pets", "dtd"):
            file[f"/datasets/{dataset}/labels"] = np.arange(20) % 2
            for model in ("resnet50", "vit"):
                x = np.random.default_rng(len(dataset + model)).normal(size=(20, 4))
                file[f"/models/{model}/features/{dataset}"] = x
    (tmp_path / "accuracy.csv").write_text(text)
    (tmp_path / "plan.yaml").write_text(
        "experiment: e\nstore: s.h5\nmetrics: [logme]\nmotion: [none]\nground_truth: accuracy.csv\n")
    run(tmp_path, ["run", "plan.yaml"])
    run(tmp_path, ["export", "csv", "e", "--out", "csv"])
    with open(tmp_path / "csv/scores.csv", newline="") as file:
        found = {(r["model"], r["dataset"]): float(r["accuracy"]) for r in csv.DictReader(file)}
    assert found == {
        ("resnet50", "pets"): 93.1, ("resnet50", "dtd"): 71.2, ("vit", "pets"): 94.2,
        ("vit", "dtd"): 74.0}


def test_tables_show_the_names_of_the_plan(tmp_path):
    with fill(store(tmp_path / "s.h5")):
        pass
    (tmp_path / "plan.yaml").write_text(
        "experiment: e\nstore: s.h5\nmetrics: [logme]\nmotion: [none]\nnames: {d: Oxford-IIIT Pets}\n")
    run(tmp_path, ["run", "plan.yaml"])
    assert "Oxford-IIIT Pets" in run(tmp_path, ["table", "e"])
    pivot = run(tmp_path, ["table", "e", "--rows", "metric", "--columns", "dataset"])
    assert "Oxford-IIIT Pets" in pivot


# MARK: README.md and the pages to begin with

README = (ROOT / "README.md").read_text()


def arrays(seed):
    g = np.random.default_rng(seed)
    return {
        "h5py": h5py, "labels": np.arange(90) % 3, "features": g.normal(size=(90, 6)),
        "imagenet_features": g.normal(size=(50, 6))}


def commands(text):
    """The arguments of each line of a page that is a command of pedlab, in order."""
    lines = [line.strip() for line in text.replace("\\\n", " ").splitlines()]
    return [
        shlex.split(re.split(r"\s{3,}", line)[0])[1:] for line in lines
        if line.startswith("pedlab ")]


def test_every_command_of_the_readme_runs(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    exec(dict(FENCE.findall(README))["python"], arrays(4))
    (tmp_path / "accuracy.csv").write_text("model,dataset,accuracy\nresnet50,cifar10,91\n")
    first = README[README.index("## Two commands"):README.index("## What comes out")]
    found = commands(first)
    assert [command[0] for command in found] == [
        "rank", "init", "run", "run", "table", "report", "ui"]
    for command in found:
        # What ui does is tried in test_ui.py.
        if command[0] != "ui":
            run(tmp_path, command)
    assert (tmp_path / "report/report.html").exists()
    # Those in running text: their names and options exist.
    for line in re.findall(r"`pedlab ([^`]*)`", README):
        words = [word for word in line.split() if word.isalpha() and word.islower()]
        assert subprocess.run([PEDLAB, "help", *words], capture_output=True).returncode == 0, line


def test_scripts_that_the_readme_names_exist():
    names = set(re.findall(r"Scripts/[\w-]+", README))
    assert {"Scripts/wheel", "Scripts/deb", "Scripts/demo", "Scripts/test"} <= names
    for name in names:
        assert os.access(ROOT / name, os.X_OK), name


def test_the_page_of_commands_lists_the_environment():
    used = {name for path in (ROOT / "Sources").rglob("*.swift") if "pedlab-benchmark" not in path.parts
            for name in re.findall(r'"(PEDLAB_[A-Z_]+)"', path.read_text())}
    listed = set(re.findall(r"`(PEDLAB_[A-Z_]+)`", (ROOT / "Documentation/commands.md").read_text()))
    assert used and used <= listed, used - listed


def test_the_files_that_are_fuzzed_exist():
    part = "/^files=(/,/^)/p"
    names = subprocess.run(
        ["bash", "-c", f"eval \"$(sed -n '{part}' Scripts/fuzz-decoders)\"; printf '%s\\n' \"${{files[@]}}\""],
        cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    assert len(names) > 10
    assert [name for name in names if not (ROOT / f"Sources/{name}.swift").exists()] == []


def test_the_table_of_the_readme_is_the_demos(demo_csv):
    with open(demo_csv / "correlations.csv", newline="") as file:
        rows = list(csv.DictReader(file))
    official = [
        r for r in rows if r["motion"] == "none" or
        (float(r["step_size"]), r["iterations"], float(r["force_constant"])) == (0.1, "6", 1.0)]
    taus = {(r["dataset"], r["metric"], r["motion"]): float(r["weighted_tau"]) for r in official}
    columns = [("logme", "none"), ("logme", "ped"), ("sfda", "none"), ("sfda", "ped")]
    for dataset in sorted({r["dataset"] for r in rows}):
        line = next(x for x in README.splitlines() if x.startswith(f"| {dataset} |"))
        shown = [float(cell.strip(" *")) for cell in line.split("|")[2:-1]]
        assert shown == [pytest.approx(taus[dataset, *c], abs=6e-4) for c in columns], dataset
    means = next(line for line in README.splitlines() if line.startswith("| mean |"))
    shown = [float(cell.strip(" *")) for cell in means.split("|")[2:-1]]
    expected = [np.mean([t for key, t in taus.items() if key[1:] == c]) for c in columns]
    assert shown == [pytest.approx(value, abs=6e-4) for value in expected]


MODELS = [
    "resnet18", "resnet34", "resnet50", "densenet121", "mobilenetv3_large_100", "efficientnet_b0",
    "regnety_008", "convnext_tiny", "vit_small_patch16_224", "deit_tiny_patch16_224"]


def test_the_tutorial_runs(tmp_path):
    """But for the extraction, which test_extract.py tries: here its store is made up."""
    text = (ROOT / "Documentation/tutorial.md").read_text()
    assert all(f"timm:{model}" in text for model in MODELS)
    g = np.random.default_rng(6)
    with store(tmp_path / "hub.h5") as file:
        for dataset, classes in (("pets", 5), ("dtd", 4)):
            labels = np.arange(100) % classes
            file[f"/datasets/{dataset}/labels"] = labels
            for i, model in enumerate(MODELS):
                centres = i * g.normal(size=(classes, 12)) / 4
                file[f"/models/{model}/features/{dataset}"] = (
                    centres[labels] + g.normal(size=(100, 12)))
        for model in MODELS:
            file[f"/models/{model}/reference"] = g.normal(size=(60, 12))
    (tmp_path / "accuracy.csv").write_text("model,dataset,accuracy\n" + "".join(
        f"{m},{d},{70 + i + j}\n" for i, m in enumerate(MODELS) for j, d in enumerate(("pets", "dtd"))))
    found = commands("\n".join(re.findall(r"^```sh\n(.*?)^```$", text, re.S | re.M)))
    assert len(found) == 12
    for command in found:
        if "RUN" in command:
            runs = json.loads(run(tmp_path, ["runs", "--limit", "1", "--json"]))
            command[command.index("RUN")] = runs[0]["run"]
        run(tmp_path, command)
    assert (tmp_path / "report/paper/tables.tex").exists()


def test_the_derivation_of_the_sweep_algebra_holds():
    text = (ROOT / "Documentation/sweep-algebra.md").read_text()
    code = next(code for language, code in FENCE.findall(text) if language == "python")
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert result.returncode == 0, result.stderr


def test_the_statements_of_the_ledgers_page_run(demo_ledger, tmp_path):
    text = (ROOT / "Documentation/ledger-sql.md").read_text()
    statements = re.findall(r'^pedlab query ((?:--\w+ )*)--sql "(.*?)"$', text, re.S | re.M)
    assert len(statements) == 3
    for options, sql in statements:
        out = subprocess.run(
            [PEDLAB, "query", *options.split(), "--sql", sql, "--ledger", demo_ledger],
            capture_output=True, text=True)
        assert out.returncode == 0 and len(out.stdout.splitlines()) > 2, out.stderr
    code = next(code for language, code in FENCE.findall(text) if language == "python")
    names = {}
    exec(code.replace("Results/pedlab.sqlite", str(demo_ledger)), names)
    assert names["wide"].shape == (14, 16)
    sql = re.findall(r"^SELECT dataset, metric, median.*?;", text, re.S | re.M)[0]
    with sqlite3.connect(demo_ledger) as ledger:
        plain = sql.replace("ledger.", "").replace("median(weighted_tau)", "avg(weighted_tau)")
        assert len(ledger.execute(plain.replace("GROUP BY ALL", "GROUP BY 1, 2")).fetchall()) == 16


def test_duckdb_reads_a_ledger_as_the_page_says(demo_ledger, demo_csv, tmp_path):
    """By the extension that PyPI has, since DuckDB would fetch it from the network."""
    duckdb = pytest.importorskip("duckdb")
    connection = pytest.importorskip("duckdb_ext").init(duckdb.connect())
    text = (ROOT / "Documentation/ledger-sql.md").read_text()
    attach, parquet = (code for language, code in FENCE.findall(text) if language == "sql")
    found = connection.execute(attach.replace("Results/pedlab.sqlite", str(demo_ledger))).fetchall()
    expected = {}
    with open(demo_csv / "correlations.csv", newline="") as file:
        for row in csv.DictReader(file):
            expected.setdefault((row["dataset"], row["metric"]), []).append(float(row["weighted_tau"]))
    assert found == [(*key, float(np.median(taus))) for key, taus in sorted(expected.items())]
    # All tables and the view are there, with as many rows as SQLite has.
    with sqlite3.connect(demo_ledger) as ledger:
        for table in ("experiments", "runs", "evaluations", "memberships", "pools", "inputs", "scores"):
            # count(*) of a table without row numbers is what DuckDB's extension cannot ask for.
            rows = connection.execute(f"SELECT * FROM ledger.{table}").fetchall()
            assert (len(rows),) == ledger.execute(f"SELECT count(*) FROM {table}").fetchone(), table
    with pytest.raises(duckdb.Error, match="read-only"):
        connection.execute("DELETE FROM ledger.runs")
    connection.execute(f"COPY (SELECT * FROM '{demo_csv}/correlations.csv') TO '{tmp_path}/correlations.parquet'")
    assert len(connection.execute(parquet.replace("folder", str(tmp_path))).fetchall()) == 2


def test_the_diagram_of_the_ledger_is_the_schema(demo_ledger):
    text = (ROOT / "Documentation/ledger-sql.md").read_text()
    tables = re.findall(r"^  (\w+) \{ (.*?)\}", text, re.S | re.M)
    assert len(tables) == 11
    with sqlite3.connect(demo_ledger) as ledger:
        for table, columns in tables:
            there = {row[1] for row in ledger.execute(f"PRAGMA table_info({table})")}
            named = {line.split()[1] for line in columns.splitlines() if line.strip()}
            assert named <= there, table


def test_the_citation_names_this_version_and_the_paper():
    text = (ROOT / "CITATION.cff").read_text()
    version = subprocess.run([PEDLAB, "--version"], capture_output=True, text=True).stdout.split()
    assert re.search(r"^version: (.*)$", text, re.M)[1] in version
    assert "through the Lens of Potential Energy" in text


def test_the_package_for_python_has_the_programs_version():
    version = subprocess.run([PEDLAB, "--version"], capture_output=True, text=True).stdout.split()[1]
    for file, line in (
        ("pyproject.toml", f'version = "{version}"'),
        ("pedlab/__init__.py", f'__version__ = "{version}"'),
    ):
        assert line in (ROOT / "Python" / file).read_text().splitlines(), file
