"""Features as people have them: each layout comes to a paper's table in three commands at most."""

import csv
import importlib.util
import os
import re
import shlex
import subprocess
import sys

import h5py
import numpy as np
import pytest

from conftest import PEDLAB, ROOT

MODELS, DATASETS = ["resnet50", "vit-b_16", "swin"], ["pets", "dtd"]
INIT = "pedlab init {} --truth accuracy.csv --yes --experiment e"
RUN = "pedlab run plan.yaml --table"


def arrays():
    g = np.random.default_rng(5)
    labels = {"pets": np.arange(90) % 3, "dtd": np.arange(80) % 4}
    features = {}
    for i, m in enumerate(MODELS):
        for d, y in labels.items():
            features[m, d] = (g.normal(size=(len(y), 6)) + i * g.normal(size=(4, 6))[y]).astype("f4")
    references = {m: g.normal(size=(50, 6)).astype("f4") for m in MODELS}
    return features, labels, references


FEATURES, LABELS, REFERENCES = arrays()
LAYOUTS = {}


def layout(function):
    LAYOUTS[function.__name__.replace("_", " ")] = function
    return function


def made(path):
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


@layout
def a_store(folder):
    with h5py.File(folder / "hub.h5", "w") as file:
        file.attrs.update(format="feature-store", version=1)
        for d, y in LABELS.items():
            file[f"/datasets/{d}/labels"] = y
        for (m, d), x in FEATURES.items():
            file[f"/models/{m}/features/{d}"] = x
        for m, x in REFERENCES.items():
            file[f"/models/{m}/reference"] = x
    return [INIT.format("hub.h5"), RUN]


@layout
def HDF5_a_file_for_each_model(folder):
    for m in MODELS:
        with h5py.File(made(folder / f"feats/{m}.h5"), "w") as file:
            for d, y in LABELS.items():
                file[f"{d}/feats"], file[f"{d}/y"] = FEATURES[m, d], y
            file["imagenet/feats"] = REFERENCES[m]
    return [INIT.format("'feats/{model}.h5' --features '/{dataset}/feats' --labels '/{dataset}/y' "
                        "--reference /imagenet/feats"), RUN]


@layout
def HDF5_a_file_for_each_pair(folder):
    for (m, d), x in FEATURES.items():
        with h5py.File(made(folder / f"out/{d}/{m}.hdf5"), "w") as file:
            file["features"], file["targets"] = x, LABELS[d][:, None].astype("u1")
    for m, x in REFERENCES.items():
        with h5py.File(folder / f"out/ref-{m}.h5", "w") as file:
            file["features"] = x
    return [INIT.format("'out/{dataset}/{model}.hdf5' --features /features --labels /targets "
                        "--reference 'out/ref-{model}.h5:/features'"), RUN]


@layout
def HDF5_one_file_a_group_for_each_dataset(folder):
    with h5py.File(folder / "all.h5", "w") as file:
        for (m, d), x in FEATURES.items():
            file.create_dataset(f"{d}/embeddings/{m}", data=x, chunks=(16, 3), compression="gzip")
        for d, y in LABELS.items():
            file[f"{d}/labels"] = [f"class {i}" for i in y]
        for m, x in REFERENCES.items():
            file[f"source/{m}"] = x
    return [INIT.format("all.h5 --features '/{dataset}/embeddings/{model}' --labels '/{dataset}/labels' "
                        "--reference '/source/{model}'"), RUN]


@layout
def MATLAB_73_features_and_one_hot_labels(folder):
    for (m, d), x in FEATURES.items():
        with h5py.File(made(folder / f"mat/{m}_{d}.mat"), "w", userblock_size=512) as file:
            # MATLAB's arrays lie column by column: HDF5 sees them transposed.
            file["X"] = x.T.astype("f8")
            file["Y"] = np.eye(LABELS[d].max() + 1)[LABELS[d]]
            file["S"] = REFERENCES[m].T.astype("f8")
    return [INIT.format("'mat/{model}_{dataset}.mat' --features /X --labels /Y --reference /S --transpose "
                        f"--models {','.join(MODELS)}"), RUN]


@layout
def the_official_folder_of_npy(folder):
    for (m, d), x in FEATURES.items():
        np.save(made(folder / f"f/{m}_{d}_feature.npy"), x)
        np.save(folder / f"f/{m}_{d}_label.npy", LABELS[d])
    for m, x in REFERENCES.items():
        np.save(folder / f"f/{m}_imagenet_feature.npy", x)
    return ["pedlab store import npy f --out hub.h5", INIT.format("hub.h5"), RUN]


CONVERT = "python -m pedlab.convert --features {} --labels {} --reference {} --out hub.h5"


