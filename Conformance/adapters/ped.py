"""lixiaotong97/PED, from a clone: PED=FOLDER."""

import contextlib
import io
import os
import sys
from pathlib import Path
from unittest.mock import MagicMock

from check import load

try:
    import torch
except ImportError:  # imported there, and not needed for these metrics
    sys.modules |= {name: MagicMock(Tensor=type(None)) for name in ("torch", "torch.nn", "torch.nn.functional")}
sys.modules["utils"] = load(Path(__file__).with_name("power_iteration.py"))
metrics = load(f"{os.environ['PED']}/metrics.py")
NAME = load(Path(__file__).with_name("origin.py")).name("PED", os.environ["PED"])


def ped(base):
    def score(X, y, reference):
        with contextlib.redirect_stdout(io.StringIO()):
            return metrics.PED_Score(X, y, reference, type=base, nsigma=0.6)  # as evaluate_metric_cpu.py has it
    return score


SCORES = {
    "logme": lambda X, y: metrics.LogME_Score(X, y),
    "sfda": lambda X, y: metrics.SFDA_Score(X, y),
    "logme+ped": ped("LOGME"),
    "sfda+ped": ped("SFDA"),
}
