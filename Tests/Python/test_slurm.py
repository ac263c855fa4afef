"""Sweeps on a real Slurm: whatever becomes of tasks, nothing is lost and nothing is there twice."""

import json
import os
import random
import signal
import subprocess
import time

import pytest

from conftest import PEDLAB
from ledgers import query, run
from slurm import LONG_PLAN, LONG_STORE, PLAN, Sweep, bring_down, bring_up, until


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    cluster = bring_up(tmp_path_factory.mktemp("slurm"))
    yield cluster
    bring_down(cluster)


@pytest.fixture(scope="module")
def small(tmp_path_factory, cluster):
    return Sweep(tmp_path_factory.mktemp("small"), cluster)


@pytest.fixture(scope="module")
def long(tmp_path_factory, cluster):
    return Sweep(tmp_path_factory.mktemp("long"), cluster, LONG_PLAN, LONG_STORE)


@pytest.fixture
def sweep(small):
    """The small sweep with a fresh ledger."""
    yield small.begin()
    small.cluster.say("scancel", "-p", "all,urgent")
    small.cluster.wait()
    small.write(PLAN)


@pytest.fixture
def running(long):
    """The long one, with tasks that compute."""
    long.begin().submit_slowly("--tasks", 6)
    until(lambda: list(long.job().glob("ledgers/*.sqlite")), 60, long.cluster.states)
    yield long
    long.cluster.say("scancel", "-p", "all,urgent")
    long.cluster.wait()


def finish(sweep):
    """Runs the plan again until nothing is missing: once is enough if nothing is disturbed."""
    sweep.cluster.wait()
    sweep.submit("--wait")
    return sweep.is_whole()


def test_an_array_of_32_tasks_gives_what_a_local_sweep_gives(sweep):
    done = sweep.submit("--tasks", 32, "--max-running", 8, "--wait", "--json")
    report = json.loads(done.stdout)
    assert report["evaluations"]["submitted"] == 8 * 4 * 10
    assert report["split"]["tasks"] == 32 and report["split"]["pairs"] == 32
    assert sweep.is_whole()
    queue = sweep.queue()
    assert len(queue["arrays"]) == 1 and queue["arrays"][0]["count"] == 32
    nodes = {json.loads(path.read_text())["node"] for path in sweep.job().glob("progress/*.json")}
    assert nodes == {"n1", "n2", "n3", "n4"}
    # Once more: there is nothing to do, and nothing is submitted.
    again = sweep.submit()
    assert "nothing is to be submitted" in again.stderr
    assert not sweep.job(2).exists()
    merged = sweep.pedlab("merge", sweep.job())
    assert "0 evaluations added" in merged.stderr and "320 there already" in merged.stderr
    assert sweep.is_whole()


def test_the_array_is_throttled_and_divided_where_the_cluster_asks_for_it(sweep, tmp_path):
    # A cluster that allows 10 elements, as scontrol would say it.
    fake = tmp_path / "scontrol"
    fake.write_text("#!/bin/sh\necho 'MaxArraySize            = 10'\n")
    fake.chmod(0o755)
    environment = sweep.cluster.environment
    sweep.cluster.environment = {**environment, "PATH": f"{tmp_path}:{environment['PATH']}"}
    try:
        sweep.submit("--tasks", 25, "--max-running", 4)
    finally:
        sweep.cluster.environment = environment
    arrays = sweep.queue()["arrays"]
    assert [(array["first"], array["count"]) for array in arrays] == [(0, 10), (10, 10), (20, 5)]
    first = sweep.cluster.say("scontrol", "show", "job", arrays[0]["job"]).stdout
    assert "ArrayTaskThrottle=4" in first
    sweep.cluster.wait()
    assert sweep.is_whole()


def test_dry_run_shows_the_division_and_submits_nothing(sweep):
    done = sweep.submit("--tasks", 4, "--dry-run")
    assert "320 evaluations of 32 pairs of model and dataset in 4 tasks" in done.stdout
    assert "core hours" in done.stdout and "of features to read" in done.stdout
    assert not sweep.job().exists() and not sweep.ledger.exists()


