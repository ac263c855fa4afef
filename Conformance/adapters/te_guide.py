"""TE-Bench (alizkzm/te-guide), from a clone or its files: TEGUIDE=FOLDER."""

import os
import sys
import types
from pathlib import Path

from check import load

sys.path.insert(0, os.environ["TEGUIDE"])
from guide.scores import dynamics, geometry, refined

NAME = load(Path(__file__).with_name("origin.py")).name("te-guide", os.environ["TEGUIDE"])


def probe(X, y):
    return types.SimpleNamespace(features=X, labels=y)


def lead(X, y, seed=0):
    return dynamics.LEAD().compute(probe(X, y), **{**dynamics.LEAD.hparams, "seed": seed})["lead"]


SCORES = {
    "lead": lambda X, y: lead(X, y),
    "disco": lambda X, y: geometry.DISCO().value(probe(X, y), **geometry.DISCO.hparams),
    "rankme": lambda X, y: geometry.RankMe().value(probe(X, y)),
    "hscore_debiased": lambda X, y: refined.hscore_refined_score(X, y),
    "logme_effective": lambda X, y: refined.logme_refined_score(X, y),
    "sfda_loo": lambda X, y: refined.sfda_refined_score(X, y),
}
