"""What one meets first: rank, init, truth import and completions, as a new user tries them."""

import csv
import io
import json
import os
import pty
import re
import select
import shlex
import shutil
import sqlite3
import subprocess
import time

import h5py
import numpy as np
import pytest

from conftest import PEDLAB

G = np.random.default_rng(8)
LABELS = {"pets": np.arange(90) % 3, "dtd": np.arange(80) % 4}
MODELS = ["noise", "weak", "strong"]


def features(model, dataset):
    labels = LABELS[dataset]
    signal = {"noise": 0, "weak": 0.4, "strong": 3}[model]
    centres = np.random.default_rng(1).normal(size=(4, 6))
    return (signal * centres[labels] + G.normal(size=(len(labels), 6))).astype("f4")


FEATURES = {(m, d): features(m, d) for m in MODELS for d in LABELS}


def store(path, truth=False, reference=True, logits=False):
    with h5py.File(path, "w") as file:
        file.attrs.update(format="feature-store", version=1)
        for d, labels in LABELS.items():
            file[f"/datasets/{d}/labels"] = labels
        for (m, d), x in FEATURES.items():
            file[f"/models/{m}/features/{d}"] = x
            if logits:
                file[f"/models/{m}/logits/{d}"] = x[:, :3]
        if reference:
            for m in MODELS:
                file[f"/models/{m}/reference"] = FEATURES[m, "pets"]
        if truth:
            file["/ground_truth/accuracy"] = np.array([[10.0, 11], [50, 52], [90, 91]])
            file["/ground_truth/accuracy"].attrs.update(models=MODELS, datasets=list(LABELS))
    return path


def run(folder, *arguments, code=0, **environment):
    result = subprocess.run(
        [PEDLAB, *map(str, arguments)], cwd=folder, capture_output=True, text=True, timeout=60,
        env={**os.environ, "PEDLAB_LEDGER": str(folder / "ledger.sqlite"), **environment},
        stdin=subprocess.DEVNULL)
    assert result.returncode == code, result.stdout + result.stderr
    return result


# MARK: rank


def of_hdf5(folder):
    return store(folder / "hub.h5").name


def of_npy(folder):
    (folder / "f").mkdir()
    for (m, d), x in FEATURES.items():
        np.save(folder / "f" / f"{m}_{d}_feature.npy", x)
        np.save(folder / "f" / f"{m}_{d}_label.npy", LABELS[d])
    return "f"


def of_npz(folder, save=np.savez):
    (folder / "f").mkdir()
    for (m, d), x in FEATURES.items():
        save(folder / "f" / f"{m}_{d}.npz", features=x, labels=LABELS[d])
    return "f"


def of_packed_npz(folder):
    return of_npz(folder, np.savez_compressed)


@pytest.mark.parametrize("make", [of_hdf5, of_npy, of_npz, of_packed_npz], ids=lambda f: f.__name__)
def test_one_command_ranks(make, tmp_path):
    result = run(tmp_path, "rank", make(tmp_path), "--json", "--no-cache")
    rows = json.loads(result.stdout)
    assert list(rows[0]) == ["dataset", "model", "rank", "average_rank", "score_by_metric"]
    for dataset in LABELS:
        order = [row["model"] for row in rows if row["dataset"] == dataset]
        assert order == ["strong", "weak", "noise"]
    folder = "`pedlab store import npy f --out store.h5`, then `pedlab init store.h5`, writes"
    assert f"next: {'`pedlab init hub.h5` writes' if make is of_hdf5 else folder}" in result.stderr
    expected = run(tmp_path, "score", store(tmp_path / "s.h5"), "--no-cache", "--dataset", "dtd")
    scores = {r["model"]: float(r["score"]) for r in csv.DictReader(io.StringIO(expected.stdout))}
    assert {r["model"]: r["score_by_metric"]["logme"] for r in rows if r["dataset"] == "dtd"} == scores


def test_a_ranking_is_a_table_and_names_the_next_command(tmp_path):
    result = run(tmp_path, "rank", of_hdf5(tmp_path), "--dataset", "pets", "--metric", "logme")
    lines = result.stdout.splitlines()
    assert lines[0] == "pets: 3 models, the best guess first"
    assert lines[1].split() == ["model", "rank", "average_rank", "logme"]
    assert lines[3].split()[:3] == ["strong", "1", "1.0"]
    assert "next: `pedlab init hub.h5 --datasets pets` writes a plan that tests such rankings." in result.stderr


