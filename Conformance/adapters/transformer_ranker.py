"""transformer-ranker of PyPI: pip install --no-deps transformer-ranker. Without torch, NumPy stands in for it.

Only the modules of its metrics are loaded: the package as a whole would import transformers and datasets.
"""

import importlib
import importlib.machinery
import sys
import types
from importlib.metadata import version
from pathlib import Path

from check import load

try:
    import torch
    STAND_IN = ""
except ImportError:
    torch = load(Path(__file__).with_name("torch_stand_in.py"))
    sys.modules["torch"] = torch
    STAND_IN = ", NumPy in place of torch"

NAME = f"transformer-ranker {version('transformer-ranker')}{STAND_IN}"


def estimator(module, name):
    """The class, without running the packages' __init__ files."""
    found = importlib.machinery.PathFinder.find_spec("transformer_ranker")
    for package, folder in (("transformer_ranker", ""), ("transformer_ranker.estimators", "estimators")):
        empty = types.ModuleType(package)
        empty.__path__ = [str(Path(found.submodule_search_locations[0]) / folder)]
        sys.modules.setdefault(package, empty)
    return getattr(importlib.import_module(f"transformer_ranker.estimators.{module}"), name)


def logme(X, y):
    return estimator("logme", "LogME")().fit(torch.from_numpy(X), torch.from_numpy(y))


def hscore(X, y):
    return estimator("hscore", "HScore")().fit(torch.from_numpy(X), torch.from_numpy(y))


SCORES = {"logme": logme, "logme_transformer_ranker": logme, "reg_hscore": hscore}
