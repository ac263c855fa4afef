"""Standard errors of scores against the spread over bootstrap recomputations of the rows.

Six models of growing quality on one dataset of 4 classes with 150 rows each, 8 dimensions. The program's
jackknife over ten blocks of rows is divided by the standard deviation of the scores of 200 resamples of the
rows, stratified by class, each scored by the program.

    PEDLAB=.build/release/pedlab python Tests/Python/measure_row_errors.py [METRIC,METRIC]
"""
import csv
import io
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import h5py
import numpy as np

CLASSES, ROWS, MODELS, DRAWS = 4, 150, 6, 200


def make_store(path):
    generator = np.random.default_rng(1)
    labels = np.repeat(np.arange(CLASSES), ROWS)
    with h5py.File(path, "w") as file:
        file.attrs["format"], file.attrs["version"] = "feature-store", 1
        file["datasets/d/labels"] = labels
        for model in range(MODELS):
            centres = generator.normal(size=(CLASSES, 8))
            file[f"models/m{model}/features/d"] = (
                (0.3 + 0.1 * model) * centres[labels] + generator.normal(size=(len(labels), 8)))


def resample(store, path):
    """The store with a dataset for each draw of its rows."""
    generator = np.random.default_rng(5)
    with h5py.File(store) as source, h5py.File(path, "w") as file:
        file.attrs["format"], file.attrs["version"] = "feature-store", 1
        labels = source["datasets/d/labels"][:]
        rows = [np.sort(np.concatenate([generator.choice(np.flatnonzero(labels == c), ROWS)
                                        for c in range(CLASSES)])) for _ in range(DRAWS)]
        for draw in range(DRAWS):
            file[f"datasets/d{draw}/labels"] = labels[rows[draw]]
        for model in range(MODELS):
            features = source[f"models/m{model}/features/d"][:]
            for draw in range(DRAWS):
                file[f"models/m{model}/features/d{draw}"] = features[rows[draw]]


def scores(program, store, *options):
    done = subprocess.run([program, "score", store, *options], capture_output=True, text=True, check=True)
    return list(csv.DictReader(io.StringIO(done.stdout))), done.stderr


def ratios(program, store, folder, metrics):
    """Jackknife over bootstrap, by metric and model; and what the program noted."""
    found, notes = scores(program, store, "--metric", metrics, "--standard-errors")
    resampled = Path(folder) / "resampled.h5"
    resample(store, resampled)
    again, _ = scores(program, resampled, "--metric", metrics)
    result = {}
    for row in found:
        values = [float(r["score"]) for r in again
                  if (r["model"], r["metric"]) == (row["model"], row["metric"])]
        assert len(values) == DRAWS
        result[row["metric"], row["model"]] = float(row["standard_error"]) / np.std(values, ddof=1)
    return result, notes


def main(metrics="logme,hscore,sfda,gbc,ncm,lda,transrate"):
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store.h5"
        make_store(store)
        found, _ = ratios(os.environ["PEDLAB"], store, folder, metrics)
    print("metric,mean_ratio," + ",".join(f"m{model}" for model in range(MODELS)))
    for metric in metrics.split(","):
        own = [found[metric, f"m{model}"] for model in range(MODELS)]
        print(f"{metric},{np.mean(own):.2f}," + ",".join(f"{value:.2f}" for value in own), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
