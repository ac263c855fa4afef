"""What is declared once is named once: a new metric is one file and one line, a new parameter of PED a property and an entry.

The program's own metrics and parameters are what is counted: each file of the sources that names one is a file that a new one
might have to touch.
"""

import re

import pytest

from conftest import ROOT

SOURCES = ROOT / "Sources"
SCIENCE = SOURCES / "Transferability"
METRICS = SCIENCE / "Metrics"
PHYSICS = SCIENCE / "PotentialEnergy"
TEXT = re.compile(r'"""[\s\S]*?"""|"(?:\\.|[^"\\\n])*"')
COMMENT_OR_TEXT = re.compile(TEXT.pattern + r"|//[^\n]*|/\*[\s\S]*?\*/")
# A default of a command, an example of a comment: what measures the program may choose metrics too.
DEFAULTS = {
    "pedlab/Commands/Sweep/RankCommand.swift", "pedlab/Commands/Sweep/ScoreCommand.swift", "Sweep/Draft/StoreContents.swift",
}


def without_comments(text):
    return COMMENT_OR_TEXT.sub(lambda match: match[0] if match[0][0] == '"' else "", text)


def sources():
    """Path below Sources: the text without comments, of what people use."""
    return {
        str(path.relative_to(SOURCES)): without_comments(path.read_text())
        for path in sorted(SOURCES.rglob("*.swift")) if "pedlab-benchmark" not in path.parts}


FILES = sources()


def metrics():
    """(type, plan name, room): the file or the folder that a metric is."""
    for path in sorted(METRICS.rglob("*.swift")):
        text = without_comments(path.read_text())
        declared = re.search(r"^package struct (\w+): (?:Attribute)?Metric\b", text, re.M)
        if declared:
            name = re.search(r'MetricDescription\(\s*name: "(\w+)"', text)
            room = path if path.parent == METRICS else path.parent
            yield declared[1], name[1], str(room.relative_to(SOURCES))


ALL_METRICS = list(metrics())
# Words that are names of other things, too: of the figure of potential energy, for one.
OTHER_MEANING = {
    "energy": {
        "Findings/Reports/Notebook/NotebookExport.swift",
        "Findings/Reports/ReportFigures+Motion.swift"},
    # The type of whole numbers, and YAML's tag of them.
    "int": {"FeatureStore/Description/ElementType.swift", "Sweep/Plan/PlanNode.swift"},
    # An attribute of models, by which audits order them: the metric is that attribute.
    "source_accuracy": {
        "Findings/Audit/ModelAttributes.swift", "Published/PublishedModel.swift",
        "pedlab/Commands/Findings/AuditCommand.swift",
        "pedlab/Commands/Findings/TruthExportCommand.swift"}}


def test_all_metrics_are_found():
    catalogue = FILES["Transferability/MetricCatalog.swift"]
    listed = re.findall(r"(\w+)\.self", catalogue)
    assert len(listed) > 20
    assert sorted(listed) == sorted(kind for kind, _, _ in ALL_METRICS)


@pytest.mark.parametrize("kind, name, room", ALL_METRICS, ids=[name for _, name, _ in ALL_METRICS])
def test_a_metric_is_one_file_and_one_line(kind, name, room):
    """By its type outside of literals, or by its plan name as a literal."""
    naming = []
    for path, text in FILES.items():
        if path == room or path.startswith(room + "/") or path in DEFAULTS:
            continue
        is_named = re.search(rf"(?<![.\w]){kind}(?![\w(:])", TEXT.sub("", text))
        # Options of other metrics may have the word, such as NLEEP's energy.
        is_literal = f'"{name}"' in TEXT.findall(text) and "Transferability/Metrics/" not in path
        if is_named or is_literal:
            naming.append(path)
    naming = [path for path in naming if path not in OTHER_MEANING.get(name, ())]
    assert naming == ["Transferability/MetricCatalog.swift"]
    lines = [line for line in FILES[naming[0]].splitlines() if re.search(rf"\b{kind}\.self", line)]
    assert len(lines) == 1


