"""Compares PED+LogME of random settings with a direct computation in NumPy and SciPy.

    python Benchmarks/agreement.py PEDLAB --settings 200 --references references.jsonl

For each shape a store is synthesized, `pedlab run` scores random settings of it, and each distinct
motion is computed anew: the official loop over class means, the Gram matrix of the moved features
(D x D), its eigendecomposition by LAPACK, and the official fixed point over the eigenvalues. None
of pedlab's algebra is used. A setting takes seconds here: --references keeps what was computed, so
that another build can be compared soon. --official CLONE also calls the official code itself, on
the features, for the first settings of each shape.
"""

import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile

import h5py
import numpy as np
import scipy.linalg
from scipy.spatial.distance import cdist

PLAN = """experiment: agreement
store: {store}
metrics: [logme]
motion: [ped]
ped:
  step_size: {{logspace: [0.02, 1, 30]}}
  iterations: [1, 2, 3, 4, 5, 6]
  force_constant: {{logspace: [0.3, 3, 10]}}
  radius_scale: {{linspace: [0.2, 0.8, 13]}}
  exit_ratio: [0.1, 0.3, 0.5, 0.8]
sampling: {{random: {settings}, seed: {seed}}}
"""
NAMES = ["step_size", "iterations", "force_constant", "radius_scale", "exit_ratio"]


class Features:
    """Class statistics of a store's only model and dataset."""

    def __init__(self, path):
        with h5py.File(path) as store:
            model = next(iter(store["models"]))
            dataset = next(iter(store[f"models/{model}/features"]))
            rows = store[f"models/{model}/features/{dataset}"][:].astype(np.float64)
            reference = store[f"models/{model}/reference"][:].astype(np.float64)
            labels = np.unique(store[f"datasets/{dataset}/labels"][:], return_inverse=True)[1]
        self.counts = np.bincount(labels)
        self.means = np.stack([rows[labels == c].mean(0) for c in range(len(self.counts))])
        variances = np.stack([rows[labels == c].var(0) for c in range(len(self.counts))])
        self.scale = np.maximum(reference.std(0), 1e-3)
        self.radii = np.sqrt((variances / self.scale**2).sum(1))
        rows -= self.means[labels]
        self.scatter = rows.T @ rows

    def moved(self, setting):
        """The class means where the official loop leaves them, C x D."""
        centres = (self.means - self.means.mean(0)) / self.scale
        start = centres.copy()
        reach = setting["radius_scale"] * (self.radii[:, None] + self.radii)
        strength = 0.5 * setting["step_size"] ** 2 * setting["force_constant"]
        for step in range(int(setting["iterations"])):
            distance = cdist(centres, centres)
            overlap = np.maximum(reach - distance, 0)
            np.fill_diagonal(overlap, 0)
            np.fill_diagonal(distance, 1)
            push = np.minimum(strength * overlap, overlap) / distance
            shift = push.sum(1)[:, None] * centres - push @ centres
            change = np.abs(shift).sum()
            if step == 0:
                first = change
            if not change / first > setting["exit_ratio"]:
                break
            centres = centres + shift
        return self.means + (centres - start) * self.scale


def logme(features, means):
    """The official fixed point, by the eigenvalues of F'F with F the moved features."""
    counts = features.counts
    gram = features.scatter + means.T @ (counts[:, None] * means)
    sigma, vectors = scipy.linalg.eigh(gram, driver="evd", overwrite_a=True, check_finite=False)
    sigma = np.maximum(sigma, 0)
    rows, dimension = counts.sum(), len(sigma)
    first = max(dimension - rows, 0)
    sigma = sigma[first:]
    squares = ((counts[:, None] * means) @ vectors[:, first:]) ** 2
    total = 0.0
    for count, parts in zip(counts, squares):
        alpha, beta = 1.0, 1.0
        for _ in range(11):
            t = alpha / beta
            gamma = (sigma / (sigma + t)).sum()
            norm = (parts / (sigma + t) ** 2).sum()
            residual = count - (parts * (sigma + 2 * t) / (sigma + t) ** 2).sum()
            alpha, beta = gamma / (norm + 1e-5), (rows - gamma) / (residual + 1e-5)
            if abs(alpha / beta - t) / t <= 1e-3:
                break
        total += (dimension / 2 * np.log(alpha) + rows / 2 * np.log(beta)
                  - 0.5 * np.log(alpha + beta * sigma).sum() - beta / 2 * residual
                  - alpha / 2 * norm - rows / 2 * np.log(2 * np.pi)) / rows
    return total / len(counts)