def test_options_may_stand_in_the_plan(sweep):
    options = "executor: {slurm: {tasks: 3, max_running: 2, partition: urgent, time: 10, cpus: 2}}\n"
    sweep.write(PLAN + options)
    sweep.pedlab("run", "plan.yaml", "--wait")
    job = json.loads((sweep.job() / "job.json").read_text())
    assert job["tasks"] == 3 and job["options"]["partition"] == "urgent"
    text = sweep.cluster.say("scontrol", "show", "job", sweep.queue()["arrays"][0]["job"]).stdout
    assert "Partition=urgent" in text and "TimeLimit=00:10:00" in text and "CPUs/Task=2" in text
    assert sweep.is_whole()


def test_a_template_of_the_site_takes_the_place_of_the_script(sweep):
    template = sweep.folder / "site.sh"
    template.write_text("#!/bin/bash\n#SBATCH --comment=ours\nexport SITE=here\nexec {command}\n")
    sweep.submit("--template", template, "--tasks", 2, "--wait")
    comments = sweep.cluster.say("squeue", "-h", "-t", "all", "-o", "%F %k").stdout.split("\n")
    assert f"{sweep.queue()['arrays'][0]['job']} ours" in comments
    assert sweep.is_whole()
    template.write_text("#!/bin/bash\necho nothing\n")
    refused = sweep.submit("--template", template, code=3)
    assert "has no {command}, which stands for what pedlab runs" in refused.stderr


def test_a_task_that_fails_takes_no_other_with_it(sweep):
    # One task cannot begin: its script ends with 7.
    template = sweep.folder / "fails.sh"
    template.write_text('#!/bin/bash\n[ "$SLURM_ARRAY_TASK_ID" = 5 ] && exit 7\nexec {command}\n')
    failed = sweep.submit("--tasks", 32, "--template", template, "--wait", code=1)
    assert "10 evaluations are missing" in failed.stderr
    status = sweep.status()
    states = {task["task"]: task["state"] for task in status["jobs"][0]["tasks"]}
    assert (states[5]["phase"], states[5]["exit_code"]) == ("failed", 7)
    assert all(states[task]["phase"] == "completed" for task in states if task != 5)
    # What is missing, and nothing else, is submitted.
    report = json.loads(sweep.submit("--json", "--wait").stdout)
    assert report["evaluations"]["submitted"] == 10
    assert sweep.is_whole()


def test_one_element_can_be_put_back_into_the_queue(sweep):
    sweep.submit("--tasks", 8, "--wait")
    before = sorted(sweep.job().glob("ledgers/00003-*.sqlite"))
    array = sweep.queue()["arrays"][0]["job"]
    assert sweep.cluster.say("scontrol", "requeue", f"{array}_3").returncode == 0
    until(lambda: len(list(sweep.job().glob("ledgers/00003-*.sqlite"))) > len(before), 30)
    sweep.cluster.wait()
    assert sweep.status()["jobs"][0]["unmerged"] == 1
    assert "0 evaluations added" in sweep.pedlab("merge", sweep.job()).stderr
    assert sweep.status()["jobs"][0]["unmerged"] == 0
    assert sweep.is_whole()


def test_logs_and_status_name_tasks(sweep):
    sweep.submit("--tasks", 4, "--wait")
    assert "task 2 of array-1 on n" in sweep.pedlab("logs", "2").stdout
    assert "320 evaluations added" in sweep.pedlab("logs", "merge").stdout
    missing = sweep.pedlab("logs", "4", code=2)
    assert "array-1 has no task 4; its tasks are 0 to 3" in missing.stderr
    shown = sweep.pedlab("status", "array", "--tasks").stdout
    assert "4 tasks: 4 completed; 320 of 320 evaluations computed" in shown


def test_scancel_loses_nothing(running):
    running.pedlab("cancel", "array")
    running.cluster.wait()
    states = {task["state"]["word"] for task in running.status()["jobs"][0]["tasks"]}
    assert "CANCELLED" in states
    # The merge followed: what was computed is in the ledger.
    assert running.status()["evaluations"]["recorded"] > 0
    assert finish(running)


def test_a_node_that_goes_down(running):
    node = "n1"
    running.cluster.say("scontrol", "update", f"NodeName={node}", "State=DOWN", "Reason=test")
    try:
        until(lambda: any(task["state"]["restarts"] > 0 or task["state"]["phase"] == "pending"
                          for task in running.status()["jobs"][0]["tasks"]), 20,
              running.cluster.states)  # fmt: skip
    finally:
        running.cluster.say("scontrol", "update", f"NodeName={node}", "State=RESUME")
    assert finish(running)