def test_nothing_is_left_of_a_folder(tmp_path):
    (tmp_path / "tmp").mkdir()
    run(tmp_path, "rank", of_npz(tmp_path), "--no-cache", TMPDIR=str(tmp_path / "tmp"))
    assert not list((tmp_path / "tmp").iterdir())


def cut(folder):
    path = folder / "f" / "weak_pets.npz"
    path.write_bytes(path.read_bytes()[:-200])


def changed(folder):
    path = folder / "f" / "weak_pets.npz"
    content = bytearray(path.read_bytes())
    content[400] ^= 1
    path.write_bytes(content)


def renamed(folder):
    np.savez(folder / "f" / "weak_pets.npz", embeddings=FEATURES["weak", "pets"], labels=LABELS["pets"])


def mixed(folder):
    np.save(folder / "f" / "weak_pets_feature.npy", FEATURES["weak", "pets"])


DAMAGE = {
    cut: "weak_pets.npz is not a .npz file (a ZIP archive), is cut off, or is damaged.",
    changed: "weak_pets.npz is not a .npz file (a ZIP archive), is cut off, or is damaged.",
    renamed: "weak_pets.npz has none of the arrays features, feature, feats, x, X; it has "
             "embeddings, labels.",
    mixed: "f has files of both kinds, such as noise_dtd.npz and weak_pets_feature.npy; keep one",
}


@pytest.mark.parametrize("damage", DAMAGE, ids=lambda f: f.__name__)
def test_what_a_folder_may_not_hold(damage, tmp_path):
    name = of_npz(tmp_path)
    damage(tmp_path)
    (tmp_path / "tmp").mkdir()
    result = run(tmp_path, "rank", name, code=3, TMPDIR=str(tmp_path / "tmp"))
    assert DAMAGE[damage] in result.stderr
    assert not list((tmp_path / "tmp").iterdir())


def test_labels_that_fit_the_template_of_the_features_are_no_model(tmp_path):
    with h5py.File(tmp_path / "own.h5", "w") as file:
        for (m, d), x in FEATURES.items():
            file[f"{d}/{m}"] = x
        for d, labels in LABELS.items():
            file[f"{d}/onehot"] = np.eye(labels.max() + 1, dtype="f4")[labels]
    templates = "own.h5", "--features", "/{dataset}/{model}", "--labels", "/{dataset}/onehot"
    ranked = run(tmp_path, "rank", *templates, "--json", "--no-cache")
    assert {row["model"] for row in json.loads(ranked.stdout)} == set(MODELS)
    note = "/{dataset}/onehot holds labels and fits the template of the features /{dataset}/{model} too"
    assert note in ranked.stderr and "onehot on dtd and onehot on pets are left out" in ranked.stderr
    assert note in run(tmp_path, "store", "check", *templates).stdout


def test_archives_with_logits_and_messages_about_a_folder(tmp_path):
    (tmp_path / "f").mkdir()
    for (m, d), x in FEATURES.items():
        np.savez(tmp_path / "f" / f"{m}_{d}.npz", features=x, labels=LABELS[d], logits=x[:, :3], names=LABELS[d])
    ranked = run(tmp_path, "rank", "f", "--metrics", "leep", "--no-cache")
    assert "note: Not used of the archives in f: names (6 of 6 archives)." in ranked.stderr
    wrong = run(tmp_path, "rank", "f", "--datasets", "pet", code=2).stderr
    assert 'f has no dataset "pet" (did you mean "pets"?); it has dtd, pets.' in wrong
    shutil.rmtree(tmp_path / "f")
    lacking = run(tmp_path, "rank", of_npz(tmp_path), "--metrics", "leep", "--no-cache", code=2).stderr
    assert 'f: leep needs logits, which no model has on "dtd"; add the array logits in MODEL_dtd.npz' in lacking
    assert "/tmp" not in lacking.replace(str(tmp_path), "")


