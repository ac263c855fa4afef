"""Results/published is what Experiments/published/reproduce writes."""

import subprocess

from conftest import PEDLAB, ROOT


def test_report_is_current(tmp_path):
    script = ROOT / "Experiments/published/reproduce"
    subprocess.run([script, "--out", tmp_path, "--pedlab", PEDLAB], check=True)
    for name in ["correlations.csv", "report.md"]:
        assert (tmp_path / name).read_text() == (ROOT / "Results/published" / name).read_text()


def test_what_follows_and_what_does_not(tmp_path):
    report = (ROOT / "Results/published/report.md").read_text()
    assert "| TransRate | 243 | 243 | 0 | 0 |" in report
    assert "DTD: column nce is a copy of logme" in report
    failed = [line for line in report.splitlines() if line.startswith("| TLLib | ")]
    # The summary line, and 7 of Aircraft, 8 of OxfordIIITPets, 2 of DTD.
    assert len(failed) == 18
