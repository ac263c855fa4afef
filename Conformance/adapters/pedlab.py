"""pedlab: the program that PEDLAB names, or the one of the last build."""

import csv
import os
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get("PEDLAB", ROOT / ".build/release/pedlab")
VERSION = subprocess.run([PROGRAM, "--version"], capture_output=True, text=True, check=True).stdout.split()
NAME = "pedlab " + next(word for word in VERSION if word[0].isdigit())
# metric of the kit: (metric of pedlab, an option)
OPTIONS = {
    "logme_icml": ("logme", "variant=icml"),
    "logme_tllib": ("logme", "variant=tllib"),
    "logme_transformer_ranker": ("logme", "variant=transformer_ranker"),
    "reg_hscore_te_guide": ("reg_hscore", "variant=te_guide"),
    "hscore_google": ("hscore", "variant=google"),
    "tmi_te_guide": ("tmi", "variant=te_guide"),
    "leep_plain": ("leep", "log=false"),
    "sa_printed": ("sa", "form=printed"),
    "ccfv_official": ("ccfv", "variant=official"),
    "otce_wasserstein": ("otce", "term=wasserstein"),
    "gbc": ("gbc", "gaussian=spherical"),
}
PLAIN = ("logme logme_effective sfda sfda_loo hscore reg_hscore hscore_debiased lda transrate lfc leep nce "
         "pactran_dirichlet pactran_gamma disco lead cka variance_collapse fisher_ratio silhouette rankme "
         "stable_rank sa kite class_fairness int concept_variance lp otce ccfv").split()


@cache
def scores(case, metrics, option=None):
    """{(metric, motion): score} of one run of the program."""
    command = [PROGRAM, "score", ROOT / "Conformance/cases.h5", "--metric", metrics, "--model", case,
               "--dataset", case, "--motion", "none,ped"]
    command += ["--set", f"metric_options.{metrics}.{option}"] if option else []
    result = subprocess.run(command, capture_output=True, text=True)
    if result.returncode:
        raise RuntimeError(result.stderr)
    return {(r["metric"], r["motion"]): float(r["score"]) for r in csv.DictReader(result.stdout.splitlines())}


def scorer(metric):
    def score(case, motion):
        name, option = OPTIONS.get(metric, (metric, None))
        return scores(case, name if option else ",".join(PLAIN), option)[name, motion]
    return score


SCORES = {metric + motion: scorer(metric) for metric in [*PLAIN, *OPTIONS] for motion in ("", "+ped")}