def test_labels_that_are_row_numbers_are_doubted(tmp_path):
    store(tmp_path / "hub.h5")
    with h5py.File(tmp_path / "hub.h5", "a") as file:
        file["/datasets/pets/labels"][:] = np.arange(90)
    result = run(tmp_path, "score", "hub.h5", "--datasets", "pets", "--metrics", "gbc", "--json", "--no-cache")
    assert "every class has one row, 90 in all: are these row numbers?" in result.stderr
    notes = json.loads(result.stdout.splitlines()[0])["notes"]
    assert "labels: every class of pets has one row: are these row numbers?" in notes


# MARK: init


def test_init_writes_a_plan_that_runs(tmp_path):
    store(tmp_path / "hub.h5", truth=True)
    result = run(tmp_path, "init", "hub.h5")
    assert result.stdout == "plan.yaml: experiment hub, 74 settings\n"
    assert "next: `pedlab run plan.yaml --dry-run`" in result.stderr
    plan = (tmp_path / "plan.yaml").read_text()
    assert "experiment: hub\n" in plan and "store: 'hub.h5'\n" in plan
    assert "models: all       # noise, strong, weak\n" in plan
    assert "metrics: [logme, sfda]\n" in plan
    assert "the store's own /ground_truth/accuracy" in plan
    assert "rescale" not in plan and "leep" not in plan
    run(tmp_path, "run", "plan.yaml", "--dry-run")
    run(tmp_path, "run", "plan.yaml", "--set", "ped.step_size=0.1")


def test_init_knows_what_does_not_apply(tmp_path):
    store(tmp_path / "hub.h5", reference=False, logits=True)
    run(tmp_path, "init", "hub.h5", "--out", "plans/first.yaml", "--experiment", "first")
    plan = (tmp_path / "plans/first.yaml").read_text()
    assert "store: '../hub.h5'\n" in plan
    assert "  # 3 models without reference features (noise, strong, weak):" in plan
    assert "  rescale: target\n" in plan
    assert "metrics: [logme, sfda, leep, nce]\n" in plan
    assert "# ground_truth: accuracy.csv" in plan
    run(tmp_path, "run", "plans/first.yaml", "--set", "ped.step_size=0.1")


def test_init_takes_flags(tmp_path):
    store(tmp_path / "hub.h5")
    (tmp_path / "acc.csv").write_text(
        "model,dataset,accuracy\n" + "".join(f"{m},{d},9{i}\n" for m in MODELS
                                            for i, d in enumerate(LABELS)))
    run(tmp_path, "init", "hub.h5", "--metrics", "gbc,logme", "--no-ped", "--truth", "acc.csv")
    plan = (tmp_path / "plan.yaml").read_text()
    assert "metrics: [gbc, logme]\n" in plan
    assert "motion: [none]\n" in plan and "\nped:" not in plan
    assert "ground_truth: 'acc.csv'\n" in plan
    run(tmp_path, "run", "plan.yaml")


def test_init_for_targets_of_regression(tmp_path):
    with h5py.File(tmp_path / "hub.h5", "w") as file:
        file.attrs.update(format="feature-store", version=1)
        file["/datasets/d/labels"] = G.normal(size=40)
        file["/models/m/features/d"] = G.normal(size=(40, 5))
    run(tmp_path, "init", "hub.h5")
    plan = (tmp_path / "plan.yaml").read_text()
    assert "metrics: [logme]\n" in plan and "motion: [none]\n" in plan
    assert "# Labels of d are numbers, which few metrics take." in plan
    run(tmp_path, "run", "plan.yaml")


def test_init_for_files_of_others(tmp_path):
    (tmp_path / "feats").mkdir()
    for m in MODELS:
        with h5py.File(tmp_path / f"feats/{m}.h5", "w") as file:
            for d, labels in LABELS.items():
                file[f"{d}/feats"], file[f"{d}/y"] = FEATURES[m, d], labels
        with h5py.File(tmp_path / f"labels.h5", "a") as file:
            for d, labels in LABELS.items():
                file.require_dataset(d, labels.shape, labels.dtype, data=labels)
    ranked = run(tmp_path, "rank", "feats/{model}.h5", "--features", "/{dataset}/feats", "--labels",
                 "labels.h5:/{dataset}", "--datasets", "pets", "--no-cache")
    # What is suggested works as it stands, with the same options.
    init = re.search(r"next: `pedlab (.*)` writes", ranked.stderr)[1]
    assert init == ("init 'feats/{model}.h5' --features '/{dataset}/feats' --labels "
                    "'labels.h5:/{dataset}' --datasets pets")
    result = run(tmp_path, *shlex.split(init), "--out", "plans/a b.yaml")
    plan = (tmp_path / "plans/a b.yaml").read_text()
    assert ("experiment: feats\n" in plan and "datasets: ['pets']" in plan
            and "files: '../feats/{model}.h5'" in plan and "labels: '../labels.h5:/{dataset}'" in plan)
    following = re.search(r"next: `pedlab (.*)`", result.stderr)[1]
    run(tmp_path, *shlex.split(following))
    assert not (tmp_path / "ledger.sqlite").exists()


