"""Finding and running the program."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from .errors import PedlabError

PACKAGED = Path(__file__).parent / "program_files" / "pedlab"


def find():
    """The path of the program: what PEDLAB names, the one in this package, or the one on the PATH."""
    named = os.environ.get("PEDLAB")
    if named:
        if not os.access(named, os.X_OK):
            raise PedlabError(f"PEDLAB names {named}, which is not a program that can be run.")
        return named
    if PACKAGED.exists():
        return str(PACKAGED)
    return _on_path()


def _on_path():
    own = Path(sys.argv[0]).resolve()
    for folder in os.get_exec_path():
        found = shutil.which("pedlab", path=folder)
        # The command of this package only starts the program: it would start itself.
        if found and Path(found).resolve() != own and not _is_script(found):
            return found
    raise PedlabError(
        "There is no program pedlab here: this installation has none, and none is on the PATH. "
        "Install a wheel that Scripts/wheel builds, or set PEDLAB to a program that was built."
    )


def _is_script(path):
    with open(path, "rb") as file:
        return file.read(2) == b"#!"


def run(*arguments):
    """What the program prints; PedlabError with its message if it does not end with 0.

    Remarks of the program go to standard error.
    """
    command = [find(), *map(str, arguments)]
    result = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    if result.returncode == 0:
        sys.stderr.write(result.stderr)
        return result.stdout
    lines = result.stderr.strip().splitlines()
    sys.stderr.writelines(f"{line}\n" for line in lines if line.startswith("note: "))
    reasons = [line.removeprefix("pedlab: ") for line in lines if not line.startswith("note: ")]
    raise PedlabError("\n".join(reasons) or f"pedlab {command[1]} ended with {result.returncode}.")


def main():
    """The command `pedlab`: becomes the program."""
    try:
        program = find()
    except PedlabError as error:
        print(f"pedlab: {error}", file=sys.stderr)
        sys.exit(3)
    os.execv(program, ["pedlab", *sys.argv[1:]])
