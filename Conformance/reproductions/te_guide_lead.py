"""te-guide: the NTK of LEAD cancels, so that its random head does not matter. TEGUIDE names a clone."""

import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))
from check import load

guide = load(Path(__file__).parents[1] / "adapters/te_guide.py")
random = np.random.default_rng(0)
X, y = random.normal(size=(60, 10)), np.repeat([0, 1, 2], 20)
scores = [guide.lead(X, y, seed) for seed in range(3)]
print(f"{guide.NAME}: LEAD with three random heads: " + ", ".join(f"{score:.12f}" for score in scores))
