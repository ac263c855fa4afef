"""The pages say what is: their generated parts are current, their examples run, what they name exists."""

import csv
import io
import os
import re
import subprocess
import sys

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
