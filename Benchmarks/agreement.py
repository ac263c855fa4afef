"""Compares PED with LogME, GBC and SFDA of random settings with direct computations in NumPy and SciPy.

    python Benchmarks/agreement.py PEDLAB --settings 200 --references references.jsonl
    python Benchmarks/agreement.py PEDLAB --metric sfda --shapes 4000x256x3 --separation 0.1

For each shape a store is written, `pedlab run` scores random settings of it, and each distinct
motion is computed anew from the definition, after the official loop over class means: for LogME the Gram
matrix of the moved features (D x D), its eigendecomposition by LAPACK, and the official fixed point over
the eigenvalues; for GBC and SFDA the moved rows. None of pedlab's algebra is used. A setting
takes seconds where features are large: --references keeps what was computed, so that another build can be
compared soon. --official CLONE also calls the official code itself, on the features, for the first settings
of each shape.
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
metrics: [{metric}]
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
        self.labels, self.variances = labels, variances
        self.residuals = rows - self.means[labels]
        self.scatter = self.residuals.T @ self.residuals

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


def gbc(features, means):
    """Spherical GBC: one variance for each class, the mean over dimensions."""
    spread = np.maximum(features.variances, 1e-4).mean(1)
    average = (spread[:, None] + spread) / 2
    distance = cdist(means, means) ** 2 / average / 8
    distance += 0.5 * (np.log(average) - 0.5 * np.log(np.outer(spread, spread)))
    np.fill_diagonal(distance, np.inf)
    return -np.exp(-distance).sum()


def sfda(features, means):
    """Both passes over the moved rows, with a solve in place of the official eigenproblem."""
    labels, counts = features.labels, features.counts
    rows = features.residuals + means[labels]
    total = features.scatter / len(rows)
    left = total.sum(1)
    for _ in range(3):
        right = total @ left
        right /= np.linalg.norm(right)
        left = total @ right
        left /= np.linalg.norm(left)
    shrinkage = max(np.exp(-5 * (left @ total @ right)), 1e-10)
    first = discriminant(rows, means, total, counts, shrinkage)
    first = np.exp(first - first.max(1, keepdims=True))
    share = (first / first.sum(1, keepdims=True))[np.arange(len(rows)), labels][:, None]
    others = (means.sum(0) - means) / (len(means) - 1)
    mixed = share * rows + (1 - share) * others[labels]
    centres = np.stack([mixed[labels == c].mean(0) for c in range(len(means))])
    rest = mixed - centres[labels]
    second = discriminant(mixed, centres, rest.T @ rest / len(rows), counts, shrinkage)
    return second[np.arange(len(rows)), labels].mean()


def discriminant(rows, means, scatter, counts, shrinkage):
    """The probabilities of a linear discriminant, N x C."""
    width = len(scatter)
    shrunk = (1 - shrinkage) * scatter + shrinkage * np.trace(scatter) / width * np.eye(width)
    ways = scipy.linalg.solve(shrunk, means.T, assume_a="pos")
    logits = rows @ ways - 0.5 * (means * ways.T).sum(1) + np.log(counts / counts.sum())
    logits -= logits.max(1, keepdims=True)
    return np.exp(logits) / np.exp(logits).sum(1, keepdims=True)


DIRECT = {"logme": logme, "gbc": gbc, "sfda": sfda}


def write_overlapping(path, rows, dimensions, classes, separation):
    """A store whose classes overlap: dimensions of standard deviations from 1/4 to 4."""
    random = np.random.default_rng(5)
    labels = np.arange(rows) % classes
    centres = separation * random.standard_normal((classes, dimensions))
    scale = 2.0 ** (np.arange(dimensions) % 9 / 2 - 2)
    features = (random.standard_normal((rows, dimensions)) + centres[labels]) * scale
    with h5py.File(path, "w") as store:
        store.attrs["format"], store.attrs["version"] = "feature-store", 1
        store["datasets/d/labels"] = labels
        store["models/m/features/d"] = features.astype(np.float32)
        store["models/m/reference"] = (
            random.standard_normal((1000, dimensions)) * scale).astype(np.float32)


def pedlab_scores(pedlab, metric, store, folder, settings, seed):
    """Rows of scores.csv."""
    plan, ledger, out = (os.path.join(folder, name) for name in ("p.yaml", "l.sqlite", "out"))
    with open(plan, "w") as file:
        file.write(PLAN.format(metric=metric, store=store, settings=settings, seed=seed))
    quiet = {"check": True, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    subprocess.run([pedlab, "run", plan, "--ledger", ledger], **quiet)
    subprocess.run(
        [pedlab, "export", "csv", "agreement", "--ledger", ledger, "--out", out], **quiet)
    with open(os.path.join(out, "scores.csv")) as file:
        return list(csv.DictReader(file))


def official_scores(clone, metric, store, settings):
    """Of the official code itself."""
    script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "official.py")
    text = subprocess.run(
        [sys.executable, script, clone, store, "--metric", metric, "--settings",
         json.dumps([{k: v for k, v in s.items() if k != "iterations"} for s in settings])],
        check=True, capture_output=True, text=True).stdout
    return [json.loads(line)["score"] for line in text.splitlines()]


def relative(value, reference):
    return abs(value - reference) / max(1, abs(reference))


def known_references(path):
    if not path or not os.path.exists(path):
        return {}
    with open(path) as file:
        return {(entry.get("metric", "logme"), entry["shape"], json.dumps(entry["setting"])):
                entry["score"]
                for entry in map(json.loads, file)}


def compare(options, shape, seed, known):
    rows, dimensions, classes = shape.split("x")
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        store = os.path.join(folder, "store.h5")
        if options.separation is None:
            subprocess.run(
                [options.pedlab, "store", "synthesize", "--out", store, "--models", "1",
                 "--datasets", "1", "--rows", rows, "--dimensions", dimensions, "--classes",
                 classes, "--reference-rows", "5000"],
                check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        else:
            write_overlapping(
                store, int(rows), int(dimensions), int(classes), options.separation)
        scores = pedlab_scores(
            options.pedlab, options.metric, store, folder, options.settings, seed)
        settings = [{name: float(row[name]) for name in NAMES} for row in scores]
        values = [float(row["score"]) for row in scores]
        features, by_place, worst = None, {}, 0.0
        for number, (setting, value) in enumerate(zip(settings, values), 1):
            key = (options.metric, shape, json.dumps(setting))
            if key not in known:
                features = features or Features(store)
                means = features.moved(setting)
                place = means.tobytes()
                if place not in by_place:
                    by_place[place] = DIRECT[options.metric](features, means)
                known[key] = by_place[place]
                if options.references:
                    with open(options.references, "a") as file:
                        entry = {"metric": options.metric, "shape": shape, "setting": setting,
                                 "score": known[key]}
                        file.write(json.dumps(entry) + "\n")
            worst = max(worst, relative(value, known[key]))
            print(f"{shape}: {number} of {len(scores)}, {worst:.1e}", file=sys.stderr, end="\r")
        print(file=sys.stderr)
        # The official script always asks for six iterations.
        sixes = [(s, v) for s, v in zip(settings, values) if s["iterations"] == 6]
        sixes = sixes[:options.official_settings] if options.official else []
        official = official_scores(
            options.official, options.metric, store, [s for s, _ in sixes]) if sixes else []
        return {
            "shape": shape, "range": f"{min(values):.4g} to {max(values):.4g}", "settings": len(scores), "distinct": len(set(values)),
            "difference": worst, "official": len(official),
            "official_difference": max(
                (relative(v, o) for (_, v), o in zip(sixes, official)), default=None),
        }


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pedlab", help="the program")
    parser.add_argument("--metric", choices=sorted(DIRECT), default="logme")
    parser.add_argument("--separation", type=float,
                        help="of overlapping classes; without it, the store is synthesized")
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
    print("| metric | N x D x C | random settings | distinct scores | scores | largest difference from the "
          "direct computation / max(1, score) | from the official code (settings) |")
    print("|---|---|---|---|---|---|---|")
    for result in results:
        official = "-"
        if result["official"]:
            official = f"{result['official_difference']:.0e} ({result['official']})"
        print(f"| {options.metric} | {result['shape'].replace('x', ' x ')} | {result['settings']} "
              f"| {result['distinct']} | {result['range']} | {result['difference']:.0e} | {official} |")
    if any(result["difference"] > 1e-9 for result in results):
        sys.exit("A difference is above 1e-9.")


main()
