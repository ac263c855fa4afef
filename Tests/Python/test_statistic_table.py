"""A correlation statistic stands in two places: its formula, and its names. The migration, the sweep,
conditions, tables, exports, correlate and the pages read these."""

import csv
import io
import json
import re
from pathlib import Path

import pytest

from conftest import pedlab

ROOT = Path(__file__).parents[2]
TABLES = {
    "Sources/Transferability/RankCorrelation/RankStatistic.swift",
    "Sources/Ledger/Model/CorrelationStatistic.swift",
}
# Files that have a statistic by choice, not because it exists: the first migration, which never
# changes, and what a listing and the columns beside a table's mean show.
CHOSEN = {
    "Sources/Ledger/Schema/Schema.swift", "Sources/pedlab/Commands/Ledger/RunTable.swift",
    "Sources/Findings/Tables/TableBar.swift",
    # What the measured pages show.
    "Scripts/benchmark-ui",
    # The names of JSON, which test_json holds against what commands print.
    "Documentation/json.md",
}
GENERATED = re.compile(r"^<!-- pedlab documentation .*?^<!-- end -->$", re.S | re.M)


def names():
    text = (ROOT / "Sources/Ledger/Model/CorrelationStatistic.swift").read_text()
    return re.findall(r'Declaration\(\s*"(\w+)"', text)


def holders(name, folder=ROOT):
    """The files that would change with the statistic: they have its name, in text or as a column."""
    found = set()
    for pattern in ("Sources/**/*.swift", "Documentation/*.md", "README.md", "Scripts/*"):
        for path in folder.glob(pattern):
            if not path.is_file():
                continue
            text = GENERATED.sub("", path.read_text())
            place = str(path.relative_to(folder))
            quoted = path.suffix == ".swift"
            if re.search(rf'"{name}"' if quoted else rf"\b{name}\b", text):
                found.add(place)
    return found - CHOSEN


def test_the_table_is_found():
    assert {"weighted_tau", "spearman", "rel_at_3", "ndcg_at_3"} <= set(names())


@pytest.mark.parametrize("name", [
    "kendall_tau", "spearman", "pearson", "rel_at_1", "rel_at_3", "regret_at_1", "recall_at_3",
    "ndcg_at_3"])
def test_a_statistic_touches_two_files(name):
    # Formulas of a family (rel_at_1, rel_at_3) build the name from k.
    assert holders(name) <= TABLES


def test_a_third_place_is_found(tmp_path):
    place = tmp_path / "Sources/Findings/Other.swift"
    place.parent.mkdir(parents=True)
    place.write_text('let column = "spearman"\n')
    assert holders("spearman", tmp_path) == {"Sources/Findings/Other.swift"}


def test_correlate_and_the_pages_have_every_statistic(tmp_path):
    scores = tmp_path / "scores.csv"
    rows = [("a", 3, 0.9), ("b", 2, 0.7), ("c", 1, 0.8), ("d", 0, 0.1)]
    scores.write_text("model,dataset,score,accuracy\n" + "".join(
        f"{model},x,{score},{accuracy}\n" for model, score, accuracy in rows))
    found = json.loads(pedlab("correlate", scores, "--json"))[0]
    assert [key for key in found if key in names()] == names()
    assert all(found[name] is not None for name in names())
    page = (ROOT / "Documentation/formats.md").read_text()
    assert all(f"`{name}`" in page for name in names())
