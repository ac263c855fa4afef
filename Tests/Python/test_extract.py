"""`python -m pedlab.extract`: models with random weights over images, into a store.

Needs the libraries of requirements-models.txt; each test names the one that is missing.
"""

import os
import subprocess
import sys
import types

import h5py
import numpy as np
import pytest

from conftest import PEDLAB, ROOT
from stores import content

sys.path.insert(0, str(ROOT / "Python"))
# Read when the library is imported: no test asks the hub.
os.environ["HF_HUB_OFFLINE"] = "1"


@pytest.fixture(scope="module", autouse=True)
def libraries():
    """Imported when a test of this file begins: torch takes seconds, and every process collects this file."""
    pytest.importorskip("torch", reason="torch is not installed")
    pytest.importorskip("PIL.Image", reason="pillow is not installed")
    try:
        import torchvision  # noqa: F401
    except RuntimeError:
        # A torchvision that was built for CUDA, beside a torch for CPUs: its own operators, which no
        # classifier needs, cannot be registered.
        for name in [name for name in sys.modules if name.startswith("torchvision")]:
            del sys.modules[name]
        name = "torchvision._meta_registrations"
        sys.modules[name] = types.ModuleType(name)


from pedlab import PedlabError  # noqa: E402
from pedlab.extract.__main__ import main  # noqa: E402
from pedlab.progress import UsageError  # noqa: E402

G = np.random.default_rng(7)


@pytest.fixture(scope="module")
def images(libraries, tmp_path_factory):
    """pets (3 classes of 5), dtd (2 classes of 5), source (6 loose images)."""
    folder = tmp_path_factory.mktemp("images")
    for dataset, classes in (("pets", 3), ("dtd", 2)):
        for label in range(classes):
            (folder / dataset / f"class{label}").mkdir(parents=True)
            for i in range(5):
                draw(label + 1).save(folder / dataset / f"class{label}" / f"{i}.png")
    (folder / "source").mkdir()
    for i in range(6):
        draw(1).save(folder / "source" / f"{i}.png")
    return folder


