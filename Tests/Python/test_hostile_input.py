"""What strangers may send: servers, plans, notes, readers that go away."""

import http.server
import json
import os
import resource
import socket
import subprocess
import threading
import time

import h5py
import numpy as np
import pytest

from conftest import PEDLAB
from fuzzing import hdf5, judge
from fuzzing.campaign import small_ledger


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    folder = tmp_path_factory.mktemp("small")
    small_ledger(PEDLAB, folder)
    return folder / "ledger.sqlite"


# MARK: An MLflow server

API = "/api/2.0/mlflow/"


class Server:
    """A server on loopback that answers as `answer(path, body)` says: (status, headers, parts of a body)."""

    def __init__(self, answer):
        self.seen = seen = []

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                seen.append((self.path, self.headers.get("Authorization")))
                status, headers, parts = answer(self.path, json.loads(body or b"{}"))
                self.send_response(status)
                for header in headers.items():
                    self.send_header(*header)
                self.end_headers()
                try:
                    for part in parts:
                        self.wfile.write(part)
                except OSError:
                    pass

            do_POST = do_GET

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()


def export(ledger, address, *options):
    return subprocess.run(
        [PEDLAB, "export", "mlflow", "fuzz", "--ledger", ledger, "--server", address, *options],
        capture_output=True, text=True, timeout=60,
        env={**os.environ, "MLFLOW_TRACKING_TOKEN": "secret-token", "NO_PROXY": "*"})


def ok(content):
    return 200, {}, [json.dumps(content).encode()]


def test_a_server_that_wants_another_password_does_not_hang(ledger):
    with Server(lambda *_: (401, {"WWW-Authenticate": 'Basic realm="x"'}, [])) as server:
        done = export(ledger, f"http://me:hidden@{server.address}/")
    assert done.returncode == 3
    assert "it answered 401 to experiments/create; set MLFLOW_TRACKING_USERNAME" in done.stderr
    assert "hidden" not in done.stderr + done.stdout and server.address in done.stderr


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_token_follows_no_redirect(ledger, status):
    with Server(lambda *_: ok({})) as other:
        place = f"http://you:word@{other.address}/x"
        with Server(lambda *_: (status, {"Location": place}, [])) as server:
            done = export(ledger, f"http://{server.address}")
        assert other.seen == []
    assert server.seen[0][1] == "Bearer secret-token"
    assert done.returncode == 3
    assert f"it redirects to http://{other.address}/x, which is not followed because a token" in done.stderr
    assert "word" not in done.stderr


def test_pages_without_an_end(ledger):
    pages = iter(range(10_000))

    def answer(path, _):
        if "get-by-name" in path:
            return ok({"experiment": {"experiment_id": "1"}})
        return ok({"runs": [], "next_page_token": str(next(pages) % 7)})

    with Server(answer) as server:
        done = export(ledger, f"http://{server.address}")
    assert done.returncode == 3 and "its list of runs does not end (8 pages)" in done.stderr, done.stderr


def test_an_answer_without_an_end(ledger):
    with Server(lambda *_: (200, {}, (bytes(1 << 20) for _ in range(200)))) as server:
        done = export(ledger, f"http://{server.address}")
    assert done.returncode == 3 and "is larger than 64 MB" in done.stderr, done.stderr


def nothing(connection):
    yield from ()


def a_byte_now_and_then(connection):
    yield b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n"
    while True:
        time.sleep(0.2)
        yield b"{"


def a_header_now_and_then(connection):
    yield b"HTTP/1.1 200 OK\r\n"
    while True:
        time.sleep(0.2)
        yield b"X: 1\r\n"


def headers_as_fast_as_they_go(connection):
    yield b"HTTP/1.1 200 OK\r\n"
    line = b"X-Some-Name: " + b"x" * 8000 + b"\r\n"
    while True:
        yield line


@pytest.mark.parametrize(
    "say", [nothing, a_byte_now_and_then, a_header_now_and_then, headers_as_fast_as_they_go],
    ids=lambda say: say.__name__)
