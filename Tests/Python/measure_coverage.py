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


def correlate(generator, count, correlation, clustered, samples, method, with_families=True):
    with tempfile.NamedTemporaryFile("w", suffix=".csv", newline="") as file:
        writer = csv.writer(file)
        families = clustered and with_families
        writer.writerow(["model", "dataset", "score", "accuracy"] + ["family"] * families)
        for sample in range(samples):
            pairs = zip(*draw(generator, count, correlation, clustered))
            for model, pair in enumerate(pairs):
                family = [f"f{model % FAMILIES}"] if families else []
                writer.writerow([f"m{model}", sample, *map(float, pair)] + family)
        file.flush()
        command = [os.environ["PEDLAB"], "correlate", file.name, "--json", "--interval", method]
        return json.loads(subprocess.run(
            command, capture_output=True, text=True, check=True).stdout)


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
                rows = [row for row in rows if row["weighted_tau_low"] is not None]
                low = np.array([row["weighted_tau_low"] for row in rows])
                high = np.array([row["weighted_tau_high"] for row in rows])
                covered = ((low <= target) & (target <= high)).mean()
                print(f"{kind},over {over},{count},{correlation},{target:.3f},{100 * covered:.1f},"
                      f"{(high - low).mean():.2f},{samples - len(rows)}", flush=True)


if __name__ == "__main__":
    main(*[int(sys.argv[1])] if len(sys.argv) > 1 else [], *sys.argv[2:])