def test_lists_choose_models_and_datasets(tmp_path):
    name = of_npz(tmp_path)
    result = run(tmp_path, "rank", name, "--datasets", "pets", "--models", "weak,noise", "--no-cache")
    assert "pets: 2 models" in result.stdout and "dtd" not in result.stdout
    run(tmp_path, "store", "import", "npy", name, "--out", "hub.h5")
    inspected = json.loads(run(tmp_path, "store", "inspect", "hub.h5", "--model", "weak", "--json").stdout)
    assert inspected["model_names"] == ["weak"]
    assert "1 model, 1 dataset, 1 pair" in run(
        tmp_path, "store", "check", "hub.h5", "--model", "weak", "--dataset", "dtd").stdout
    missing = run(tmp_path, "store", "check", "hub.h5", "--models", "week", code=2)
    assert 'hub.h5 has no model "week" (did you mean "weak"?); it has' in missing.stderr


def test_one_mistake_of_many_models_is_said_once(tmp_path):
    with h5py.File(tmp_path / "maps.h5", "w") as file:
        for (m, d), x in FEATURES.items():
            file[f"{m}/{d}/x"] = np.repeat(np.repeat(x[:, :, None, None], 3, axis=3), 3, axis=2)
            file[f"{m}/{d}/y"] = LABELS[d]
    templates = ["maps.h5", "--features", "/{model}/{dataset}/x", "--labels", "/{model}/{dataset}/y"]
    ranked = run(tmp_path, "rank", *templates, "--no-cache", code=3)
    lines = [line for line in ranked.stderr.splitlines() if line.startswith("pedlab: ")]
    assert len(lines) == 1 and "--pool mean" in lines[0], ranked.stderr
    assert "(the same for strong on dtd, weak on dtd, noise on pets" in lines[0]
    checked = run(tmp_path, "store", "check", *templates, code=3)
    assert checked.stdout.count("error: ") == 1 and "and 1 more)" not in checked.stdout
    run(tmp_path, "rank", *templates, "--no-cache", "--pool", "mean")


def test_what_init_refuses(tmp_path):
    store(tmp_path / "hub.h5")
    run(tmp_path, "init", "hub.h5")
    result = run(tmp_path, "init", "hub.h5", code=2)
    assert "plan.yaml exists; --force replaces it, --out names another." in result.stderr
    run(tmp_path, "init", "hub.h5", "--force")
    of_npy(tmp_path)
    result = run(tmp_path, "init", "f", "--force", code=2)
    assert "pedlab store import npy f --out store.h5" in result.stderr
    # Of files with other names it does not name a command that refuses them.
    (tmp_path / "others").mkdir()
    np.save(tmp_path / "others/vit_pets.npy", np.zeros((4, 2)))
    result = run(tmp_path, "init", "others", "--force", code=3)
    assert "others has no files named MODEL_DATASET_feature.npy" in result.stderr
    assert "python -m pedlab.convert" in result.stderr and "store import npy" not in result.stderr
    result = run(tmp_path, "init", "hub.h5", "--force", "--metrics", "lgme", code=2)
    assert "lgme" in result.stderr and "logme" in (tmp_path / "plan.yaml").read_text()
    with h5py.File(tmp_path / "hub.h5", "a") as file:
        file["/models/weak/features/dtd"][3, 2] = np.nan
    result = run(tmp_path, "init", "hub.h5", "--out", "other.yaml", code=3)
    assert "No plan was written. `pedlab store check hub.h5` lists everything." in result.stderr
    assert not (tmp_path / "other.yaml").exists()


