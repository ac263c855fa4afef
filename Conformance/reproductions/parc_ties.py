"""PARC: rounding of np.corrcoef decides which pairs of rows tie. PARC names a clone; needs scikit-learn and pandas."""

import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))
from check import load

parc = load(Path(__file__).parents[1] / "adapters/parc.py")
random = np.random.default_rng(0)
y = np.repeat([0, 1, 2], [30, 25, 20])
X, labels = random.normal(size=(75, 5)) + np.eye(5)[y], np.eye(3)[y]
method = parc.methods.PARC()
levels = np.unique(method.get_lowertri(1 - np.corrcoef(labels)))
exact = np.where(method.get_lowertri(1.0 * (y[:, None] != y)) > 0, 1.5, 0)
features = method.get_lowertri(1 - np.corrcoef(parc.methods.sklearn.preprocessing.StandardScaler().fit_transform(X)))
print(f"{parc.NAME}: pairs of labels have {len(levels)} dissimilarities in place of 2: PARC "
      f"{method.get_parc_correlation(X, labels):.6f}, {100 * parc.methods.scipy.stats.spearmanr(features, exact)[0]:.6f} with ties")
