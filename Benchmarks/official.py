"""Scores one model on one dataset with the official PED code, and says how long each call took.

The official repository is not part of this one: give the path of a clone. Its metrics.py imports
torch and a `utils` with model definitions that the metrics do not use; both are replaced by empty
modules here, and of utils.py only the function `iterative_A` is run, as it stands in the clone.

    python official.py CLONE STORE --metric logme sfda --settings '[{"step_size": 0.1}]' --repeat 3

Prints one JSON object per line: metric, setting, seconds of the call (features in memory, float64
unless --float32), score. PED's GBC is not in the official code: `gbc` is its motion followed by
spherical GBC in NumPy. Threads: OPENBLAS_NUM_THREADS.
"""

import argparse
import ast
import contextlib
import io
import json
import os
import resource
import sys
import time
import types

import h5py
import numpy as np
import sklearn.decomposition
import sklearn.mixture  # before the empty torch: they look for it

DEFAULTS = {
    "step_size": 0.1, "force_constant": 1.0, "radius_scale": 0.6, "exit_ratio": 0.5,
}


def load_official(clone):
    """The module metrics.py of a clone."""
    torch = types.ModuleType("torch")
    torch.nn = types.ModuleType("torch.nn")
    utils = types.ModuleType("utils")
    with open(os.path.join(clone, "utils.py")) as file:
        tree = ast.parse(file.read())
    wanted = [node for node in tree.body if getattr(node, "name", "") == "iterative_A"]
    if not wanted:
        sys.exit(f"{clone}/utils.py has no function iterative_A: is this a clone of the PED code?")
    utils.np = np
    exec(compile(ast.Module(wanted, []), "utils.py", "exec"), utils.__dict__)
    # SciPy asks a module named torch for its tensor class.
    torch.Tensor = type("Tensor", (), {})
    sys.modules.update({"torch": torch, "torch.nn": torch.nn, "utils": utils})
    sys.path.insert(0, clone)
    import metrics

    return metrics


def gbc(features, labels):
    """Spherical GBC in NumPy, as google-research's stable_transfer defines it."""
    classes = np.unique(labels)
    means = np.stack([features[labels == c].mean(0) for c in classes])
    variances = np.stack([np.maximum(features[labels == c].var(0), 1e-4) for c in classes])
    spread = variances.mean(1)
    score = 0.0
    for a in range(len(classes)):
        for b in range(len(classes)):
            if a != b:
                average = (spread[a] + spread[b]) / 2
                distance = ((means[a] - means[b]) ** 2).sum() / average / 8
                distance += 0.5 * (np.log(average) - 0.5 * np.log(spread[a] * spread[b]))
                score -= np.exp(-distance)
    return score


def motion(metrics, features, labels, reference, setting):
    """The official loop of PED_Score, which returns no features, around its One_Step_PED."""
    moved = features
    for step in range(6):
        new, labels, change = metrics.One_Step_PED(
            moved, labels, general_X=reference, time_step=setting["step_size"], eps=1e-3,
            nsigma=setting["radius_scale"], constant=setting["force_constant"])
        first = change if step == 0 else first
        if not change / first > setting["exit_ratio"]:
            break
        moved = new
    return moved


def score(metrics, metric, features, labels, reference, setting):
    if metric == "gbc":
        return gbc(motion(metrics, features, labels, reference, setting), labels)
    return metrics.PED_Score(
        features, labels, general_X=reference, exit_ratio=setting["exit_ratio"],
        time_step=setting["step_size"], type=metric.upper(), nsigma=setting["radius_scale"],
        constant=setting["force_constant"])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("clone")
    parser.add_argument("store")
    parser.add_argument("--model")
    parser.add_argument("--dataset")
    parser.add_argument("--metric", nargs="+", default=["logme"])
    parser.add_argument("--settings", default="[{}]", help="JSON, a list of objects")
    parser.add_argument("--repeat", type=int, default=1)
    parser.add_argument("--float32", action="store_true", help="keep float32 features as they are")
    options = parser.parse_args()
    metrics = load_official(options.clone)
    with h5py.File(options.store) as store:
        model = options.model or sorted(store["models"])[0]
        dataset = options.dataset or sorted(store[f"models/{model}/features"])[0]
        features = store[f"models/{model}/features/{dataset}"][:]
        reference = store[f"models/{model}/reference"][:]
        labels = np.unique(store[f"datasets/{dataset}/labels"][:], return_inverse=True)[1]
    if not options.float32:
        features, reference = features.astype(np.float64), reference.astype(np.float64)
    for metric in options.metric:
        for given in json.loads(options.settings):
            setting = {**DEFAULTS, **given}
            for _ in range(options.repeat):
                # SFDA writes into the array that it is given.
                copy = features.copy()
                with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(
                        io.StringIO()), np.errstate(all="ignore"):
                    start, processor = time.perf_counter(), time.process_time()
                    value = score(metrics, metric, copy, labels, reference, setting)
                    seconds = time.perf_counter() - start
                    processor = time.process_time() - processor
                peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
                print(json.dumps({"metric": metric, "setting": given, "seconds": seconds,
                                  "processor_seconds": processor, "score": float(value), "peak_bytes": peak}), flush=True)


main()