def draw(shade):
    from PIL import Image

    return Image.fromarray((G.integers(0, 255, (24, 24, 3)) // shade).astype("u1"))


def extract(monkeypatch, folder, *arguments):
    monkeypatch.chdir(folder)
    monkeypatch.setattr(sys, "argv", ["pedlab.extract", *map(str, arguments)])
    main()


def test_timm_gives_features_and_logits_that_belong_together(images, monkeypatch, tmp_path, capsys):
    timm = pytest.importorskip("timm", reason="timm is not installed")
    out = tmp_path / "s.h5"
    extract(
        monkeypatch, images, "--models", "timm:test_vit", "tiny=timm:test_resnet", "--weights",
        "random", "--data", "pets=pets", "dtd=dtd", "--reference", "source", "--out", out,
        "--batch-size", 4, "--dtype", "float32", "--seed", 3)
    said = capsys.readouterr().err
    assert "pets: 15 images of 3 classes" in said
    assert "The weights are random: these features are good for trying things out only." in said
    assert f"{out}: 2 models on 2 datasets." in said
    assert not (tmp_path / "s.h5.parts").exists()
    found = content(out)
    assert found["datasets/pets/labels"].astype(str).tolist() == [
        f"class{i // 5}" for i in range(15)]
    assert len(found["models/tiny/reference"]) == 6

    import torch

    torch.manual_seed(3)
    model = timm.create_model("test_vit").eval()
    head = model.get_classifier()
    with torch.inference_mode():
        logits = head(torch.from_numpy(found["models/test_vit/features/pets"])).numpy()
    assert np.allclose(logits, found["models/test_vit/logits/pets"], atol=1e-5)
    with h5py.File(out) as file:
        attributes = dict(file["/models/tiny"].attrs)
    assert attributes["source"] == "timm:test_resnet"
    assert attributes["weights"] == "random, seed 3"
    check = subprocess.run([PEDLAB, "store", "inspect", out], capture_output=True, text=True)
    assert check.returncode == 0, check.stderr


def test_torchvision_in_float16(images, monkeypatch, tmp_path):
    pytest.importorskip("torchvision", reason="torchvision is not installed")
    out = tmp_path / "s.h5"
    extract(
        monkeypatch, images, "--models", "torchvision:shufflenet_v2_x0_5", "--weights", "random",
        "--data", "dtd=dtd", "--out", out, "--no-logits", "--limit", 4)
    found = content(out)
    assert found["models/shufflenet_v2_x0_5/features/dtd"].shape == (4, 1024)
    assert found["models/shufflenet_v2_x0_5/features/dtd"].dtype == np.float16
    assert not [name for name in found if "logits" in name]


@pytest.mark.parametrize("with_head", [True, False])
def test_hugging_face_with_and_without_a_head(with_head, images, monkeypatch, tmp_path):
    transformers = pytest.importorskip("transformers", reason="transformers is not installed")
    config = transformers.ViTConfig(
        hidden_size=12, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16,
        image_size=32, patch_size=16, num_labels=5,
        architectures=["ViTForImageClassification"] if with_head else ["ViTModel"])
    config.save_pretrained(tmp_path / "vit")
    out = tmp_path / "s.h5"
    extract(
        monkeypatch, images, "--models", f"vit=hf:{tmp_path / 'vit'}", "--weights", "random",
        "--data", "dtd=dtd", "--out", out)
    found = content(out)
    assert found["models/vit/features/dtd"].shape == (10, 12)
    assert ("models/vit/logits/dtd" in found) == with_head


def test_images_of_a_datasets_folder(images, monkeypatch, tmp_path):
    datasets = pytest.importorskip("datasets", reason="datasets is not installed")
    pytest.importorskip("timm", reason="timm is not installed")
    paths = sorted((images / "dtd").rglob("*.png"))
    table = datasets.Dataset.from_dict(
        {"picture": [str(path) for path in paths], "label": [i // 5 for i in range(10)]},
        features=datasets.Features({
            "picture": datasets.Image(), "label": datasets.ClassLabel(names=["a", "b"])}))
    datasets.DatasetDict({"train": table, "test": table}).save_to_disk(str(tmp_path / "hf"))
    both = []
    for place in (f"hf:{tmp_path / 'hf'}:test", "dtd"):
        out = tmp_path / f"{len(both)}.h5"
        extract(
            monkeypatch, images, "--models", "timm:test_vit", "--weights", "random", "--data",
            f"d={place}", "--out", out)
        both.append(content(out)["models/test_vit/features/d"])
    assert np.array_equal(*both)
    with pytest.raises(UsageError, match="has the splits train, test: choose one, as hf:"):
        extract(
            monkeypatch, images, "--models", "timm:test_vit", "--weights", "random", "--data",
            f"d=hf:{tmp_path / 'hf'}", "--out", tmp_path / "x.h5")


def test_a_stop_loses_a_batch_and_changes_nothing(images, monkeypatch, tmp_path, capsys):
    pytest.importorskip("timm", reason="timm is not installed")
    arguments = [
        "--models", "timm:test_vit", "--weights", "random", "--data", "pets=pets", "--batch-size",
        4, "--out"]
    extract(monkeypatch, images, *arguments, tmp_path / "whole.h5")
    # Image 9 cannot be read for a while: the second batch is done, the third is not.
    path = images / "pets/class1/4.png"
    sound = path.read_bytes()
    path.write_bytes(bytes(len(sound)))
    try:
        with pytest.raises(PedlabError, match="pets: image 9 cannot be read"):
            extract(monkeypatch, images, *arguments, tmp_path / "stopped.h5")
    finally:
        path.write_bytes(sound)
    assert not (tmp_path / "stopped.h5").exists()
    extract(monkeypatch, images, *arguments, tmp_path / "stopped.h5")
    assert "test_vit: pets, 15 images, 8 of them before" in capsys.readouterr().err
    a, b = (content(tmp_path / name) for name in ("whole.h5", "stopped.h5"))
    assert a.keys() == b.keys()
    assert all(np.array_equal(a[name], b[name]) for name in a)


def test_parts_of_another_command_are_not_continued(images, monkeypatch, tmp_path):
    pytest.importorskip("timm", reason="timm is not installed")
    out = tmp_path / "s.h5"
    arguments = [
        "--models", "timm:test_vit", "--weights", "random", "--data", "pets=pets", "--out", out]
    path = images / "pets/class2/4.png"
    sound = path.read_bytes()
    path.write_bytes(bytes(len(sound)))
    try:
        with pytest.raises(PedlabError, match="image 14"):
            extract(monkeypatch, images, *arguments, "--batch-size", 4)
    finally:
        path.write_bytes(sound)
    with pytest.raises(PedlabError, match="Remove that folder to begin anew"):
        extract(monkeypatch, images, *arguments, "--seed", 9)


REFUSED = [
    (["--models", "resnet50", "--data", "d=dtd"], "'resnet50' is no model: it is written timm:ID"),
    (["--models", "timm:restnet50", "--data", "d=dtd"], "timm has no model 'restnet50'"),
    (["--models", "torchvision:restnet50", "--data", "d=dtd"],
     "torchvision has no model 'restnet50' that classifies images."),
    (["--models", "torchvision:squeezenet1_1", "--data", "d=dtd"],
     "torchvision:squeezenet1_1 ends in no linear layer"),
    (["--models", "timm:test_vit", "torchvision:test_vit", "--data", "d=dtd"],
     "Two models would be called 'test_vit'"),
    (["--models", "timm:test_vit", "--data", "dtd"], "'dtd' names no dataset: it is written NAME="),
    (["--models", "timm:test_vit", "--data", "d=gone"], "There is no folder gone."),
    (["--models", "timm:test_vit", "--data", "d=source"], "source has no folders: images lie in"),
    (["--models", "timm:test_vit", "--data", "d=torchvision:CIFRA10"],
     "torchvision has no dataset 'CIFRA10'"),
    (["--models", "timm:test_vit", "--data", "d=dtd", "--limit", "0"], "--limit must be at least"),
    (["--models", "timm:test_vit", "--data", "d=dtd", "--device", "nonsense"],
     "--device nonsense cannot be used"),
    (["--models", "hf:no/such/model", "--data", "d=dtd"],
     "The weights of hf:no/such/model cannot be had"),
]


@pytest.mark.parametrize("arguments, sentence", REFUSED, ids=lambda x: str(x)[:30])
def test_what_extract_refuses(arguments, sentence, images, monkeypatch, tmp_path):
    for name in ("torchvision", "timm", "transformers"):
        pytest.importorskip(name, reason=f"{name} is not installed")
    with pytest.raises(PedlabError) as error:
        extract(
            monkeypatch, images, "--weights", "random", *arguments, "--out", tmp_path / "x.h5")
    assert sentence in str(error.value)
    assert not (tmp_path / "x.h5").exists()


def test_weights_that_cannot_be_had_are_an_error(images, monkeypatch, tmp_path):
    pytest.importorskip("timm", reason="timm is not installed")
    monkeypatch.setenv("HF_HOME", str(tmp_path / "hub"))
    with pytest.raises(PedlabError, match="--weights random continues without them"):
        extract(
            monkeypatch, images, "--models", "timm:test_vit.r160_in1k", "--data", "d=dtd", "--out",
            tmp_path / "x.h5")


def test_a_library_that_is_missing_is_named(images, monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "timm", None)
    with pytest.raises(PedlabError, match="needs timm, which cannot be imported here.*pip install"):
        extract(
            monkeypatch, images, "--models", "timm:test_vit", "--data", "d=dtd", "--out",
            tmp_path / "x.h5")