def test_a_server_that_never_ends_its_answer(ledger, say):
    """Each request has a limit of its own, 120 s unless --timeout says otherwise."""
    ended = threading.Event()

    def serve(listener):
        connection, _ = listener.accept()
        with connection:
            connection.recv(1 << 16)
            try:
                for part in say(connection):
                    connection.sendall(part)
                ended.wait(30)
            except OSError:
                pass

    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=serve, args=[listener], daemon=True).start()
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        began = time.monotonic()
        done = export(ledger, f"http://127.0.0.1:{listener.getsockname()[1]}", "--timeout", "1")
        ended.set()
    assert done.returncode == 3 and "127.0.0.1" in done.stderr, done.stderr
    if say is not headers_as_fast_as_they_go:
        assert "no whole answer to" in done.stderr and "within 1 s" in done.stderr
    assert time.monotonic() - began < 10
    # In kB; nothing that a server sends is gathered without a limit. A child begins as large as this process.
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert max(before, own, 400_000) >= resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b'{"experiment": 7}', b"\xff\xfe", b"[" * 100_000])
def test_a_server_of_something_else(ledger, body):
    with Server(lambda *_: (200, {}, [body])) as server:
        done = export(ledger, f"http://{server.address}")
    assert done.returncode == 3 and "is it a tracking server?" in done.stderr, done.stderr


def test_a_password_in_an_address_is_not_printed(ledger):
    def answer(path, body):
        if "get-by-name" in path:
            return ok({"experiment": {"experiment_id": "1"}})
        return ok({"run": {"info": {"run_id": "r"}}})

    with Server(answer) as server:
        done = export(ledger, f"http://me:hidden@{server.address}")
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"http://{server.address}\n" and "hidden" not in done.stderr


# MARK: Plans

BASE = "experiment: e\nstore: s.h5\nmodels: [m, n]\ndatasets: [d]\nmissing: skip\n"
PLANS = {
    "aliases": (BASE + "metrics: &a [logme]\nmotion: *a\n", "line 6: motion is \"logme\""),
    "an alias of itself": (BASE + "metrics: &a [*a]\n", "line"),
    "deep": (BASE + "metrics: " + "[" * 5000 + "]" * 5000 + "\n", "line"),
    "a key twice": (BASE + "metrics: [logme]\nmetrics: [gbc]\n", "the key metrics is written twice"),
    "tabs": (BASE + "metrics:\n\t- logme\n", "line"),
    "1e400": (BASE + "metrics: [logme]\nped: {step_size: [1e400]}\n", "line"),
    "not a number": (BASE + "metrics: [logme]\nped: {step_size: [.nan]}\n", "line"),
    "a grid of 10^9": (BASE + "metrics: [logme]\nmotion: [ped]\nped:\n" + "".join(
        f"  {name}: {{linspace: [0.1, 1, 1000]}}\n" for name in ("step_size", "force_constant", "radius_scale")),
        "1000000000 settings; more than 100000 are run only with --yes"),
    "a list of 10^9": (BASE + "metrics: [logme]\nped: {step_size: {linspace: [0, 1, 1000000000]}}\n", "step_size"),
    "a program": (BASE + "metrics: !!python/object:os.system [ls]\n", ""),
    "two documents": (BASE + "metrics: [logme]\n---\nstore: other.h5\n", ""),
    "bytes": (b"\xff\xfe\x00", "UTF-8"),
    "nothing": ("", ""),
}


@pytest.mark.parametrize("name", PLANS)
def test_a_plan_of_a_stranger(name, tmp_path):
    text, sentence = PLANS[name]
    (tmp_path / "s.h5").write_bytes(hdf5.store({}, "earliest"))
    (tmp_path / "plan.yaml").write_bytes(text if isinstance(text, bytes) else text.encode())
    outcome = judge.run(PEDLAB, ["run", "plan.yaml", "--dry-run"], tmp_path)
    assert judge.complaint(outcome) is None, outcome
    assert outcome[0] in (2, 3) and sentence in outcome[3], outcome


def test_line_ends_and_marks_of_other_systems_are_no_matter(tmp_path):
    (tmp_path / "s.h5").write_bytes(hdf5.store({}, "earliest"))
    said = set()
    for mark, end in (("", "\n"), ("\ufeff", "\r\n")):
        text = mark + (BASE + "metrics: [logme]\nmotion: [none]\n").replace("\n", end)
        (tmp_path / "plan.yaml").write_bytes(text.encode())
        code, *_, errors, _ = judge.run(PEDLAB, ["run", "plan.yaml", "--dry-run"], tmp_path)
        said.add((code, errors))
    assert len(said) == 1 and said.pop()[0] == 0


# MARK: Sizes that files claim


