"""Many commands in one process: Tests/PedlabTests/ManyCommandsTests.swift, as the tests' binary has it."""

import json
import os
import resource
import signal
import subprocess
import tempfile
import time

from . import judge

GIGABYTES = 6
# A process that waits, which uses no time of the processor, is told from one that a busy machine does not let run.
WAITING_SECONDS = 600


class Driver:
    """`binary` is .build/release/pedlabPackageTests.xctest. libhdf5 reads in that very process."""

    def __init__(self, binary):
        self.binary = os.path.abspath(binary)

    def outcomes(self, commands, folder):
        """An outcome of ``judge`` for each. A process that ends too early is begun again behind the command
        that ended it."""
        found = []
        while len(found) < len(commands):
            found += self.part(commands[len(found) :], folder)
        return found

    def part(self, commands, folder):
        with tempfile.TemporaryDirectory(prefix="pedlab-driver-") as own:
            lines, outcomes = f"{own}/commands", f"{own}/outcomes"
            with open(lines, "w") as file:
                file.writelines(json.dumps(command) + "\n" for command in commands)
            process = subprocess.Popen(
                [self.binary, "--testing-library", "swift-testing", "--filter", "ManyCommandsTests"],
                cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL, preexec_fn=limited,
                env={**os.environ, "PEDLAB_COMMANDS": lines, "PEDLAB_OUTCOMES": outcomes,
                     # No git for each plan.
                     "PATH": "/nowhere", "PEDLAB_LEDGER": os.path.join(folder, "none.sqlite"),
                     "PEDLAB_CACHE": f"{own}/cache"})
            code = self.waited(process, outcomes)
            return read(outcomes, code, len(commands))

    @staticmethod
    def waited(process, outcomes):
        """The exit code; None: one command took too long, by the processor's time or by far by the clock."""
        size, since, used = -1, time.monotonic(), 0
        while process.poll() is None:
            time.sleep(0.05)
            now = os.path.getsize(outcomes) if os.path.exists(outcomes) else 0
            processor = processor_seconds(process)
            if now != size:
                size, since, used = now, time.monotonic(), processor
            elif processor > used + 3 * judge.SECONDS or time.monotonic() > since + WAITING_SECONDS:
                process.send_signal(signal.SIGKILL)
                process.wait()
                return None
        return process.returncode


def processor_seconds(process):
    """What a process has used that has not been waited for."""
    with open(f"/proc/{process.pid}/stat") as file:
        user, system = file.read().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def limited():
    resource.setrlimit(resource.RLIMIT_AS, (GIGABYTES << 30, GIGABYTES << 30))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def read(outcomes, code, count):
    """What the file says; the command that has begun and not ended has the exit code of the process."""
    found = []
    for line in written(outcomes).split("\n"):
        fields = line.split(" ", 4)
        if len(fields) < 5:
            break
        _, status, seconds, spoke, text = fields
        slow = float(seconds) > judge.SECONDS
        found.append((None if slow else int(status), float(seconds), 0, json.loads(text), spoke == "1"))
    if len(found) < count:
        if code == 0:
            raise RuntimeError("the driver ended before its commands did")
        found.append((code, 0, 0, "", False))
    return found


def written(outcomes):
    """A process that ended as it began has written nothing."""
    if not os.path.exists(outcomes):
        return ""
    with open(outcomes) as file:
        return file.read()
