"""Coverage of the 95 % interval of the difference of two metrics on one dataset, through
`pedlab correlate --compare`.

Scores of two metrics and accuracies of n models are normal; metric A correlates with the accuracies by
`correlation`, metric B by half of it (by 0.5 where A has 0), and the noise of the two is independent. With
families, half of the variance of each is shared by the models of a family (four families).

    PEDLAB=.build/release/pedlab python Tests/Python/measure_compare_coverage.py [SAMPLES]
"""
import sys

import numpy as np

from measure_coverage import coverage, normal, of_samples


def draw(generator, count, correlations, clustered):
    truth = normal(generator, count, clustered)
    return truth, [r * truth + np.sqrt(1 - r**2) * normal(generator, count, clustered)
                   for r in correlations]


def compare(generator, count, correlations, clustered, samples, with_families):
    """The differences of the metrics, a row a sample."""
    def columns():
        truth, (a, b) = draw(generator, count, correlations, clustered)
        return truth, a, b

    found = of_samples((columns() for _ in range(samples)), ["accuracy", "a", "b"], with_families,
                       "--compare", "a,b", "--interval", "none")
    return found["comparisons"][0]["per_dataset"]


def target(generator, count, correlations, clustered, samples):
    """The mean difference, from as many draws as are wanted, by SciPy."""
    from scipy.stats import weightedtau
    differences = []
    for _ in range(samples):
        truth, (a, b) = draw(generator, count, correlations, clustered)
        differences.append(weightedtau(b, truth)[0] - weightedtau(a, truth)[0])
    return np.mean(differences)


def main(samples=400):
    print("models,interval,n,correlation,mean_difference,coverage_percent,mean_width,without_interval")
    for clustered, with_families in ((False, False), (True, False), (True, True)):
        kind = "in 4 families" if clustered else "independent"
        over = "families" if with_families else "models"
        for count in (8, 12, 30):
            for correlation in (0.0, 0.5, 0.8):
                correlations = (correlation, correlation / 2 if correlation else 0.5)
                seed = [count, int(10 * correlation), clustered]
                mean = target(np.random.default_rng(seed + [1]), count, correlations, clustered, 6000)
                rows = compare(
                    np.random.default_rng(seed), count, correlations, clustered, samples, with_families)
                print(f"{kind},over {over},{count},{correlation},{mean:.3f},"
                      f"{coverage(rows, 'low', 'high', mean)}", flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