@pytest.mark.parametrize("what", ["features", "labels", "attribute", "chunks"])
def test_sizes_of_ten_to_the_eighteen(what, tmp_path):
    with h5py.File(tmp_path / "s.h5", "w", libver="latest") as f:
        f.attrs.update(format="feature-store", version=1)
        rows = 10**18 if what in ("features", "labels") else 24
        f.create_dataset(
            "/datasets/d/labels", (rows,), "i4", **({"chunks": (1000,)} if what == "labels" else {}))
        options = {"chunks": (1 << 28, 3)} if what == "chunks" else {"chunks": (1000, 3)} if rows > 24 else {}
        f.create_dataset("/models/m/features/d", (max(rows, (1 << 28) if what == "chunks" else rows), 3), "f4", **options)
        if what == "attribute":
            f["/datasets/d/labels"].attrs["class_names"] = np.zeros(40_000_000, "S5")
            f["/models/m/features/d"][...] = np.ones((24, 3))
            f["/datasets/d/labels"][...] = np.arange(24) % 2
    for command in (["store", "check", "s.h5"], ["score", "s.h5", "--metric", "ncm", "--no-cache"]):
        outcome = judge.run(PEDLAB, command, tmp_path)
        assert judge.complaint(outcome) is None, outcome
        assert outcome[0] == (0 if what == "attribute" and command[0] == "score" else 3), outcome


# MARK: Notes, and readers that go away


def test_a_note_of_a_megabyte(ledger, tmp_path):
    """Written, read, listed, exported and shown on a page; escapes in it reach no terminal."""
    path = tmp_path / "l.sqlite"
    path.write_bytes(ledger.read_bytes())

    def ask(*command):
        done = subprocess.run([PEDLAB, *command, "--ledger", path], capture_output=True, text=True, cwd=tmp_path)
        assert done.returncode == 0, done.stderr[:2000]
        return done.stdout

    run = json.loads(ask("runs", "--json"))[0]["run"]
    note = ("\x1b[2J=1+1<script> " * 8000)[:120_000]
    ask("note", run, note)
    assert json.loads(ask("show", run, "--json"))["note"] == note
    # Longer ones than a command line takes come with ledgers of others.
    subprocess.run(
        ["python3", "-c", f"""
import sqlite3
with sqlite3.connect({str(path)!r}) as db:
    db.execute("UPDATE runs SET note = ? WHERE note IS NOT NULL", ("\\x1b]0;x\\x07<script>alert(1)</script>" * 40000,))
"""], check=True)
    long = json.loads(ask("show", run, "--json"))["note"]
    assert len(long) > 1_000_000
    for command in (["runs"], ["runs", "--csv"], ["show", run], ["doctor"], ["table", "fuzz"],
                    ["export", "csv", "fuzz", "--out", "csv"], ["export", "mlflow", "fuzz", "--out", "m.db"],
                    ["report", "fuzz", "--out", "report"], ["ui", "--export", "pages", "--experiment", "fuzz"]):
        ask(*command)
    for page in [*tmp_path.glob("pages/**/*.html"), tmp_path / "report/report.html"]:
        assert "<script>alert(1)" not in page.read_text()


READERS = [
    ["runs"], ["runs", "--csv"], ["runs", "--json"], ["status"], ["doctor"], ["table", "fuzz"], ["statistics", "fuzz"],
    ["query", "--csv", "--sql", "SELECT * FROM scores"], ["metrics"], ["truth", "list"], ["--help"],
    ["store", "inspect", "s.h5"], ["store", "check", "s.h5"], ["score", "s.h5", "--no-cache"],
    ["rank", "s.h5", "--dataset", "d", "--no-cache"], ["--generate-completion-script", "bash"],
]


@pytest.mark.parametrize("command", READERS, ids=" ".join)
def test_a_reader_that_goes_away(command, ledger, tmp_path):
    """`| head`: no signal, no trace of a crash, and a code that is none of success where the output was cut off."""
    (tmp_path / "s.h5").write_bytes(hdf5.store({}, "earliest"))
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [PEDLAB, *command], cwd=tmp_path, stdout=writer, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "PEDLAB_LEDGER": str(ledger)}, timeout=30)
    os.close(writer)
    assert done.returncode in (3, 141), (done.returncode, done.stderr)
    assert "Fatal" not in done.stderr and len(done.stderr.splitlines()) < 60
