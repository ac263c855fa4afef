"""A ledger of the demo's plan, computed once, for the tests that read exports."""

import gc
import os
import subprocess
from pathlib import Path

import pytest

# Threads of NumPy's and SciPy's OpenBLAS wait for each other in loops, which on a machine with other work take ten
# times as long as one thread. What the tests start is not told so.
os.environ["OPENBLAS_NUM_THREADS"], THREADS = "1", os.environ.get("OPENBLAS_NUM_THREADS")
import numpy as np  # noqa: E402
import scipy.linalg  # noqa: E402, F401

del os.environ["OPENBLAS_NUM_THREADS"]
if THREADS is not None:
    os.environ["OPENBLAS_NUM_THREADS"] = THREADS

import h5py  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
PEDLAB = os.environ.get("PEDLAB", str(ROOT / ".build/release/pedlab"))


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory):
    """No test reads or fills the user's cache of statistics."""
    os.environ["PEDLAB_CACHE"] = str(tmp_path_factory.mktemp("cache"))


# What takes longest, with its processes and waits: begun first, or one worker is at it when the others have
# nothing left. test_slurm and test_mlflow_server wait more than they compute.
LONGEST = [
    "test_slurm", "test_figures", "test_ledger_sharing", "test_results", "test_mlflow_server", "test_wheel",
    "test_browser", "test_fuzz", "test_toys", "test_conformance",
]


def pytest_collection_modifyitems(items):
    """In the order of LONGEST, then of names; needs --no-loadscope-reorder of xdist."""
    order = {name: number for number, name in enumerate(LONGEST)}
    items.sort(key=lambda item: order.get(item.path.stem, len(LONGEST)))


def pytest_collection_finish():
    """Of what collecting the tests leaves nothing becomes garbage: the collector need not walk over it each time."""
    gc.collect()
    gc.freeze()


HOSTILE = "<img src=x onerror=alert(1)>\"'&"


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


@pytest.fixture(scope="session")
def demo_site(demo_ledger, tmp_path_factory):
    """The pages of `pedlab ui` as files, and what the command said."""
    site = tmp_path_factory.mktemp("site") / "pages"
    done = subprocess.run(
        [PEDLAB, "ui", "--ledger", demo_ledger, "--export", site, "--experiment", "demo"],
        capture_output=True, text=True, check=True,
    )
    return site, done


@pytest.fixture(scope="session")
def hostile_ledger(tmp_path_factory):
    """Of a store whose names are markup, paths, other directions and very long."""
    folder = tmp_path_factory.mktemp("hostile")
    store = folder / "store.h5"
    generator = np.random.default_rng(3)
    names = [HOSTILE.replace("/", ""), "..", "\u202egnp.exe", "m" * 10_000]
    with h5py.File(store, "w") as file:
        file.attrs["format"] = "feature-store"
        file.attrs["version"] = 1
        file["datasets/d<b>/labels"] = np.repeat([0, 1, 2], 20)
        for name in names:
            file[f"models/m{name}/features/d<b>"] = generator.normal(size=(60, 5))
    truth = folder / "truth.csv"
    lines = [f'"m{name}","d<b>",{0.5 + 0.1 * i}'.replace('"\'&"', '""\'&"')
             for i, name in enumerate(names)]
    truth.write_text("model,dataset,accuracy\n" + "\n".join(lines) + "\n")
    plan = folder / "plan.yaml"
    plan.write_text(
        "experiment: hostile\nstore: store.h5\nground_truth: truth.csv\n"
        "metrics: [logme]\nmotion: [none]\n")
    done = subprocess.run([PEDLAB, "run", plan, "--ledger", folder / "l.sqlite"],
                          capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return folder / "l.sqlite"


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
