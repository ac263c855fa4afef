"""A terminal for pedlab to write to."""

import fcntl
import os
import pty
import struct
import subprocess
import termios

from conftest import PEDLAB


def on_terminal(arguments, stream, environment, rows=24, columns=160, cwd=None):
    """What a terminal of that size gets as pedlab's `stream`, "stdout" or "stderr"; the other is dropped."""
    parent, child = pty.openpty()
    fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    streams = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, stream: child}
    process = subprocess.Popen([PEDLAB, *map(str, arguments)], cwd=cwd,
                               env=environment, **streams)  # fmt: skip
    os.close(child)
    data = b""
    while True:
        try:
            part = os.read(parent, 65536)
        except OSError:
            break
        if not part:
            break
        data += part
    os.close(parent)
    assert process.wait() == 0
    return data.decode()