def test_init_asks_on_a_terminal(tmp_path):
    store(tmp_path / "hub.h5")
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [PEDLAB, "init", "hub.h5"], cwd=tmp_path, stdin=slave, stdout=slave, stderr=slave,
        close_fds=True)
    os.close(slave)
    os.write(master, b"mine\nlogme\nno\n\n")
    said = b""
    try:
        while chunk := os.read(master, 4096):
            said += chunk
    except OSError:
        pass
    assert process.wait(timeout=30) == 0, said
    assert b"Name of the experiment [hub]: " in said
    assert b"Metrics (pedlab metrics lists all) [logme, sfda]: " in said
    plan = (tmp_path / "plan.yaml").read_text()
    assert "experiment: mine\n" in plan and "motion: [none]" in plan


# MARK: truth import


RUNS = [  # name, status, stage, model, dataset, [(step, accuracy)]
    ("a", "FINISHED", "active", "resnet50", "pets", [(0, 10.0), (9, 93.25), (5, 99.0)]),
    ("b", "FINISHED", "active", " resnet50 ", "dtd", [(1, 71.5)]),
    ("c", "FINISHED", "active", "vit", "pets", [(1, 94.0)]),
    ("d", "FAILED", "active", "vit", "dtd", [(1, 1.0)]),
    ("e", "FINISHED", "deleted", "vit", "dtd", [(1, 2.0)]),
    ("f", "FINISHED", "active", "vit", None, [(1, 3.0)]),
]


def mlflow(path, runs=RUNS):
    database = sqlite3.connect(path)
    database.executescript("""
        CREATE TABLE experiments (experiment_id INTEGER PRIMARY KEY, name TEXT, lifecycle_stage TEXT);
        CREATE TABLE runs (run_uuid TEXT PRIMARY KEY, name TEXT, status TEXT, start_time INTEGER,
          lifecycle_stage TEXT, experiment_id INTEGER);
        CREATE TABLE params (key TEXT, value TEXT, run_uuid TEXT);
        CREATE TABLE tags (key TEXT, value TEXT, run_uuid TEXT);
        CREATE TABLE metrics (key TEXT, value REAL, timestamp INTEGER, run_uuid TEXT, step INTEGER,
          is_nan INTEGER);
        INSERT INTO experiments VALUES (1, 'finetune', 'active'), (2, 'other', 'active'), (3, 'gone', 'deleted');
        INSERT INTO runs VALUES ('z', 'z', 'FINISHED', 0, 'active', 3);
        INSERT INTO params VALUES ('model', 'vit', 'z'), ('dataset', 'pets', 'z');
        INSERT INTO metrics VALUES ('acc', 1.0, 0, 'z', 0, 0);
    """)
    for i, (name, status, stage, model, dataset, values) in enumerate(runs):
        database.execute("INSERT INTO runs VALUES (?, ?, ?, ?, ?, 1)", (name, name, status, i, stage))
        database.execute("INSERT INTO params VALUES ('model', ?, ?)", (model, name))
        if dataset:
            database.execute("INSERT INTO tags VALUES ('dataset', ?, ?)", (dataset, name))
        for step, value in values:
            database.execute(
                "INSERT INTO metrics VALUES ('acc', ?, ?, ?, ?, 0)", (value, step, name, step))
    database.commit()
    database.close()
    return path


def test_accuracies_of_mlflow(tmp_path):
    mlflow(tmp_path / "m.db")
    before = (tmp_path / "m.db").read_bytes()
    result = run(tmp_path, "truth", "import", "mlflow", "m.db", "--accuracy", "acc")
    assert result.stdout == (
        "model,dataset,accuracy\nresnet50,dtd,71.5\nresnet50,pets,93.25\nvit,pets,94\n")
    assert "note: 1 run not finished: left out." in result.stderr
    assert "note: 1 run without model, dataset or acc: left out." in result.stderr
    assert (tmp_path / "m.db").read_bytes() == before


