"""A ledger of the demo's plan, computed once, for the tests that read exports."""

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PEDLAB = os.environ.get("PEDLAB", str(ROOT / ".build/release/pedlab"))


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory):
    """No test reads or fills the user's cache of statistics."""
    os.environ["PEDLAB_CACHE"] = str(tmp_path_factory.mktemp("cache"))


def pedlab(*arguments):
    return subprocess.run(
        [PEDLAB, *map(str, arguments)], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout


@pytest.fixture(scope="session")
def demo_ledger(tmp_path_factory):
    if subprocess.run([PEDLAB, "help", "run"], capture_output=True).returncode:
        pytest.skip("this pedlab has no command 'run' to make a ledger with")
    path = tmp_path_factory.mktemp("ledger") / "demo.sqlite"
    pedlab("run", ROOT / "Experiments/demo/plan.yaml", "--ledger", path)
    return path


@pytest.fixture(scope="session")
def demo_csv(demo_ledger, tmp_path_factory):
    folder = tmp_path_factory.mktemp("csv")
    pedlab("export", "csv", "demo", "--ledger", demo_ledger, "--out", folder)
    return folder


def split_mix(seed):
    """SplitMix64, as pedlab draws its resamples."""
    mask = 2**64 - 1
    state = seed
    while True:
        state = (state + 0x9E3779B97F4A7C15) & mask
        word = state
        word = ((word ^ (word >> 30)) * 0xBF58476D1CE4E5B9) & mask
        word = ((word ^ (word >> 27)) * 0x94D049BB133111EB) & mask
        yield word ^ (word >> 31)
