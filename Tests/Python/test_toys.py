"""Adds a toy metric, a toy parameter of PED and a toy statistic to a copy of the sources, as CONTRIBUTING says it is done,
and lets the compiler check them: so many files are touched, and no other has to be."""

import functools
import re
import shutil
import subprocess

import pytest

from conftest import ROOT

MODULES = ROOT / ".build/release/Modules"
METRIC = """\
import FeatureStatistics
import LinearAlgebra

/// The number of rows.
package struct Toy: Metric {
  package static let options: [any DeclaredOption] = []

  package init(_ options: MetricOptions) throws {}

  package func prepare(checked input: ScoringInput) throws -> any PreparedMetric {
    FixedScore(value: Double(input.labels.count), name: "Toy", notes: [])
  }

  package static func work(_ shape: SampleShape) -> MetricWork { .none }

  package static let description = MetricDescription(
    name: "toy", title: "Toy", summary: "The number of rows.", formula: "N", inputs: .statistics,
    cost: "nothing", source: "none")
}
"""
SWITCH = """\
    choice(
      "toy_switch", \\.toySwitch, "nothing"),
"""


@functools.cache
def package():
    """The package's name in the build, which is that of the folder that it was built in."""
    commands = (ROOT / ".build/release.yaml").read_text()
    return re.search(r'"-module-name","LinearAlgebra".*?"-package-name","([^"]+)"', commands)[1]


@pytest.fixture
def sources(tmp_path):
    if not shutil.which("swiftc") or not (MODULES / "LinearAlgebra.swiftmodule").exists():
        pytest.skip("the compiler and a release build are needed to check sources")
    shutil.copytree(ROOT / "Sources", tmp_path / "Sources")
    return Copy(tmp_path / "Sources")


class Copy:
    def __init__(self, folder):
        self.folder, self.touched = folder, set()

    def add(self, path, text):
        (self.folder / path).write_text(text)
        self.touched.add(path)

    def insert(self, path, after, text):
        """Once, behind the first line that has `after`."""
        lines = (self.folder / path).read_text().splitlines(keepends=True)
        place = next(i for i, line in enumerate(lines) if after in line) + 1
        self.add(path, "".join([*lines[:place], text, *lines[place:]]))

    def check(self, target, only=None):
        """What the compiler says of a target, or of one of its files."""
        files = sorted((self.folder / target).rglob("*.swift"))
        # One process for all files: a process for each reads the others again, which takes seven times as long.
        command = ["swiftc", "-typecheck", "-wmo"]
        if only:
            command = ["swiftc", "-frontend", "-typecheck", "-primary-file", self.folder / only]
            files.remove(self.folder / only)
        includes = [f"-I{path.parent}" for path in self.folder.glob("*/module.modulemap")]
        done = subprocess.run(
            [*command, "-swift-version", "6", "-package-name", package(), "-module-name",
             target.split("/")[0], f"-I{MODULES}", *includes, *files],
            capture_output=True, text=True)  # fmt: skip
        return done.returncode == 0, done.stderr


def count(sources):
    touched, sources.touched = len(sources.touched), set()
    return touched


def test_a_metric_a_switch_and_a_statistic_touch_two_files_each(sources):
    sources.add("Transferability/Metrics/Toy.swift", METRIC)
    sources.insert("Transferability/MetricCatalog.swift", "private static let metrics", "    Toy.self,\n")
    assert count(sources) == 2

    sources.insert(
        "Transferability/PotentialEnergy/PEDSettings.swift", "package var clip = true",
        "  /// Nothing.\n  package var toySwitch = Radius.rms\n")
    sources.insert(
        "Transferability/PotentialEnergy/PEDParameter.swift", "package static let all: [PEDParameter]", SWITCH)
    assert count(sources) == 2

    sources.insert(
        "Transferability/RankCorrelation/RankStatistic.swift", "weightedTau, kendallTau,",
        '    RankStatistic("toy") { Double($0.scores.count) },\n')
    sources.insert(
        "Ledger/Model/CorrelationStatistic.swift", 'Declaration("pearson"',
        '    Declaration("toy", "toy", "toy", version: 5),\n')
    assert count(sources) == 2

    passes, said = sources.check("Transferability")
    assert passes, said
    # The model of the ledger stands by itself, but for words and columns that are elsewhere.
    _, said = sources.check("Ledger/Model")
    assert "CorrelationStatistic.swift" not in said, said


def test_the_compiler_finds_a_toy_that_is_wrong(sources):
    toy = "Transferability/Metrics/Toy.swift"
    sources.add(toy, METRIC)
    passes, said = sources.check("Transferability", only=toy)
    assert passes, said
    sources.add(toy, METRIC.replace("input.labels.count", "input.nothing"))
    passes, said = sources.check("Transferability", only=toy)
    assert not passes and "nothing" in said