def test_the_controller_is_started_anew(running):
    running.cluster.restart()
    assert finish(running)


def test_a_second_copy_of_a_task_runs_at_the_same_time(running):
    # As where Slurm does not hear of a node, puts its task back, and the old copy goes on.
    tasks = [task["task"] for task in running.status()["jobs"][0]["tasks"]][:2]
    copies = [subprocess.Popen([PEDLAB, "task", running.job(), str(task)], stderr=subprocess.DEVNULL)
              for task in tasks]  # fmt: skip
    assert [copy.wait() for copy in copies] == [0, 0]
    assert finish(running)
    assert len(list(running.job().glob("ledgers/00000-*.sqlite"))) >= 2


def test_preemption_puts_tasks_back(running):
    urgent = running.cluster.say(
        "sbatch", "--parsable", "-p", "urgent", "--exclusive", "-N", "4", "--output=/dev/null",
        "--wrap=sleep 1").stdout.strip()
    until(lambda: any(task["state"]["restarts"] > 0 or task["state"]["phase"] == "pending"
                      for task in running.status()["jobs"][0]["tasks"])
          or not running.cluster.alive(), 30, running.cluster.states)  # fmt: skip
    assert urgent
    assert finish(running)


def test_a_task_that_is_killed_for_memory(sweep):
    # Beside task 2 the script takes more than was granted: Slurm kills them both.
    template = sweep.folder / "hungry.sh"
    template.write_text(
        '#!/bin/bash\n[ "$SLURM_ARRAY_TASK_ID" = 2 ] && '
        'exec python3 -c "import time; a = bytearray(b\'1\') * 600_000_000; time.sleep(60)"\n'
        "exec {command}\n")
    killed = sweep.submit(
        "--tasks", 8, "--mem", "400M", "--template", template, "--wait", code=1)
    assert "40 evaluations are missing" in killed.stderr
    states = {task["task"]: task["state"] for task in sweep.status()["jobs"][0]["tasks"]}
    assert states[2]["phase"] == "failed"
    assert all(states[task]["phase"] == "completed" for task in states if task != 2)
    assert "exceeded memory limit" in sweep.pedlab("logs", "2").stdout
    assert finish(sweep)


def test_a_time_limit(long):
    # Two seconds of work that gets a seventieth of the time: the shortest limit of Slurm comes first, a minute.
    long.begin().submit_slowly("--tasks", 2, "--time", "1", work=0.03, rest=2)
    long.cluster.wait(150)
    tasks = long.status()["jobs"][0]["tasks"]
    assert {task["state"]["exit_code"] for task in tasks} == {130}
    assert "Stopping: what is computing is finished" in long.pedlab("logs", "0").stdout
    # What was computed has been left in the folder, and the merge took it.
    assert 0 < long.status()["evaluations"]["recorded"] < long.status()["evaluations"]["planned"]
    assert finish(long)


def test_the_merge_is_killed_and_repeated(sweep):
    sweep.submit("--tasks", 32)
    array = sweep.queue()["arrays"][0]["job"]
    sweep.cluster.say("scancel", sweep.queue()["merge"])
    sweep.cluster.wait()
    assert array and sweep.status()["evaluations"]["recorded"] == 0
    for delay in (0.02, 0.05, 0.08):
        merge = subprocess.Popen(
            [PEDLAB, "merge", sweep.job()], cwd=sweep.folder, stderr=subprocess.DEVNULL)
        time.sleep(delay)
        merge.send_signal(signal.SIGKILL)
        merge.wait()
    sweep.pedlab("merge", sweep.job())
    assert sweep.is_whole()


def test_what_is_in_the_queue_is_not_submitted_again(sweep):
    sweep.submit("--tasks", 8, "--sbatch", "--hold")
    again = sweep.submit("--tasks", 8)
    assert "320 evaluations are in the queue already" in again.stderr
    assert not sweep.job(2).exists()
    for number in sweep.queue()["arrays"]:
        sweep.cluster.say("scontrol", "release", number["job"])
    sweep.cluster.say("scontrol", "release", sweep.queue()["merge"])
    sweep.cluster.wait()
    assert sweep.is_whole()


