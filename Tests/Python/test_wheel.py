"""The wheel that Scripts/wheel makes, in a virtual environment and without Swift's libraries.

Scripts/try-bare tries it, and the Debian package, in a Debian 12 that has nothing else.
"""

import os
import shutil
import subprocess
import sys
import zipfile

import pytest

from conftest import PEDLAB, ROOT

GLIBC = ("libc.so", "libm.so", "libdl.so", "libpthread.so", "librt.so", "libresolv.so", "ld-linux",
         "linux-vdso")


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """The folder bin of an environment in which the wheel is installed."""
    if shutil.which("swiftc") is None or not (ROOT / ".build/release/pedlab.product").exists():
        pytest.skip("there is no Swift, or no build, to link the program of a wheel from")
    if shutil.which("patchelf") is None:
        pytest.skip("patchelf is not installed")
    folder = tmp_path_factory.mktemp("wheel")
    made = subprocess.run(
        [ROOT / "Scripts/wheel", folder], capture_output=True, text=True,
        env={**os.environ, "PEDLAB_BUILT": "1"})
    assert made.returncode == 0, made.stderr
    wheel = made.stdout.split()[-1]
    assert os.path.getsize(wheel) <= 40_000_000
    assert "-py3-none-manylinux_2_" in wheel
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder / "venv"], check=True)
    subprocess.run(
        [sys.executable, "-m", "pip", "--python", folder / "venv/bin/python", "install", "--quiet", "--no-index", wheel],
        check=True)
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert any("program_files/licenses/" in name for name in names)
    return folder / "venv/bin"


def run(installed, *arguments):
    """With nothing of this environment but the words of the command."""
    return subprocess.run(
        [installed / "pedlab", *map(str, arguments)], capture_output=True, text=True,
        env={"PATH": "/usr/bin:/bin", "HOME": str(installed)})


def test_the_command_of_a_wheel_computes(installed, demo_ledger):
    here = subprocess.run([PEDLAB, "--version"], capture_output=True, text=True).stdout
    assert run(installed, "--version").stdout.splitlines()[:2] == here.splitlines()[:2]
    hub = ROOT / "Experiments/data/hub.h5"
    a = run(installed, "score", hub, "--dataset", "digits8", "--metric", "logme,sfda", "--no-cache")
    b = subprocess.run(
        [PEDLAB, "score", hub, "--dataset", "digits8", "--metric", "logme,sfda", "--no-cache"],
        capture_output=True, text=True)
    assert a.returncode == 0, a.stderr
    for one, other in zip(a.stdout.splitlines()[1:], b.stdout.splitlines()[1:], strict=True):
        one, other = one.split(","), other.split(",")
        assert one[:4] == other[:4]
        assert float(one[4]) == pytest.approx(float(other[4]), rel=1e-9, abs=1e-9)
    table = run(installed, "table", "demo", "--ledger", demo_ledger)
    assert table.returncode == 0 and "LogME + PED" in table.stdout


def test_it_takes_nothing_from_the_system_but_glibc(installed):
    where = installed.parent / "lib"
    program = next(where.rglob("program_files/pedlab"))
    for path in [program, *sorted(program.parent.glob("lib/*"))]:
        found = subprocess.run(["ldd", path], capture_output=True, text=True, env={}).stdout
        for line in found.splitlines():
            name, _, place = line.strip().partition(" => ")
            assert "not found" not in line, f"{path}: {line}"
            if not os.path.basename(name).startswith(GLIBC):
                assert place.startswith(str(program.parent)), f"{path}: {line}"


def test_the_package_finds_its_own_program(installed):
    code = "import pedlab.program as p; print(p.find()); print(p.run('--version').split()[0])"
    result = subprocess.run(
        [installed / "python", "-c", code], capture_output=True, text=True,
        env={"PATH": "/usr/bin:/bin"})
    assert result.stdout.split()[0].endswith("program_files/pedlab"), result.stderr
    assert result.stdout.split()[1] == "pedlab"
