"""A real Slurm on this machine, and a sweep that it computes, for the tests of executors."""

import json
import os
import subprocess
import time
from pathlib import Path

import pytest

from conftest import PEDLAB, ROOT
from ledgers import exports, ok, run

CLUSTER = ROOT / "Tests/Slurm/cluster"
# 8 models on 4 datasets: 32 pairs, with 2 metrics of 5 settings each.
PLAN = """\
experiment: array
store: store.h5
metrics: [logme, etran]
ped:
  step_size: [0.05, 0.1]
  iterations: [2, 4]
"""
STORE = (
    "store synthesize --out store.h5 --models 8 --datasets 4 --rows 120 --dimensions 16 "
    "--classes 4 --reference-rows 60 --seed 5"
)
# Half a second or more for each of 6 pairs, of which SLOW makes three: what disturbs them must come before they end.
LONG_PLAN = """\
experiment: array
store: store.h5
metrics: [logme, nleep]
metric_options: {nleep: {seed: [%s]}}
ped:
  step_size: [0.1, 0.2]
  iterations: [2, 6]
""" % ", ".join(map(str, range(10)))
LONG_STORE = (
    "store synthesize --out store.h5 --models 3 --datasets 2 --rows 600 --dimensions 48 "
    "--classes 12 --reference-rows 100 --seed 5"
)
# A template whose tasks compute for some of the time only: they last without keeping a core from other tests.
SLOW = """\
#!/bin/bash
{command} &
worker=$!
trap 'kill -TERM $worker; kill -CONT $worker; wait $worker; exit $?' TERM
if [ "$1" != merge ]; then
  while kill -STOP $worker; do sleep %(rest)s & wait $!; kill -CONT $worker; sleep %(work)s & wait $!; done
fi 2>/dev/null
wait $worker
"""


class Cluster:
    """Slurm's commands."""

    def __init__(self, folder):
        self.folder = folder
        configuration = f"{folder}/slurm.conf"
        self.environment = {
            **os.environ, "SLURM_CONF": configuration, "PEDLAB_PUBLISH_SECONDS": "0.2"}

    def say(self, *command):
        return subprocess.run(
            list(map(str, command)), capture_output=True, text=True, env=self.environment)

    def states(self):
        """Of each element and job that is not forgotten: (name, state)."""
        lines = self.say("squeue", "-h", "-r", "-t", "all", "-o", "%i %T").stdout.split("\n")
        return [tuple(line.split()) for line in lines if line]

    def alive(self):
        return [name for name, state in self.states() if state in ("PENDING", "RUNNING", "COMPLETING")]

    def wait(self, seconds=60):
        """Until nothing waits or runs."""
        until(lambda: not self.alive(), seconds, self.states)

    def restart(self):
        subprocess.run([CLUSTER, "restart", self.folder], check=True, capture_output=True)


def until(condition, seconds, explain=lambda: ""):
    # Asked less and less often: a question to Slurm takes as much of the processor as a small task.
    end, pause = time.monotonic() + seconds, 0.05
    while time.monotonic() < end:
        if value := condition():
            return value
        time.sleep(pause)
        pause = min(1.3 * pause, 0.5)
    raise AssertionError(f"not within {seconds} s: {explain()}")


def bring_up(folder, **environment):
    done = subprocess.run(
        [CLUSTER, "up", folder], capture_output=True, text=True, env={**os.environ, **environment})
    if done.returncode == 77:
        pytest.skip(done.stderr.strip())
    assert done.returncode == 0, done.stderr
    return Cluster(folder)


def bring_down(cluster):
    subprocess.run([CLUSTER, "down", cluster.folder], capture_output=True)


class Sweep:
    """A folder with a store, a plan, the exports of a local sweep, and a ledger for Slurm."""

    def __init__(self, folder, cluster, plan=PLAN, store=STORE):
        self.folder, self.cluster = folder, cluster
        self.ledger = folder / "ledger.sqlite"
        ok(*store.split(), cwd=folder)
        self.write(plan)
        ok("run", "plan.yaml", "--ledger", "local.sqlite", cwd=folder)
        self.expected = exports(folder, "local.sqlite", "array")

    def write(self, plan):
        (self.folder / "plan.yaml").write_text(plan)

    def begin(self):
        """A fresh ledger."""
        for path in [*self.folder.glob("ledger.sqlite*"), *self.folder.glob("jobs")]:
            subprocess.run(["rm", "-rf", path])
        return self

    def pedlab(self, *arguments, code=0):
        done = run(*arguments, "--ledger", self.ledger, cwd=self.folder, env=self.cluster.environment)
        assert done.returncode == code, (done.returncode, done.stdout, done.stderr)
        return done

    def submit(self, *options, code=0):
        return self.pedlab("run", "plan.yaml", "--executor", "slurm", *options, code=code)

    def submit_slowly(self, *options, work=0.1, rest=0.5):
        """Of each `work` + `rest` seconds a task computes for `work`."""
        template = self.folder / "slow.sh"
        template.write_text(SLOW % {"work": work, "rest": rest})
        return self.submit("--template", template, *options)

    def status(self):
        done = run("status", "array", "--json", "--tasks", "--ledger", self.ledger, cwd=self.folder,
                   env=self.cluster.environment)  # fmt: skip
        return json.loads(done.stdout)

    def job(self, number=1):
        return self.folder / f"jobs/array-{number}"

    def queue(self, number=1):
        return json.loads((self.job(number) / "queue.json").read_text())

    def is_whole(self):
        """Nothing is missing, nothing is there twice, and all of it is what a local sweep gives."""
        assert self.status()["done"], self.status()
        found = exports(self.folder, self.ledger, "array")
        for name, rows in self.expected.items():
            assert found[name] == rows, name
        self.pedlab("doctor")
        return True
