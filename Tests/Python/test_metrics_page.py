"""Documentation/metrics.md tells of each metric what the program tells."""

import os
import subprocess
import sys

from conftest import ROOT


def test_the_page_is_what_the_script_writes():
    command = [sys.executable, ROOT / "Scripts/metrics-table", "--check"]
    if "PEDLAB" in os.environ:
        command += ["--pedlab", os.environ["PEDLAB"]]
    found = subprocess.run(command, capture_output=True, text=True)
    assert found.returncode == 0, found.stderr
