"""What a terminal gets and a pipe does not: ink, and a pager for long text."""

import os

import pytest

from conftest import pedlab
from terminals import on_terminal


def shown_on_terminal(arguments, rows=50, columns=160, **variables):
    """The output of pedlab with a terminal of that size as its standard output."""
    plain = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "PAGER", "PEDLAB_PAGER", "COLUMNS")}
    return on_terminal(arguments, "stdout", {**plain, "TERM": "xterm", **variables}, rows=rows, columns=columns)


@pytest.fixture
def table(demo_ledger):
    return ["table", "demo", "--ledger", demo_ledger]


def test_ink_on_a_terminal_alone(table):
    shown = shown_on_terminal(table)
    assert "\x1b[1m0.585*\x1b[0m" in shown and "\x1b[1mmethod" in shown
    plain = pedlab(*table)
    assert "\x1b" not in plain
    for variables in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        assert "\x1b" not in shown_on_terminal(table, **variables)


def test_long_text_goes_through_the_pager(table):
    paged = {"PEDLAB_PAGER": "sed s/^/paged:/", "PAGER": "cat"}
    assert shown_on_terminal(table, rows=8, **paged).startswith("paged:")
    assert "paged:" not in shown_on_terminal(table, rows=60, **paged)
    for none in ("", "cat", "no-such-program-anywhere"):
        assert "0.585*" in shown_on_terminal(table, rows=8, PEDLAB_PAGER=none)
    # Who leaves the pager before the end has seen enough.
    assert shown_on_terminal(["runs", "demo", *table[2:]], rows=8, PEDLAB_PAGER="head -1").strip()


@pytest.mark.parametrize("columns", [80, 120])
def test_whatever_is_shown_fits_the_terminal(demo_ledger, columns):
    ledger = ["--ledger", demo_ledger]
    listed = pedlab("runs", "demo", *ledger, "--where", "motion = 'ped' and dataset = 'digits8'", "--columns", "run")
    runs = listed.split()[2:5]
    for arguments in (
        ["table", "demo"], ["runs", "demo", "--limit", "5"], ["show", runs[0]], ["compare", *runs[:2]],
        ["statistics", "demo", "--part", "pairs"],
    ):  # fmt: skip
        shown = shown_on_terminal([*arguments, *ledger], rows=1000, columns=columns, NO_COLOR="1")
        lines = shown.replace("\r\n", "\n").split("\n")
        rules = [line for line in lines if line.startswith("--")]
        assert rules and max(map(len, rules)) <= columns, (arguments, max(rules, key=len))
