#!/usr/bin/env python3
"""Makes the kit's inputs (cases.npz, cases.h5) and golden.csv from formulas.py.

    Conformance/golden.py [--check]     needs numpy, scipy, h5py; --check writes nothing and compares
"""

import csv
import inspect
import json
import sys
from pathlib import Path

import formulas
import h5py
import numpy as np
from scipy.special import softmax

HERE = Path(__file__).parent
SMALL = json.loads((HERE.parent / "Tests/Fixtures/metrics/small_cases.json").read_text())
FROM_OUTPUTS = ["leep", "leep_plain", "nce", "pactran_dirichlet", "pactran_gamma"]
# metric of the kit: (function of formulas.py, its arguments, tolerance relative to max(1, |score|), origin)
METRICS = {
    "logme": ("logme", {}, 1e-9, "You et al., JMLR 2022; thuml/LogME 56551ca"),
    "logme_icml": ("logme_icml", {}, 1e-9, "You et al., ICML 2021; thuml/LogME 56551ca"),
    "logme_tllib": ("logme_icml", {"guard": 0}, 1e-9, "You et al., ICML 2021; tllib c4aa59e"),
    "logme_transformer_ranker": (
        # N/2 log 2 pi is in single precision there, by torch's logarithm, which depends on the processor.
        "logme", {"variant": "transformer_ranker"}, 2e-7, "transformer-ranker 0.2.0"),
    "logme_effective": ("logme_effective", {}, 1e-9, "te-guide 002852b refined.py"),
    "sfda": ("sfda", {}, 1e-9, "Shao et al., ECCV 2022; PED e5af6e7"),
    "sfda_loo": ("sfda_loo", {}, 1e-9, "te-guide 002852b refined.py"),
    "hscore": ("hscore", {}, 1e-9, "Bao et al., ICIP 2019; tllib c4aa59e"),
    "reg_hscore": ("hscore_regularised", {}, 1e-9, "Ibrahim et al., ECML PKDD 2022"),
    "reg_hscore_te_guide": ("hscore_regularised", {"te_guide": True}, 1e-9, "te-guide 002852b classic.py"),
    "hscore_google": ("hscore_google", {}, 1e-9, "google-research 1d4d2f1"),
    "tmi_te_guide": ("tmi_te_guide", {}, 1e-9, "te-guide 002852b separability.py"),
    "hscore_debiased": ("hscore_debiased", {}, 1e-9, "te-guide 002852b refined.py"),
    "lda": ("lda_etran", {}, 1e-9, "Gholami et al., ICCV 2023; ETran d4551ed"),
    "gbc": ("gbc", {}, 1e-9, "Pandy et al., CVPR 2022; google-research 1d4d2f1"),
    "transrate": ("transrate", {}, 1e-9, "Huang et al., ICML 2022"),
    "lfc": ("lfc", {}, 1e-9, "Deshpande et al. 2021; Model-Spider d2a53e4"),
    "leep": ("leep", {}, 1e-9, "Nguyen et al., ICML 2020; tllib c4aa59e"),
    "leep_plain": ("leep", {"log": False}, 1e-9, "SFDA 3b7edf7; ETran d4551ed"),
    "nce": ("nce", {}, 1e-9, "Tran et al., ICCV 2019; tllib c4aa59e"),
    "pactran_dirichlet": ("pactran_dirichlet", {}, 1e-9, "Ding et al., ECCV 2022; pactran_metrics 2ea98d4"),
    "pactran_gamma": ("pactran_gamma", {}, 1e-9, "Ding et al., ECCV 2022; pactran_metrics 2ea98d4"),
    "disco": ("disco", {}, 1e-9, "arXiv 2412.19085; te-guide 002852b geometry.py"),
    "lead": ("lead", {}, 1e-9, "arXiv 2507.14559; te-guide 002852b dynamics.py"),
    "cka": ("cka", {}, 1e-9, "Kornblith et al., ICML 2019; arXiv 2405.01603"),
    "variance_collapse": ("variance_collapse", {}, 1e-9, "Papyan et al., PNAS 2020; arXiv 2310.05754"),
    "fisher_ratio": ("fisher_ratio", {}, 1e-9, "textbook"),
    "silhouette": ("silhouette", {}, 1e-9, "Rousseeuw 1987"),
    "rankme": ("rankme", {}, 1e-9, "Garrido et al., ICML 2023"),
    "stable_rank": ("stable_rank", {}, 1e-9, "textbook"),
    "kite": ("kite", {}, 1e-9, "arXiv 2405.01603"),
    "class_fairness": ("class_fairness", {}, 1e-9, "by pedlab's definition; arXiv 2310.05754 has no code"),
    "int": ("interclass_distance", {}, 1e-9, "arXiv 2502.06925 as described; Galanti et al., ICLR 2022"),
    "concept_variance": ("concept_variance", {}, 1e-9, "Vilalta and Drissi 2002; arXiv 2502.06925"),
    "lp": ("lp", {}, 1e-9, "DovileDo 7e308c4; scikit-learn NeighborhoodComponentsAnalysis"),
    "otce": ("otce", {}, 1e-9, "Tan et al., CVPR 2021; OTCE d844b87"),
    "otce_wasserstein": ("otce", {"term": "wasserstein"}, 1e-9, "Tan et al., CVPR 2021; OTCE d844b87"),
    "ccfv": ("ccfv", {}, 1e-9, "Yang et al., MICCAI 2023"),
    "ccfv_official": ("ccfv", {"official": True}, 1e-9, "CCFV ba07768 main.py"),
    "sa": ("sa", {}, 1e-9, "Kumar et al., WACV 2025; enhancing_TE 6401c99"),
    "sa_printed": ("sa", {"form": "printed"}, 1e-9, "Kumar et al., WACV 2025"),
}


