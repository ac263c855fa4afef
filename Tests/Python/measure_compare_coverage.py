"""Coverage of the 95 % interval of the difference of two metrics on one dataset, through
`pedlab correlate --compare`.

Scores of two metrics and accuracies of n models are normal; metric A correlates with the accuracies by
`correlation`, metric B by half of it (by 0.5 where A has 0), and the noise of the two is independent. With
families, half of the variance of each is shared by the models of a family (four families).

    PEDLAB=.build/release/pedlab python Tests/Python/measure_compare_coverage.py [SAMPLES]
"""
import csv
import json
import os
import subprocess
import sys
import tempfile

import numpy as np

from measure_coverage import FAMILIES, normal


def draw(generator, count, correlations, clustered):
    truth = normal(generator, count, clustered)
    return truth, [r * truth + np.sqrt(1 - r**2) * normal(generator, count, clustered)
                   for r in correlations]


def compare(generator, count, correlations, clustered, samples, groups):
    """groups: None (over models), or which family each model is in."""
    with tempfile.NamedTemporaryFile("w", suffix=".csv", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["model", "dataset", "accuracy", "a", "b"] + ["family"] * (groups is not None))
        for sample in range(samples):
            truth, (a, b) = draw(generator, count, correlations, clustered)
            for model in range(count):
                writer.writerow([f"m{model}", sample, float(truth[model]), float(a[model]), float(b[model])]
                                + ([] if groups is None else [f"f{groups[model]}"]))
        file.flush()
        command = [os.environ["PEDLAB"], "correlate", file.name, "--json", "--compare", "a,b",
                   "--interval", "none"]
        return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def rows_of(found):
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
    kinds = [("independent", False, "over models", None),
             ("in 4 families", True, "over models", None),
             ("in 4 families", True, "over families", lambda n: [m % FAMILIES for m in range(n)])]
    for kind, clustered, name, groups in kinds:
        for count in (8, 12, 30):
            for correlation in (0.0, 0.5, 0.8):
                correlations = (correlation, correlation / 2 if correlation else 0.5)
                seed = [count, int(10 * correlation), clustered]
                mean = target(np.random.default_rng(seed + [1]), count, correlations, clustered, 6000)
                rows = rows_of(compare(np.random.default_rng(seed), count, correlations, clustered, samples,
                                       groups and list(groups(count))))
                found = [row for row in rows if row["low"] is not None]
                low = np.array([row["low"] for row in found])
                high = np.array([row["high"] for row in found])
                covered = ((low <= mean) & (mean <= high)).mean()
                print(f"{kind},{name},{count},{correlation},{mean:.3f},{100 * covered:.1f},"
                      f"{(high - low).mean():.2f},{samples - len(found)}", flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