def test_several_runs_of_a_pair_need_a_word(tmp_path):
    again = ("g", "FINISHED", "active", "vit", "pets", [(1, 95.5)])
    mlflow(tmp_path / "m.db", [*RUNS, again])
    base = ["truth", "import", "mlflow", "m.db", "--accuracy", "acc"]
    result = run(tmp_path, *base, code=2)
    assert "vit on pets has 2 runs (c and g). --several all keeps them as repetitions" in (
        result.stderr)
    for several, values in (("all", ["94", "95.5"]), ("best", ["95.5"]), ("lowest", ["94"])):
        rows = csv.DictReader(io.StringIO(run(tmp_path, *base, "--several", several).stdout))
        assert [r["accuracy"] for r in rows if r["model"] == "vit"] == values
    run(tmp_path, *base, "--several", "all", "--out", "all.csv")
    assert "vit,pets,2,95.5" in (tmp_path / "all.csv").read_text()
    assert "has several rows" in run(tmp_path, "audit", "all.csv").stderr
    run(tmp_path, *base, "--several", "best", "--out", "acc.csv")
    run(tmp_path, "truth", "export", "sfda-cnn", "--out", "other.csv")


def test_what_is_not_in_mlflow(tmp_path):
    mlflow(tmp_path / "m.db")
    base = ["truth", "import", "mlflow"]
    result = run(tmp_path, *base, "m.db", "--accuracy", "accc", code=2)
    assert 'm.db has no metric "accc" (did you mean "acc"?); it has acc.' in result.stderr
    result = run(tmp_path, *base, "m.db", "--accuracy", "acc", "--model", "arch", code=2)
    assert 'm.db has no parameter or tag "arch"' in result.stderr
    result = run(tmp_path, *base, "m.db", "--accuracy", "acc", "--experiment", "x", code=2)
    assert 'm.db has no experiment "x"; it has finetune, other' in result.stderr
    result = run(tmp_path, *base, "m.db", "--accuracy", "acc", "--experiment", "other", code=3)
    assert "m.db has no finished run with a model, a dataset and acc." in result.stderr
    result = run(tmp_path, *base, "gone.db", "--accuracy", "acc", code=3)
    assert "There is no file gone.db." in result.stderr
    (tmp_path / "mlruns").mkdir()
    result = run(tmp_path, *base, "mlruns", "--accuracy", "acc", code=3)
    assert "mlflow migrate-filestore --source mlruns" in result.stderr
    sqlite3.connect(tmp_path / "x.db").execute("CREATE TABLE t (a)")
    result = run(tmp_path, *base, "x.db", "--accuracy", "acc", code=3)
    assert "x.db is SQLite, but not MLflow's" in result.stderr
    (tmp_path / "text.db").write_text("nothing of the kind, and long enough to be looked at")
    result = run(tmp_path, *base, "text.db", "--accuracy", "acc", code=3)
    assert "text.db cannot be read as MLflow's SQLite file" in result.stderr


def test_accuracies_of_a_wandb_table(tmp_path):
    (tmp_path / "runs.csv").write_text(
        '"Name","State","arch","data","test/acc"\n"a","finished","vit","pets","94.1"\n'
        '"b","crashed","vit","dtd","1"\n"c","finished","resnet, wide","pets","93"\n'
        '"d","finished","vit","dtd",""\n')
    base = ["truth", "import", "wandb-csv", "runs.csv", "--accuracy", "test/acc"]
    result = run(tmp_path, *base, "--model", "arch", "--dataset", "data", "--out", "acc.csv")
    assert (tmp_path / "acc.csv").read_text() == (
        'model,dataset,accuracy\n"resnet, wide",pets,93\nvit,pets,94.1\n')
    assert "next: ground_truth: acc.csv in a plan" in result.stderr
    result = run(tmp_path, *base, code=3)
    assert "no column 'model'; the columns are Name, State, arch, data, test/acc." in result.stderr


# MARK: Completions


@pytest.mark.parametrize("shell, path", [
    ("bash", ".local/share/bash-completion/completions/pedlab"), ("zsh", ".zfunc/_pedlab"),
    ("fish", ".config/fish/completions/pedlab.fish")])
def test_completions_are_installed_by_one_command(shell, path, tmp_path):
    clean = {"HOME": str(tmp_path), "SHELL": f"/usr/bin/{shell}", "XDG_DATA_HOME": "",
             "XDG_CONFIG_HOME": "", "ZDOTDIR": ""}
    result = run(tmp_path, "completions", **clean)
    assert result.stdout == f"{tmp_path / path}\n"
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed; its completions were written and not tried")
    assert subprocess.run([shell, "-n", tmp_path / path]).returncode == 0