def cases():
    """{name: (what it is for, X, y)}; y as an implementation gets it."""
    small = {c["name"]: (np.array(c["features"]), np.array(c["labels"])) for c in SMALL}
    random = np.random.default_rng(20251)
    labels = np.repeat(np.arange(10), [40, 30, 30, 25, 25, 25, 20, 20, 20, 15])
    centres = random.normal(size=(10, 64))
    rows = 0.7 * centres[labels] + random.normal(size=(250, 64)) * np.linspace(0.2, 2, 64)
    (three, threes), (wide, wides) = small["three classes"], small["fewer rows than dimensions"]
    return {
        "three_classes": ("the plain case", three, threes),
        "two_classes": ("two classes", *small["two classes"]),
        "class_of_one": ("a class of one row", *small["class of one"]),
        "wide": ("fewer rows than dimensions", wide, wides),
        "unbalanced": ("classes of unequal size", *small["unbalanced"]),
        "label_order": ("label order: case 4 with its classes numbered the other way round", wide, wides.max() - wides),
        "label_gap": ("labels 0, 1, 3: a label without rows", three, np.array([0, 1, 3])[threes]),
        "deficient": ("dead and duplicate dimensions", *small["dead and duplicate dimensions"]),
        "offset": ("features with a common offset of 100", three + 100, threes),
        "ten_classes": ("250 rows, 64 dimensions, 10 classes", rows, labels),
    }


def made():
    """The arrays of cases.npz and the rows of golden.csv."""
    arrays, golden = {}, []
    for number, (name, (purpose, X, y)) in enumerate(cases().items(), 1):
        random = np.random.default_rng(number)
        logits = np.round(random.normal(size=(len(X), 6)) + np.eye(6)[y % 6], 6)
        reference = X.mean(0) + X.std(0).clip(0.1) * np.round(random.normal(size=(40, X.shape[1])), 6)
        others = {
            "logits": logits, "reference": reference, "reference_labels": random.integers(0, 4, 40),
            "random_features": np.round(np.tanh((X - X.mean(0)) @ random.normal(size=(X.shape[1], 7))), 6),
            "images": np.array([(y[:i] == c).sum() % 3 for i, c in enumerate(y)])}
        arrays |= {f"{name}/{key}": values for key, values in {"X": X, "y": y, **others}.items()}
        dense = np.unique(y, return_inverse=True)[1]
        for motion in "none", "ped":
            moved = formulas.ped(X, dense, reference) if motion == "ped" else X
            for metric, (function, arguments, tolerance, origin) in METRICS.items():
                if name == "deficient" and metric.startswith("logme"):
                    continue  # null directions: decided by rounding in every public code
                first = softmax(logits, axis=1) if metric in FROM_OUTPUTS else moved
                if metric in FROM_OUTPUTS and motion == "ped":
                    continue
                formula = getattr(formulas, function)
                needs = {key: others[key] for key in inspect.signature(formula).parameters if key in others}
                score = float(formula(first, dense, **needs, **arguments))
                golden.append([number, name, purpose, metric, motion, repr(score), tolerance, origin])
    return arrays, golden


def write(arrays, golden):
    np.savez(HERE / "cases.npz", **arrays)
    with h5py.File(HERE / "cases.h5", "w") as file:
        file.attrs.update(format="feature-store", version=1, title="Conformance cases")
        for name in cases():
            file[f"datasets/{name}/labels"] = arrays[f"{name}/y"]
            file[f"models/{name}/features/{name}"] = arrays[f"{name}/X"]
            file[f"models/{name}/logits/{name}"] = arrays[f"{name}/logits"]
            file[f"models/{name}/reference"] = arrays[f"{name}/reference"]
            file[f"models/{name}/reference_labels"] = arrays[f"{name}/reference_labels"]
            file[f"models/{name}/random_features/{name}"] = arrays[f"{name}/random_features"]
            file[f"datasets/{name}/images"] = arrays[f"{name}/images"]
    with open(HERE / "golden.csv", "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow("number case purpose metric motion score tolerance origin".split())
        writer.writerows(golden)


if __name__ == "__main__":
    arrays, golden = made()
    if "--check" not in sys.argv:
        write(arrays, golden)
    kept = list(csv.reader(open(HERE / "golden.csv")))[1:]
    for old, new in zip(kept, golden, strict=True):
        if abs(float(old[5]) - float(new[5])) > 1e-10 * max(1, abs(float(new[5]))):
            sys.exit(f"golden.csv has {old[5]} for {old[3]} on {old[1]} ({old[4]}); the formula gives {new[5]}")
    print(f"golden.csv: {len(golden)} values as formulas.py has them")