def test_an_evaluation_that_fails_is_computed_again_when_asked(tmp_path, cluster):
    import h5py

    sweep = Sweep(tmp_path, cluster)
    with h5py.File(tmp_path / "store.h5", "r+") as store:
        model = sorted(store["models"])[0]
        dataset = sorted(store["datasets"])[0]
        features = store[f"models/{model}/features/{dataset}"]
        good = features[...]
        features[0, 0] = float("nan")
    sweep.submit("--tasks", 8, "--wait", code=1)
    query_failed = "SELECT count(*) FROM runs WHERE status = 'failed' AND is_deleted = 0"
    assert query(sweep.ledger, query_failed)[0][0] == 10
    again = sweep.submit(code=1)
    assert "10 failed before (--retry failed)" in again.stderr
    report = json.loads(sweep.submit("--retry", "failed", "--json", "--wait", code=1).stdout)
    assert report["evaluations"]["submitted"] == 10
    with h5py.File(tmp_path / "store.h5", "r+") as store:
        store[f"models/{model}/features/{dataset}"][...] = good
    # Features as they were before: new runs of that dataset, with the scores that are known.
    report = json.loads(sweep.submit("--json", "--wait").stdout)
    assert report["evaluations"]["submitted"] == 10
    assert sweep.is_whole()


def test_random_kills_of_tasks_jobs_and_merge(long):
    """Some here; Tests/Slurm/soak does hundreds."""
    long.begin()
    dice = random.Random(17)
    for _ in range(2):
        long.submit_slowly("--tasks", 6)
        for _ in range(4):
            time.sleep(dice.uniform(0.1, 0.8))
            kill_something(long, dice)
        long.cluster.wait()
    assert finish(long)


def kill_something(sweep, dice):
    """A process of a task or of the merge, or an element of the array."""
    elements = sweep.cluster.alive()
    if elements and dice.random() < 0.5:
        command = dice.choice([["scancel"], ["scontrol", "requeue"]])
        sweep.cluster.say(*command, dice.choice(elements))
        return
    # The path of the test's own folder: nobody else's processes have it.
    found = subprocess.run(
        ["pgrep", "-f", f"pedlab (task|merge) {sweep.folder}"], capture_output=True, text=True)
    if numbers := found.stdout.split():
        try:
            os.kill(int(dice.choice(numbers)), signal.SIGKILL)
        except ProcessLookupError:
            pass


def test_without_slurm_there_is_a_sentence(small, tmp_path):
    environment = {**os.environ, "PATH": str(tmp_path)}
    done = run("run", "plan.yaml", "--executor", "slurm", "--ledger", tmp_path / "l.sqlite",
               cwd=small.folder, env=environment)  # fmt: skip
    assert done.returncode == 2
    assert done.stderr == (
        "pedlab: there is no Slurm here: the command sbatch is not on the PATH. Run this on a login node "
        "of a cluster, or compute on this machine with --executor local.\n")
    assert not (tmp_path / "l.sqlite").exists()


def test_processes_of_this_machine_are_an_executor_too(small, tmp_path):
    small.begin()
    small.pedlab("run", "plan.yaml", "--executor", "processes", "--tasks", 5, "--wait")
    assert small.is_whole()


def test_accounting_knows_what_the_queue_has_forgotten(tmp_path_factory):
    if os.environ.get("PEDLAB_TEST_ACCOUNTING") != "1":
        pytest.skip("a cluster with accounting takes half a minute and MariaDB: PEDLAB_TEST_ACCOUNTING=1")
    folder = tmp_path_factory.mktemp("accounted")
    cluster = bring_up(folder, ACCOUNTING="1", PORT="28917", MIN_JOB_AGE="3")
    try:
        sweep = Sweep(tmp_path_factory.mktemp("sweep"), cluster)
        sweep.submit("--tasks", 4, "--wait")
        until(lambda: not cluster.states(), 120, cluster.states)
        phases = lambda: [task["state"]["phase"] for task in sweep.status()["jobs"][0]["tasks"]]
        until(lambda: phases() == ["completed"] * 4, 30, phases)
        assert sweep.is_whole()
    finally:
        bring_down(cluster)