def test_bash_completes_commands_and_options(tmp_path):
    run(tmp_path, "completions", "bash", "--folder", tmp_path)
    found = subprocess.run(
        ["bash", "-c", f"""
            source {tmp_path}/pedlab
            PATH={os.path.dirname(PEDLAB)}:$PATH
            complete_line() {{
              COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_LINE="$*"; COMP_POINT=${{#COMP_LINE}}
              COMPREPLY=(); "$(complete -p pedlab | sed 's/.*-F \\([^ ]*\\).*/\\1/')" pedlab "${{!#}}" "$3"
              echo "${{COMPREPLY[@]}}"
            }}
            complete_line pedlab ra; complete_line pedlab truth im; complete_line pedlab rank --dev
        """], capture_output=True, text=True)
    lines = [line.split() for line in found.stdout.splitlines()]
    assert lines == [["rank"], ["import"], ["--device"]], found.stdout + found.stderr


def typed(process, master, text, until, seconds=30):
    """What the terminal gets after a text was typed, up to some words."""
    os.write(master, text.encode())
    said, end = b"", time.monotonic() + seconds
    while until not in re.sub(rb"\x1b\[[0-9;?]*[a-zA-Z]|[\x00-\x08\x0e-\x1f]", b"", said):
        ready, _, _ = select.select([master], [], [], max(0, end - time.monotonic()))
        assert ready and process.poll() is None, (text, said)
        said += os.read(master, 4096)


def test_zsh_completes_when_tab_is_pressed(tmp_path):
    """An interactive zsh with compinit on a terminal, set up as `pedlab completions` says."""
    if shutil.which("zsh") is None:
        pytest.skip("zsh is not installed")
    environment = {"HOME": str(tmp_path), "TERM": "vt100", "PATH": f"{os.path.dirname(PEDLAB)}:/usr/bin:/bin"}
    hint = run(tmp_path, "completions", "zsh", **environment, ZDOTDIR="").stderr
    (tmp_path / ".zshrc").write_text(
        f"{re.search(r'fpath.*?;', hint)[0]}\nautoload -Uz compinit; compinit -u\nPS1='ready> '\n")
    master, slave = pty.openpty()
    process = subprocess.Popen(
        ["zsh", "-i"], cwd=tmp_path, stdin=slave, stdout=slave, stderr=slave, env=environment,
        start_new_session=True)
    os.close(slave)
    try:
        typed(process, master, "", b"ready> ")
        # Ctrl-U takes the line away again.
        for text, whole in (("pedlab ra", b"pedlab rank "), ("pedlab truth im", b"pedlab truth import "),
                            ("pedlab rank --dev", b"pedlab rank --device ")):
            typed(process, master, f"\x15{text}\t", whole)
        (tmp_path / "hub.h5").touch()
        (tmp_path / "hub.txt").touch()
        typed(process, master, "\x15pedlab rank hu\t", b"pedlab rank hub.h5 ")
    finally:
        os.killpg(process.pid, 9)
        process.wait()
        os.close(master)


def test_fish_completes_commands_and_options(tmp_path):
    if shutil.which("fish") is None:
        pytest.skip("fish is not installed")
    run(tmp_path, "completions", "fish", "--folder", tmp_path)
    found = subprocess.run(
        ["fish", "--no-config", "-c", f"""
            source {tmp_path}/pedlab.fish
            complete -C 'pedlab ra'; complete -C 'pedlab truth im'; complete -C 'pedlab rank --dev'
        """], capture_output=True, text=True,
        env={"HOME": str(tmp_path), "PATH": f"{os.path.dirname(PEDLAB)}:/usr/bin:/bin"})
    words = [line.split("\t")[0] for line in found.stdout.splitlines()]
    assert words == ["rank", "import", "--device"], found.stdout + found.stderr


def test_a_shell_that_is_not_known(tmp_path):
    result = run(tmp_path, "completions", code=2, SHELL="/bin/tcsh")
    assert 'SHELL is "/bin/tcsh", which has no completions here; name bash, zsh or fish.' in (
        result.stderr)
