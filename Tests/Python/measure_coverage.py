"""Coverage of the 95 % interval of the weighted tau, by simulation through `pedlab correlate`.

Scores and accuracies of n models are drawn from a bivariate normal distribution; with families, half
of the variance of each is shared by the models of a family (four families), and the interval is over
families. The weights depend on n, so what the interval should cover is the mean of the weighted tau
over samples of that n.

    PEDLAB=.build/release/pedlab python Tests/Python/measure_coverage.py [SAMPLES [METHOD]]
"""
import csv
import json
import os
import subprocess
import sys
import tempfile

import numpy as np

FAMILIES = 4
SHARED = 0.5


def normal(generator, count, clustered):
    own = generator.normal(size=count)
    if not clustered:
        return own
    common = generator.normal(size=FAMILIES)[np.arange(count) % FAMILIES]
    return np.sqrt(SHARED) * common + np.sqrt(1 - SHARED) * own


def draw(generator, count, correlation, clustered):
    x = normal(generator, count, clustered)
    return x, correlation * x + np.sqrt(1 - correlation**2) * normal(generator, count, clustered)


def of_samples(draws, names, with_families, *options):
    """What `pedlab correlate` says of samples, each of which it takes for a dataset.

    draws: for each sample the columns `names`, [n] each.
    """
    with tempfile.NamedTemporaryFile("w", suffix=".csv", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["model", "dataset", *names] + ["family"] * with_families)
        for sample, columns in enumerate(draws):
            for model, values in enumerate(zip(*columns)):
                family = [f"f{model % FAMILIES}"] if with_families else []
                writer.writerow([f"m{model}", sample, *map(float, values)] + family)
        file.flush()
        command = [os.environ["PEDLAB"], "correlate", file.name, "--json", *options]
        return json.loads(subprocess.run(
            command, capture_output=True, text=True, check=True).stdout)


def coverage(rows, low, high, target):
    """"coverage_percent,mean_width,without_interval" of rows with the bounds of an interval or None."""
    found = [row for row in rows if row[low] is not None]
    lows, highs = (np.array([row[name] for row in found]) for name in (low, high))
    covered = ((lows <= target) & (target <= highs)).mean()
    return f"{100 * covered:.1f},{(highs - lows).mean():.2f},{len(rows) - len(found)}"


def correlate(generator, count, correlation, clustered, samples, method, with_families=True):
    draws = (draw(generator, count, correlation, clustered) for _ in range(samples))
    return of_samples(
        draws, ["score", "accuracy"], clustered and with_families, "--interval", method)


def main(samples=1000, method="jackknife"):
    print("models,interval,n,correlation,mean_tau,coverage_percent,mean_width,without_interval")
    for clustered, with_families in ((False, False), (True, False), (True, True)):
        kind = "in 4 families" if clustered else "independent"
        over = "families" if with_families else "models"
        for count in (8, 12, 30):
            for correlation in (0.0, 0.5, 0.8):
                generator = np.random.default_rng([count, int(10 * correlation), clustered])
                large = correlate(generator, count, correlation, clustered, 10 * samples, "none")
                target = np.mean([row["weighted_tau"] for row in large])
                rows = correlate(
                    generator, count, correlation, clustered, samples, method, with_families)
                found = coverage(rows, "weighted_tau_low", "weighted_tau_high", target)
                print(f"{kind},over {over},{count},{correlation},{target:.3f},{found}", flush=True)


if __name__ == "__main__":
    main(*[int(sys.argv[1])] if len(sys.argv) > 1 else [], *sys.argv[2:])
