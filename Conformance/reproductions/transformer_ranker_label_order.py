"""transformer-ranker: LogME depends on how classes are numbered. pip install --no-deps transformer-ranker."""

import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))
from check import load

ranker = load(Path(__file__).parents[1] / "adapters/transformer_ranker.py")
random = np.random.default_rng(0)
X, y = random.normal(size=(30, 60)), np.repeat([0, 1, 2], [5, 9, 16])
print(f"{ranker.NAME}: LogME {ranker.logme(X, y):.9f}, and {ranker.logme(X, 2 - y):.9f} with classes numbered 2, 1, 0")
