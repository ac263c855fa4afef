"""Figures hold at size: no text is clipped or covered, as a browser sets it."""

import shutil

import pytest

from conftest import ROOT, pedlab
from measure_text import CHROMIUM, text_faults

needs_browser = pytest.mark.skipif(
    CHROMIUM is None, reason="there is no chromium (Scripts/test installs it)"
)

MODELS = [
    f"{family}.{training}"
    for family in [
        "vit_large_patch14_clip_224", "vit_base_patch16_224", "swinv2_base_window12to16_192to256",
        "convnextv2_tiny", "resnet50", "resnext101_32x8d", "tf_efficientnetv2_s", "densenet121",
        "mobilenetv3_large_100", "eva02_base_patch14_448",
    ]
    for training in [
        "openai_ft_in12k_in1k", "augreg2_in21k_ft_in1k", "fb_ssl_yfcc100m_ft_in1k", "a1_in1k",
    ]
]
DATASETS = {
    "aircraft": 20, "caltech101": 21, "cars": 19, "cifar10": 10, "cifar100": 22, "dtd": 12,
    "flowers": 17, "food101": 18, "pets": 13, "sun397": 397, "voc2007": 11,
    "eurosat_rgb_multispectral": 10,
}


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """40 models with names of timm on 12 datasets, one of them of 397 classes; 4 settings."""
    import h5py
    import numpy as np

    folder = tmp_path_factory.mktemp("large")
    generator = np.random.default_rng(0)
    with h5py.File(folder / "store.h5", "w") as file:
        file.attrs.update({"format": "feature-store", "version": 1})
        labels = {name: np.arange(max(60, 2 * count)) % count for name, count in DATASETS.items()}
        for name, own in labels.items():
            file[f"/datasets/{name}/labels"] = own
        for rank, model in enumerate(MODELS):
            reference = np.maximum(generator.normal(size=(40, 16)), 0)
            reference[:, generator.random(16) < 0.15] = 0
            file[f"/models/{model}/reference"] = reference
            for name, own in labels.items():
                means = generator.normal(size=(DATASETS[name], 16)) * (0.3 + rank / len(MODELS))
                noise = generator.normal(size=(len(own), 16))
                file[f"/models/{model}/features/{name}"] = np.maximum(1 + means[own] + noise, 0)
        truth = 50 + np.arange(len(MODELS))[:, None] + 5 * generator.normal(size=(40, 12))
        accuracy = file.create_dataset("/ground_truth/accuracy", data=truth)
        accuracy.attrs["models"] = MODELS
        accuracy.attrs["datasets"] = list(DATASETS)
    (folder / "plan.yaml").write_text(
        "experiment: large\nstore: store.h5\nmetrics: [logme, hscore]\n"
        "ped:\n  step_size: [0.05, 0.2]\n  radius_scale: [0.3, 0.6]\n"
    )
    pedlab("run", folder / "plan.yaml", "--ledger", folder / "l.sqlite")
    return folder / "l.sqlite"


def figures(folder):
    found = sorted(folder.glob("*.svg"))
    assert len(found) > 10
    return found


@needs_browser
def test_text_of_the_demo(demo_ledger, tmp_path):
    pedlab("report", "demo", "--ledger", demo_ledger, "--out", tmp_path)
    assert text_faults(figures(tmp_path / "figures"), tmp_path) == []


@needs_browser
def test_what_the_features_show(demo_ledger, tmp_path):
    """Dead units beside the ranks gained, and the ways of the class means."""
    pedlab("report", "demo", "--ledger", demo_ledger, "--out", tmp_path, "--features")
    why = (tmp_path / "figures/why.svg").read_text(encoding="utf-8")
    # The share of masked_ae on photo_patches, as `store check` computes it.
    assert "masked_ae, photo_patches: 52" in why
    assert list((tmp_path / "figures").glob("motion-*.svg"))
    assert text_faults(figures(tmp_path / "figures"), tmp_path) == []


@needs_browser
def test_text_at_40_models_on_a_screen_and_in_a_paper(large, tmp_path):
    if shutil.which("rsvg-convert") is None:
        pytest.skip("there is no rsvg-convert (Scripts/test installs it)")
    pedlab("report", "large", "--ledger", large, "--out", tmp_path, "--for", "paper")
    assert text_faults(figures(tmp_path / "figures"), tmp_path) == []
    assert text_faults(figures(tmp_path / "paper"), tmp_path) == []


def test_settings_that_were_not_chosen_by_results_are_named(large, tmp_path):
    """The official setting was not run: every figure with PED names the one that stands for it."""
    pedlab("report", "large", "--ledger", large, "--out", tmp_path)
    named = "PED at the setting nearest to the official defaults"
    for name in ["ped-logme", "energy", "orders-pets", "ranks-logme", "regret", "changes-logme"]:
        assert named in (tmp_path / f"figures/{name}.svg").read_text(encoding="utf-8"), name
    assert named in (tmp_path / "report.md").read_text(encoding="utf-8").splitlines()[2]


def test_a_report_is_the_same_again_and_names_follow_the_plan(demo_ledger, tmp_path):
    for copy in ["a", "b"]:
        pedlab("report", "demo", "--ledger", demo_ledger, "--out", tmp_path / copy)
    files = sorted(path.relative_to(tmp_path / "a") for path in (tmp_path / "a").rglob("*.*"))
    assert len(files) > 20
    for file in files:
        assert (tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes(), file
    plan = (ROOT / "Experiments/demo/plan.yaml").read_text()
    (tmp_path / "plan.yaml").write_text(
        plan.replace("../data", str(ROOT / "Experiments/data"))
        + "names: {simclr: SimCLR, digits8: Digits}\n"
    )
    pedlab("run", tmp_path / "plan.yaml", "--ledger", tmp_path / "l.sqlite")
    pedlab("report", "demo", "--ledger", tmp_path / "l.sqlite", "--out", tmp_path / "named")
    slope = (tmp_path / "named/figures/orders-digits.svg").read_text(encoding="utf-8")
    assert ">SimCLR<" in slope and "simclr" not in slope
    # Numbers for programs keep the names of the store.
    assert "simclr" in (tmp_path / "named/scores.csv").read_text()
