#!/usr/bin/env python3
"""Checks an implementation of transferability metrics against golden.csv; needs numpy alone.

    Conformance/check.py ADAPTER [--metric logme,sfda] [--case 5,6] [--json]
ADAPTER is a Python file with NAME and SCORES, {metric of golden.csv: function}. A function takes any of X (N x D),
y (labels), logits (N x 6), P (their softmax), reference (40 x D), its labels and the others of KEYS, case, motion;
behind PED a metric is "logme+ped". NotImplementedError("why") skips a case. Exit code 1 if a value differs.
"""

import argparse
import contextlib
import csv
import inspect
import json
import runpy
import sys
import types
from pathlib import Path

import numpy as np

CASES = np.load(Path(__file__).with_name("cases.npz"))
GOLDEN = list(csv.DictReader(open(Path(__file__).with_name("golden.csv"))))
KEYS = ("X", "y", "logits", "reference", "reference_labels", "random_features", "images")
SAME_ROWS = "wide", "label_order"  # but for the order in which classes are numbered


def load(path):
    sys.modules.setdefault("check", sys.modules[__name__])  # for `from check import load`
    return types.SimpleNamespace(**runpy.run_path(str(path)))


def inputs(row):
    given = {key: CASES[f"{row['case']}/{key}"].copy() for key in KEYS}
    odds = np.exp(given["logits"] - given["logits"].max(1, keepdims=True))
    return {**row, **given, "P": odds / odds.sum(1, keepdims=True)}


def off(score, row):
    return abs(score - float(row["score"])) / max(1, abs(float(row["score"])))


def cause(row, score):
    same = [r["metric"] for r in GOLDEN if (r["case"], r["motion"]) == (row["case"], row["motion"])
            and off(score, r) <= float(r["tolerance"])]
    return f"is {same[0]}" if same else "differs" if score == score else "is not a number"


def sentence(cause, found):
    """found: [(golden row, score or None)], all with one cause."""
    numbers = ", ".join(row["number"] for row, _ in found)
    row, score = max(found, key=lambda one: -1 if one[1] is None else off(one[1], one[0]))
    sizes = "" if score is None or score != score else f", at most {off(score, row):.1e} off: {score:.12g}, not {float(row['score']):.12g}"
    return f"    {cause} on case{'s' * (len(found) > 1)} {numbers}{sizes} ({row['purpose']})"


def report(name, function, rows):
    scores, skipped, causes, names = {}, [], {}, inspect.signature(function).parameters
    for row in rows:
        try:
            given = inputs(row)
            with contextlib.redirect_stdout(sys.stderr):
                score = float(function(**{key: given[key] for key in names}))
            scores[row["case"]] = (score, float(row["score"]))
            if not off(score, row) <= float(row["tolerance"]):
                causes.setdefault(cause(row, score), []).append((row, score))
        except NotImplementedError as reason:
            skipped.append(f"    case {row['number']} is skipped: {reason}")
        except Exception as error:  # whatever another's code raises
            causes.setdefault(f"fails ({type(error).__name__}: {str(error)[:99]})", []).append((row, None))
    differences = [sentence(*one) for one in causes.items()]
    one, other = (scores.get(case, (np.nan, np.nan)) for case in SAME_ROWS)
    if abs(one[1] - other[1]) < 1e-9 < abs(one[0] - other[0]):
        differences.append(f"    depends on the order of labels: {one[0]:.12g}, and {other[0]:.12g} in another one")
    agree = len(rows) - len(skipped) - sum(map(len, causes.values()))
    return dict(metric=name, agree=agree, of=len(rows) - len(skipped), differences=differences, skipped=skipped)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("adapter")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--metric", type=lambda text: text.split(","), default=[])
    parser.add_argument("--case", type=lambda text: text.split(","), default=[])
    options = parser.parse_args()
    adapter, results = load(options.adapter), []
    for name, function in adapter.SCORES.items():
        metric, _, motion = name.partition("+")
        rows = [row for row in GOLDEN if row["number"] in (options.case or row["number"])]
        rows = [row for row in rows if (row["metric"], row["motion"]) == (metric, motion or "none")]
        if rows and metric in (options.metric or metric):
            results.append(report(name, function, rows))
    print(json.dumps({"name": adapter.NAME, "results": results}) if options.json else adapter.NAME)
    for one in [] if options.json else results:
        print(f"  {one['metric']}: {one['agree']} of {one['of']} agree", *one["differences"], *one["skipped"], sep="\n")
    sys.exit(any(one["differences"] for one in results) or not results)


if __name__ == "__main__":
    main()
