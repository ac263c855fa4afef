"""The pages say what is: their generated parts are current, their examples run, what they name exists."""

import csv
import io
import json
import os
import re
import subprocess
import sys

import h5py
import numpy as np
import pytest

from conftest import PEDLAB, ROOT

INPUTS = (ROOT / "Documentation/inputs.md").read_text()
FENCE = re.compile(r"^```(python|yaml|sh)\n(.*?)^```$", re.S | re.M)


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
    assert len(scores) == 10
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
        *ROOT.glob("*.md"), *ROOT.glob("Documentation/*.md"), *ROOT.glob("Experiments/*/README.md"),
        *ROOT.glob("Sources/*/README.md")]))
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
    linked_outside: "allow_external: true",
    broken_link: "which is not there",
    short_virtual: "Fill values would stand in their place",
    never_written: "1 of 4 chunks were never written",
    other_rows: "transpose: true",
    marked: "ignore_labels: [-1]",
    not_a_number: "row 3, column 1",
    maps: "pool: mean, max or first",
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


# MARK: README.md


def test_the_first_sweep_of_the_readme(tmp_path):
    readme = (ROOT / "README.md").read_text()
    blocks = dict(FENCE.findall(readme))
    g = np.random.default_rng(4)
    names = {
        "h5py": h5py, "labels": np.arange(90) % 3, "features": g.normal(size=(90, 6)),
        "imagenet_features": g.normal(size=(50, 6))}
    folder = os.getcwd()
    os.chdir(tmp_path)
    try:
        exec(blocks["python"], names)
    finally:
        os.chdir(folder)
    (tmp_path / "plan.yaml").write_text(blocks["yaml"])
    (tmp_path / "accuracy.csv").write_text("model,dataset,accuracy\nresnet50,cifar10,91\n")
    section = readme[readme.index("## A first sweep"):readme.index("## The table")]
    commands = [
        re.split(r"\s{3,}", line.strip())[0].split()[1:]
        for line in section.splitlines() if line.startswith("    pedlab ")]
    assert len(commands) == 7
    for command in commands:
        if "RUN" in command:
            found = json.loads(run(tmp_path, ["runs", "--limit", "1", "--json"]))
            command[command.index("RUN")] = (found[0] if isinstance(found, list) else found)["run"]
        run(tmp_path, command)
    assert (tmp_path / "Results/my-sweep/report.html").exists()


def test_the_citation_names_this_version_and_the_paper():
    text = (ROOT / "CITATION.cff").read_text()
    version = subprocess.run([PEDLAB, "--version"], capture_output=True, text=True).stdout.split()
    assert re.search(r"^version: (.*)$", text, re.M)[1] in version
    assert "through the Lens of Potential Energy" in text