@layout
def npz_a_file_for_each_pair(folder):
    for (m, d), x in FEATURES.items():
        np.savez_compressed(made(folder / f"f/{m}-{d}.npz"), x=x, y=LABELS[d])
    for m, x in REFERENCES.items():
        np.savez(folder / f"f/{m}-imagenet.npz", x=x)
    return [CONVERT.format("'f/{model}-{dataset}.npz:x'", "'f/{model}-{dataset}.npz:y'",
                           "'f/{model}-imagenet.npz:x'") + f" --models {','.join(MODELS)}",
            INIT.format("hub.h5"), RUN]


@layout
def npy_in_folders(folder):
    for (m, d), x in FEATURES.items():
        np.save(made(folder / f"{m}/{d}/test_features.npy"), np.asfortranarray(x))
        np.save(made(folder / f"labels/{d}.npy"), LABELS[d].astype(">i2"))
    for m, x in REFERENCES.items():
        np.save(folder / f"{m}/source.npy", x)
    return [CONVERT.format("'{model}/{dataset}/test_features.npy'", "'labels/{dataset}.npy'", "'{model}/source.npy'"),
            INIT.format("hub.h5"), RUN]


@layout
def pt_a_dictionary_for_each_model(folder):
    torch = pytest.importorskip("torch")
    for m in MODELS:
        content = {d: {"feats": torch.from_numpy(FEATURES[m, d]), "labels": torch.from_numpy(y)}
                   for d, y in LABELS.items()}
        torch.save({"eval": content, "source": torch.from_numpy(REFERENCES[m])}, folder / f"{m}.pt")
    return [CONVERT.format("'{model}.pt:eval/{dataset}/feats'", "'{model}.pt:eval/{dataset}/labels'",
                           "'{model}.pt:source'"), INIT.format("hub.h5"), RUN]


@layout
def pt_a_tensor_for_each_pair(folder):
    torch = pytest.importorskip("torch")
    for (m, d), x in FEATURES.items():
        torch.save(torch.from_numpy(x), made(folder / f"cache/{d}/{m}.pth"))
        torch.save(torch.from_numpy(LABELS[d]), folder / f"cache/{d}/labels.pth")
    for m, x in REFERENCES.items():
        torch.save(torch.from_numpy(x), made(folder / f"source/{m}.pth"))
    return [CONVERT.format("'cache/{dataset}/{model}.pth'", "'cache/{dataset}/labels.pth'", "'source/{model}.pth'"),
            INIT.format("hub.h5"), RUN]


@layout
def Parquet_a_table_for_each_pair(folder):
    pandas = pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    for (m, d), x in FEATURES.items():
        frame = pandas.DataFrame({"embedding": list(x), "label": [f"c{i}" for i in LABELS[d]]})
        frame.to_parquet(made(folder / f"t/{m}.{d}.parquet"))
    for m, x in REFERENCES.items():
        pandas.DataFrame({"embedding": list(x)}).to_parquet(made(folder / f"s/{m}.parquet"))
    return [CONVERT.format("'t/{model}.{dataset}.parquet:embedding'", "'t/{model}.{dataset}.parquet:label'",
                           "'s/{model}.parquet:embedding'"), INIT.format("hub.h5"), RUN]


def shell(folder, command):
    words = shlex.split(command)
    words[0] = {"pedlab": PEDLAB, "python": sys.executable}[words[0]]
    done = subprocess.run(
        words, cwd=folder, capture_output=True, text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "Python"), "PEDLAB": PEDLAB,
             "PEDLAB_LEDGER": str(folder / "ledger.sqlite")})
    assert done.returncode == 0, (command, done.stdout, done.stderr)
    return done.stdout


def test_there_are_ten():
    assert len(LAYOUTS) >= 10
    if importlib.util.find_spec("torch") is None:
        pytest.skip("torch is not installed: two layouts were not tried")


@pytest.fixture(scope="module")
def expected(tmp_path_factory):
    return results(tmp_path_factory.mktemp("expected"), a_store)


def results(folder, make):
    """The correlations by dataset and method, and the text of the table."""
    rows = ["model,dataset,accuracy"] + [
        f"{m},{d},{50 + 9 * i + j}" for i, m in enumerate(MODELS) for j, d in enumerate(DATASETS)]
    (folder / "accuracy.csv").write_text("\n".join(rows) + "\n")
    commands = make(folder)
    assert len(commands) <= 3
    table = [shell(folder, command) for command in commands][-1]
    shell(folder, "pedlab export csv e --out csv")
    with open(folder / "csv/scores.csv", newline="") as file:
        scores = {(r["dataset"], r["model"], r["metric"], r["step_size"], r["iterations"], r["force_constant"]):
                  float(r["score"]) for r in csv.DictReader(file)}
    return scores, table


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_layout_comes_to_its_table_in_three_commands(name, expected, tmp_path):
    scores, table = results(tmp_path, LAYOUTS[name])
    assert re.search(r"^LogME \+ PED .*\d\.\d{3}", table, re.M), table
    assert table == expected[1]
    assert scores.keys() == expected[0].keys()
    for place, score in scores.items():
        assert score == pytest.approx(expected[0][place], rel=1e-9), place
