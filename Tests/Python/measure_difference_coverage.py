"""Coverage of the 95 % interval of a mean difference over datasets (Student's t), by simulation.

`pedlab statistics` computes what SciPy computes (test_statistics.py), so SciPy's formula is simulated:
differences of n datasets from a normal, a skewed and a heavy-tailed distribution.

    python Tests/Python/measure_difference_coverage.py
"""
import sys

import numpy as np
from scipy import stats

DISTRIBUTIONS = {
    "normal": (lambda generator, shape: generator.normal(size=shape), 0.0),
    "skewed (exponential)": (lambda generator, shape: generator.exponential(size=shape), 1.0),
    "heavy-tailed (t, 3 degrees)": (lambda generator, shape: generator.standard_t(3, shape), 0.0),
}


def covered(generator, draw, mean, count, samples):
    values = draw(generator, (samples, count))
    interval = stats.ttest_1samp(values, 0, axis=1).confidence_interval(0.95)
    return 100 * ((interval.low <= mean) & (mean <= interval.high)).mean()


def main(samples=20_000):
    print("datasets," + ",".join(DISTRIBUTIONS))
    for count in (3, 4, 5, 8, 12, 20):
        row = [covered(np.random.default_rng([count, index]), draw, mean, count, samples)
               for index, (draw, mean) in enumerate(DISTRIBUTIONS.values())]
        print(f"{count}," + ",".join(f"{value:.1f}" for value in row), flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
