"""ETran: the eigenvectors of LDA are read off half of a matrix that is not symmetric, so covariances do not matter."""

import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))
import formulas
from check import load

etran = load(Path(__file__).parents[1] / "adapters/etran.py")
random = np.random.default_rng(0)
y = np.repeat([0, 1, 2], 20)
X = random.normal(size=(60, 4)) * [1, 3, 0.1, 1] + random.normal(size=(3, 4))[y]
print(f"{etran.NAME}: LDA {etran.SCORES['lda'](X, y):.12f}; nearest mean, identity covariance: "
      f"{formulas.lda_etran(X, y):.12f}")
