"""What a terminal gets and a pipe does not: ink, and a pager for long text."""

import fcntl
import os
import pty
import struct
import subprocess
import termios

import pytest

from conftest import PEDLAB, pedlab


def on_terminal(arguments, rows=50, columns=160, **variables):
    """The output of pedlab with a terminal of that size as its standard output."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    environment = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "PAGER", "PEDLAB_PAGER", "COLUMNS")}
    process = subprocess.Popen([PEDLAB, *map(str, arguments)], stdout=slave, stderr=subprocess.DEVNULL,
                               env={**environment, "TERM": "xterm", **variables})
    os.close(slave)
    output = b""
    while True:
        try:
            part = os.read(master, 65536)
        except OSError:
            break
        if not part:
            break
        output += part
    os.close(master)
    assert process.wait() == 0
    return output.decode()


@pytest.fixture
def table(demo_ledger):
    return ["table", "demo", "--ledger", demo_ledger]


def test_ink_on_a_terminal_alone(table):
    shown = on_terminal(table)
    assert "\x1b[1m0.585*\x1b[0m" in shown and "\x1b[1mmethod" in shown
    plain = pedlab(*table)
    assert "\x1b" not in plain
    for variables in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        assert "\x1b" not in on_terminal(table, **variables)


def test_long_text_goes_through_the_pager(table):
    paged = {"PEDLAB_PAGER": "sed s/^/paged:/", "PAGER": "cat"}
    assert on_terminal(table, rows=8, **paged).startswith("paged:")
    assert "paged:" not in on_terminal(table, rows=60, **paged)
    for none in ("", "cat", "no-such-program-anywhere"):
        assert "0.585*" in on_terminal(table, rows=8, PEDLAB_PAGER=none)
    # Who leaves the pager before the end has seen enough.
    assert on_terminal(["runs", "demo", *table[2:]], rows=8, PEDLAB_PAGER="head -1").strip()