def pedlab_scores(pedlab, store, folder, settings, seed):
    """Rows of scores.csv."""
    plan, ledger, out = (os.path.join(folder, name) for name in ("p.yaml", "l.sqlite", "out"))
    with open(plan, "w") as file:
        file.write(PLAN.format(store=store, settings=settings, seed=seed))
    quiet = {"check": True, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run([pedlab, "run", plan, "--ledger", ledger], **quiet)
    subprocess.run(
        [pedlab, "export", "csv", "agreement", "--ledger", ledger, "--out", out], **quiet)
    with open(os.path.join(out, "scores.csv")) as file:
        return list(csv.DictReader(file))


def official_scores(clone, store, settings):
    """Of the official code itself."""
    script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "official.py")
    text = subprocess.run(
        [sys.executable, script, clone, store, "--metric", "logme", "--settings",
         json.dumps([{k: v for k, v in s.items() if k != "iterations"} for s in settings])],
        check=True, capture_output=True, text=True).stdout
    return [json.loads(line)["score"] for line in text.splitlines()]


def relative(value, reference):
    return abs(value - reference) / max(1, abs(reference))


def known_references(path):
    if not path or not os.path.exists(path):
        return {}
    with open(path) as file:
        return {(entry["shape"], json.dumps(entry["setting"])): entry["score"]
                for entry in map(json.loads, file)}


def compare(options, shape, seed, known):
    rows, dimensions, classes = shape.split("x")
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        store = os.path.join(folder, "store.h5")
        subprocess.run(
            [options.pedlab, "store", "synthesize", "--out", store, "--models", "1", "--datasets",
             "1", "--rows", rows, "--dimensions", dimensions, "--classes", classes,
             "--reference-rows", "5000"],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        scores = pedlab_scores(options.pedlab, store, folder, options.settings, seed)
        settings = [{name: float(row[name]) for name in NAMES} for row in scores]
        values = [float(row["score"]) for row in scores]
        features, by_place, worst = None, {}, 0.0
        for number, (setting, value) in enumerate(zip(settings, values), 1):
            key = (shape, json.dumps(setting))
            if key not in known:
                features = features or Features(store)
                means = features.moved(setting)
                place = means.tobytes()
                if place not in by_place:
                    by_place[place] = logme(features, means)
                known[key] = by_place[place]
                if options.references:
                    with open(options.references, "a") as file:
                        entry = {"shape": shape, "setting": setting, "score": known[key]}
                        file.write(json.dumps(entry) + "\n")
            worst = max(worst, relative(value, known[key]))
            print(f"{shape}: {number} of {len(scores)}, {worst:.1e}", file=sys.stderr, end="\r")
        print(file=sys.stderr)
        # The official script always asks for six iterations.
        sixes = [(s, v) for s, v in zip(settings, values) if s["iterations"] == 6]
        sixes = sixes[:options.official_settings] if options.official else []
        official = official_scores(options.official, store, [s for s, _ in sixes]) if sixes else []
        return {
            "shape": shape, "settings": len(scores), "distinct": len(set(values)),
            "difference": worst, "official": len(official),
            "official_difference": max(
                (relative(v, o) for (_, v), o in zip(sixes, official)), default=None),
        }


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pedlab", help="the program")
    parser.add_argument("--shapes", default="50000x2048x10,6667x2048x100,19850x2048x397")
    parser.add_argument("--settings", type=int, default=200)
    parser.add_argument("--references", help="JSON lines: read, and written to")
    parser.add_argument("--official", help="a clone of the official repository")
    parser.add_argument("--official-settings", type=int, default=3)
    parser.add_argument("--folder", help="for temporary stores")
    options = parser.parse_args()
    known = known_references(options.references)
    results = [compare(options, shape, seed, known)
               for seed, shape in enumerate(options.shapes.split(","), 1)]
    print("| N x D x C | random settings | distinct scores | largest difference from the direct "
          "computation / max(1, score) | from the official code (settings) |")
    print("|---|---|---|---|---|")
    for result in results:
        official = "-"
        if result["official"]:
            official = f"{result['official_difference']:.0e} ({result['official']})"
        print(f"| {result['shape'].replace('x', ' x ')} | {result['settings']} "
              f"| {result['distinct']} | {result['difference']:.0e} | {official} |")
    if any(result["difference"] > 1e-9 for result in results):
        sys.exit("A difference is above 1e-9.")


main()
