"""Coverage of the 95 % BCa interval of the weighted tau, by simulation through `pedlab correlate`.

Scores and accuracies of n models are drawn from a bivariate normal distribution. The weights depend
on n, so what the interval should cover is the mean of the weighted tau over samples of that n.

    PEDLAB=.build/release/pedlab python Tests/Python/measure_coverage.py
"""
import csv
import json
import os
import subprocess
import sys
import tempfile

import numpy as np


def draw(generator, count, correlation):
    x = generator.normal(size=count)
    return x, correlation * x + np.sqrt(1 - correlation**2) * generator.normal(size=count)


def correlate(generator, count, correlation, samples, resamples):
    with tempfile.NamedTemporaryFile("w", suffix=".csv", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["model", "dataset", "score", "accuracy"])
        for sample in range(samples):
            for model, pair in enumerate(zip(*draw(generator, count, correlation))):
                writer.writerow([model, sample, *map(float, pair)])
        file.flush()
        command = [os.environ["PEDLAB"], "correlate", file.name, "--json", "--resamples",
                   str(resamples)]
        return json.loads(subprocess.run(
            command, capture_output=True, text=True, check=True).stdout)


def main(samples=1000):
    print("n,correlation,mean_tau,coverage_percent,mean_width,without_interval")
    for count in (8, 12, 14, 30):
        for correlation in (0.0, 0.5, 0.8):
            generator = np.random.default_rng([count, int(10 * correlation)])
            large = correlate(generator, count, correlation, 10 * samples, 0)
            target = np.mean([row["weighted_tau"] for row in large])
            rows = correlate(generator, count, correlation, samples, 10_000)
            rows = [row for row in rows if row["weighted_tau_low"] is not None]
            low = np.array([row["weighted_tau_low"] for row in rows])
            high = np.array([row["weighted_tau_high"] for row in rows])
            covered = ((low <= target) & (target <= high)).mean()
            print(f"{count},{correlation},{target:.3f},{100 * covered:.1f},"
                  f"{(high - low).mean():.2f},{samples - len(rows)}", flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
