"""In place of the `utils` of SFDA, PED and ETran, which imports all of their networks."""

import numpy as np


def iterative_A(matrix, max_iterations=3):
    x = y = matrix.sum(axis=1)
    for _ in range(max_iterations):
        y = matrix @ x / np.linalg.norm(matrix @ x)
        x = matrix @ y / np.linalg.norm(matrix @ y)
    return x @ matrix @ y
