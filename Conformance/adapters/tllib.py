"""thuml's Transfer-Learning-Library, from a clone: TLLIB=FOLDER. numba may be missing: its compiler is left out then."""

import os
import sys
import types
from pathlib import Path

from check import load

try:
    import numba
except ImportError:
    sys.modules["numba"] = types.SimpleNamespace(njit=lambda function: function)
FOLDER = Path(os.environ["TLLIB"]) / "tllib/ranking"
NAME = load(Path(__file__).with_name("origin.py")).name("Transfer-Learning-Library", os.environ["TLLIB"])
hscore, nce, leep, transrate = (load(FOLDER / f"{name}.py") for name in ("hscore", "nce", "leep", "transrate"))
logme = load(FOLDER / "logme.py").log_maximum_evidence
SCORES = {
    "logme": lambda X, y: logme(X, y),
    "logme_tllib": lambda X, y: logme(X, y),
    "hscore": lambda X, y: hscore.h_score(X, y),
    "reg_hscore": lambda X, y: hscore.regularized_h_score(X, y),
    "leep": lambda P, y: leep.log_expected_empirical_prediction(P, y),
    "nce": lambda P, y: nce.negative_conditional_entropy(P.argmax(1), y),
    "transrate": lambda X, y: transrate.transrate(X, y),
}
