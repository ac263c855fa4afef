"""ETran, from a clone: ETRAN=FOLDER. torch is imported there and not needed for these metrics."""

import os
import sys
import types
from pathlib import Path

from check import load

try:
    import torch
except ImportError:
    sys.modules["torch"] = types.SimpleNamespace(Tensor=type(None))
sys.modules["utils"] = load(Path(__file__).with_name("power_iteration.py"))
metrics = load(f"{os.environ['ETRAN']}/metrics.py")
NAME = load(Path(__file__).with_name("origin.py")).name("ETran", os.environ["ETRAN"])
SCORES = {
    "lda": lambda X, y: metrics.LDA_Score(X, y),
    "sfda": lambda X, y: metrics.SFDA_Score(X, y),
    "logme": lambda X, y: metrics.LogME_Score(X, y),
}
