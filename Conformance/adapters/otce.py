"""OTCE (tanyang1231/OTCE_Transferability_CVPR21), from a clone: OTCE=FOLDER, and POT (pip install pot). geomloss and torch are
asked for squared distances and for arrays only: NumPy does that."""

import os
import sys
import types
from pathlib import Path

import numpy as np
import ot  # before torch is replaced: it looks for it
from check import load


class Distances(np.ndarray):
    def numpy(self):
        return np.asarray(self)


def squared_distances(source, target):
    return ((source[:, None] - target) ** 2).sum(2).view(Distances)


sys.modules["geomloss"] = types.SimpleNamespace(utils=types.SimpleNamespace(squared_distances=squared_distances))
sys.modules.setdefault("torch", types.SimpleNamespace())
demo = load(f"{os.environ['OTCE']}/compute_otce_demo.py")
NAME = load(Path(__file__).with_name("origin.py")).name("OTCE", os.environ["OTCE"])


def terms(X, y, reference, reference_labels):
    plan, distance = demo.compute_coupling(reference, X, reference_labels, y)
    return -demo.compute_CE(plan, reference_labels[:, None], y[:, None]), -distance


SCORES = {
    "otce": lambda X, y, reference, reference_labels: terms(X, y, reference, reference_labels)[0],
    "otce_wasserstein": lambda X, y, reference, reference_labels: terms(X, y, reference, reference_labels)[1],
}
