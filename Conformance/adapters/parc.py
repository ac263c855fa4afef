"""PARC (dbolya/parc), from a clone: PARC=FOLDER. Needs scikit-learn and pandas. Its tables of data sets are not loaded; how many
classes there are is told to it."""

import os
import sys
import types
from pathlib import Path

from check import load

FOLDER = Path(os.environ["PARC"])
for module in ("constants", "datasets"):
    sys.modules[module] = types.ModuleType(module)
methods = load(FOLDER / "methods.py")
NAME = load(Path(__file__).with_name("origin.py")).name("PARC", FOLDER)


def score(method, X, P, y):
    sys.modules["constants"].num_classes = {"target": y.max() + 1, "source": P.shape[1]}
    return method(X, P, y, "source", "target", "", None)


SCORES = {
    "leep": lambda X, P, y: score(methods.LEEP(), X, P, y),
    "nce": lambda X, P, y: score(methods.NegativeCrossEntropy(), X, P, y),
    "hscore": lambda X, P, y: score(methods.HScore(), X, P, y),
}
