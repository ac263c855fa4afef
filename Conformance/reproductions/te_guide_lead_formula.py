"""te-guide: the NTK of LEAD cancels. Its rate restated (guide/scores/dynamics.py, 002852b): needs no clone."""

import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))
from formulas import lead

random = np.random.default_rng(0)
X, y = random.normal(size=(60, 10)), np.repeat([0, 1, 2], 20)
for seed in range(3):
    V = np.random.default_rng(seed).normal(size=(64, 10))  # a random head of 64 tanh units
    rows = X[y == 0][:8]  # te-guide looks at 8 rows of a class at most
    gradients = (1 - np.tanh(rows @ V.T) ** 2)[:, :, None] * rows[:, None]
    values = np.linalg.eigvalsh(np.einsum("iud,jud->ij", gradients, gradients))
    print(f"head {seed}: mean eigenvalue {values.mean():.4f}, divided by their sum {values.mean() / values.sum():.6f}")
print(f"LEAD with 1/8 in its place, whatever the head: {lead(X, y):.12f}")
