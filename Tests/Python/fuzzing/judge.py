"""Runs pedlab, and says what is wrong with how it ended."""

import os
import signal
import subprocess
import tempfile
import time

SECONDS = 10
MEGABYTES = 1500


def run(program, arguments, folder, seconds=SECONDS):
    """(returncode, seconds, megabytes, stderr, whether it wrote to standard output); returncode None:
    it did not end in time."""
    environment = dict(os.environ, PEDLAB_LEDGER=os.path.join(folder, "none.sqlite"))
    with tempfile.TemporaryFile() as errors, tempfile.TemporaryFile() as output:
        start = time.monotonic()
        process = subprocess.Popen(
            [program, *map(str, arguments)], cwd=folder, stdin=subprocess.DEVNULL,
            stdout=output, stderr=errors, env=environment)
        code, used = wait(process, start + seconds)
        errors.seek(0)
        text = errors.read(100_000).decode("utf-8", "replace")
        spoke = os.fstat(output.fileno()).st_size > 0
    return code, time.monotonic() - start, used, text, spoke


def wait(process, deadline):
    while time.monotonic() < deadline:
        pid, status, usage = os.wait4(process.pid, os.WNOHANG)
        if pid:
            process.returncode = os.waitstatus_to_exitcode(status)
            return process.returncode, usage.ru_maxrss / 1024
        time.sleep(0.002)
    # Not send_signal, which would wait for a process that has just ended.
    os.kill(process.pid, signal.SIGKILL)
    _, _, usage = os.wait4(process.pid, 0)
    process.returncode = -9
    return None, usage.ru_maxrss / 1024


def complaint(outcome, seconds=SECONDS, megabytes=MEGABYTES):
    """What is wrong; None: nothing."""
    code, _, used, text, spoke = outcome
    if code is None:
        return f"did not end within {seconds} s"
    if code < 0:
        return f"ended by signal {signal.Signals(-code).name}"
    if code not in (0, 1, 2, 3):
        return f"exit code {code}"
    if used > megabytes:
        return f"took {used:.0f} MB"
    if code and not text.strip() and not spoke:
        return f"exit code {code} without a word"
    for bad in ("Fatal error", "Swift/", "DecodingError", "HDF5-DIAG", "infinite loop closing"):
        if bad in text:
            return f"said {bad!r}"
    if any(ord(c) < 32 and c not in "\n\t\r" for c in text):
        return "wrote control characters to the terminal"
    return None
