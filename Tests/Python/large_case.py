"""The cases at which figures are hard: 40 models with names of timm, and a sweep of more than 2,000 settings."""

import h5py
import numpy as np

from conftest import ROOT, pedlab

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


def large_ledger(folder):
    """40 models on 12 datasets, one of them of 397 classes; 4 settings, the official one not among them."""
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


def sweep_ledger(folder):
    """2,160 settings of PED on the bundled hub, without the official step size."""
    plan = (
        "experiment: sweep\n"
        f"store: {ROOT / 'Experiments/data/hub.h5'}\n"
        "metrics: [logme]\n"
        "ped:\n"
        "  step_size: {logspace: [0.003, 0.3, 9]}\n"
        "  iterations: [1, 2, 3, 4, 5, 6]\n"
        "  force_constant: [0.1, 0.3, 1, 3, 10]\n"
        "  radius_scale: {linspace: [0.2, 1.6, 8]}\n"
    )
    (folder / "plan.yaml").write_text(plan)
    pedlab("run", folder / "plan.yaml", "--ledger", folder / "l.sqlite")
    return folder / "l.sqlite"