def parameters():
    """(name, property, role) of each entry of PEDParameter.all."""
    text = FILES["Transferability/PotentialEnergy/PEDParameter.swift"]
    table = text[text.index("static let all"):]
    table = table[:table.index("\n  ]")]
    for entry in re.split(r"\n    (?=number\(|choice\(|PEDParameter\()", table)[1:]:
        name = re.search(r'"(\w+)"', entry)[1]
        member = re.search(r"\\\.(\w+)", entry)[1]
        is_switch = entry.startswith("choice(") or ".ablation" in entry
        yield name, member, "ablation" if is_switch else "swept"


ALL_PARAMETERS = list(parameters())
SWITCHES = [(name, member) for name, member, role in ALL_PARAMETERS if role == "ablation"]


def test_all_parameters_are_found():
    """As many as the settings have properties."""
    settings = FILES["Transferability/PotentialEnergy/PEDSettings.swift"]
    properties = re.findall(r"^  package var (\w+)", settings, re.M)
    assert len(properties) > 10
    assert sorted(member for _, member, _ in ALL_PARAMETERS) == sorted(properties)


# What a missing reference and dead units of a store mean for PED: sentences about these two.
ADVICE = {
    "rescale": {"Sweep/Inputs/SweepInputs.swift", "Sweep/Check/StoreReport.swift"},
    "rescale_floor": {"Sweep/Check/DeadUnits.swift"},
}


@pytest.mark.parametrize("name, member", SWITCHES, ids=[name for name, _ in SWITCHES])
def test_a_switch_is_named_by_its_physics_alone(name, member):
    """Plans, grids, ledgers, tables and exports read the table: settings.<member> and the name are
    written in PotentialEnergy only."""
    naming = set()
    for path, text in FILES.items():
        if path.startswith("Transferability/PotentialEnergy/"):
            continue
        words = {word.strip('"') for word in TEXT.findall(text)}
        code = TEXT.sub("", text)
        if name in words or re.search(rf"(?:[sS]ettings(?:\(\))?|\bped\??)\.{member}\b", code):
            naming.add(path)
        elif any(f"ped.{name}" in word or f"({name}:" in word for word in words):
            naming.add(path)
    assert naming <= ADVICE.get(name, set())


# Columns of their own, which ledgers, files and listings promise by name and order: a new one is a migration.
COLUMNS = {
    "Findings/Exports/Files/ParquetExport.swift", "Findings/Exports/Optuna/StudyWriter.swift",
    "Findings/Results/PEDParameters+Changes.swift",
    # Why a motion stopped, in words: a reason has the name of the parameter.
    "Findings/Reports/ReportFigures+Motion.swift",
    # Columns of other people's tables, which may be called so.
    "Tabular/GroundTruth/ColumnKind.swift",
    # What sliders move, in ranges for a hand.
    "Pages/Motion/MotionSliders.swift",
    "pedlab/Commands/Ledger/RunsCommand.swift",
    "Ledger/Model/PEDParameters.swift", "Ledger/Rows/RunReader.swift",
    "Ledger/Rows/RunColumn.swift", "Ledger/Rows/RunIdentity.swift", "Ledger/Schema/Schema.swift",
    "Ledger/Schema/Schema+Evaluations.swift", "Ledger/Rows/SpecificationColumn.swift",
    "Ledger/Rows/StoredColumn.swift",
}


@pytest.mark.parametrize("name", [name for name, _, role in ALL_PARAMETERS if role == "swept"])
def test_a_swept_parameter_is_a_literal_of_its_table_and_the_ledgers_columns(name):
    naming = {path for path, text in FILES.items() if f'"{name}"' in TEXT.findall(text)}
    elsewhere = {path for path in naming if not path.startswith("Transferability/")}
    assert elsewhere <= COLUMNS
