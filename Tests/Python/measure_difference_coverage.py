"""Coverage of the 95 % interval of a mean difference over datasets, by simulation: plain BCa, and at
the raised level that pedlab takes.

`pedlab statistics` computes what SciPy computes (test_statistics.py: equal on the same resamples), so
SciPy draws here: differences of n datasets from a normal, a skewed and a heavy-tailed distribution.

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


def raised(count):
    return 2 * stats.norm.cdf(np.sqrt(count / (count - 1)) * stats.t.ppf(0.975, count - 1)) - 1


def covered(generator, draw, mean, count, samples, level):
    found = 0
    for start in range(0, samples, 50):
        values = draw(generator, (min(50, samples - start), count))
        interval = stats.bootstrap(
            (values,), np.mean, axis=-1, method="BCa", n_resamples=10_000, rng=generator,
            confidence_level=level,
        ).confidence_interval
        found += ((interval.low <= mean) & (mean <= interval.high)).sum()
    return 100 * found / samples


def main(samples=2000):
    print("datasets,level," + ",".join(DISTRIBUTIONS))
    for count in (5, 8, 12, 20):
        for level in (0.95, raised(count)):
            row = [covered(np.random.default_rng([count, index]), draw, mean, count, samples, level)
                   for index, (draw, mean) in enumerate(DISTRIBUTIONS.values())]
            print(f"{count},{level:.4f}," + ",".join(f"{value:.1f}" for value in row), flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
