"""What a process may use, with the limits that the kernel really sets: affinity, control groups, and a clock
that another program has moved."""

import contextlib
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import PEDLAB, pedlab

GROUPS = Path("/sys/fs/cgroup")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("limits")
    pedlab(*"store synthesize --models 2 --datasets 1 --rows 200 --dimensions 16 --classes 4 --out".split(),
           folder / "store.h5")  # fmt: skip
    (folder / "plan.yaml").write_text("experiment: small\nstore: store.h5\nmetrics: [logme]\n")
    return folder


def forecast(folder, before=(), inside=None, environment=None):
    """What `run --dry-run` says, started through another program or inside of a control group."""
    done = subprocess.run(
        [*before, PEDLAB, "run", "plan.yaml", "--dry-run"], cwd=folder, capture_output=True, text=True,
        env=os.environ | (environment or {}),
        preexec_fn=inside and (lambda: inside.write_text(str(os.getpid()))))  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


@contextlib.contextmanager
def group(controller, **values):
    """A control group below this process's own, of version 1."""
    lines = Path("/proc/self/cgroup").read_text().splitlines()
    own = next((line.split(":", 2)[2] for line in lines if controller in line.split(":")[1].split(",")), None)
    place = GROUPS / controller / (own or "/").strip("/") / f"pedlab-test-{os.getpid()}"
    try:
        assert own is not None
        place.mkdir()
        for name, value in values.items():
            (place / f"{controller}.{name}").write_text(str(value))
    except (OSError, AssertionError) as error:
        with contextlib.suppress(OSError):
            place.rmdir()
        pytest.skip(f"control groups of version 1 cannot be made here: {error}")
    try:
        yield place / "cgroup.procs"
    finally:
        place.rmdir()


@pytest.mark.skipif(shutil.which("taskset") is None or len(os.sched_getaffinity(0)) < 2,
                    reason="there is no taskset, or one core only")
def test_affinity_is_the_number_of_threads(folder):
    cores = sorted(os.sched_getaffinity(0))
    assert "on one thread" in forecast(folder, ["taskset", "-c", str(cores[0])])
    assert "on 2 threads" in forecast(folder, ["taskset", "-c", f"{cores[0]},{cores[1]}"])
    assert "on 3 threads" in forecast(
        folder, ["taskset", "-c", str(cores[0])], environment={"PEDLAB_WORKERS": "3"})


def test_a_quota_of_cpu_time_is_the_number_of_threads(folder):
    with group("cpu", cfs_period_us=100_000, cfs_quota_us=100_000) as group_of_one:
        assert "on one thread" in forecast(folder, inside=group_of_one)


def test_a_limit_of_memory_is_half_planned_for(folder):
    with group("memory", limit_in_bytes=80 << 20) as small:
        said = forecast(folder, inside=small)
        assert re.search(
            r"This process may use 84 MB, and a sweep plans for half of that: model\d+ on dataset\d+ alone needs "
            r"up to \d+ MB", said), said


@pytest.mark.skipif(shutil.which("faketime") is None, reason="there is no faketime")
def test_a_clock_that_is_three_hours_behind_changes_nothing_that_is_shown(folder, tmp_path):
    """The second state of the plan is submitted at a time before the first; it is current all the same."""
    ledger = tmp_path / "l.sqlite"
    run = [PEDLAB, "run", "plan.yaml", "--ledger", ledger]
    subprocess.run(run, cwd=folder, check=True, capture_output=True)
    subprocess.run(["faketime", "-f", "-3h", *run, "--set", "ped.step_size=0.2"], cwd=folder, check=True,
                   capture_output=True)  # fmt: skip
    shown = pedlab("runs", "small", "--where", "motion = 'ped'", "--json", "--ledger", ledger)
    assert re.findall(r'"step_size" ?: ([\d.]+)', shown) == ["0.2"]


@pytest.mark.skipif(os.uname().machine != "x86_64", reason="these are kernels for x86-64")
@pytest.mark.parametrize("name", ["Prescott", "Nehalem"])
def test_kernels_that_the_user_names_are_taken(name):
    """Without that, those for what the processor offers: BLASLibraryTests."""
    done = subprocess.run(
        [PEDLAB, "--version"], env=os.environ | {"OPENBLAS_CORETYPE": name}, capture_output=True, text=True)
    assert f"\nBLAS kernels {name}\n" in done.stdout
