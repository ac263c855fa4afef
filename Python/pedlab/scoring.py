"""Scores of features that a notebook holds."""

import json
import os
import tempfile
from collections.abc import Mapping

from . import program
from .errors import PedlabError
from .libraries import library
from .store import write_store

# The names of the only model and the only dataset, as messages have them.
MODEL, DATASET = "features", "data"


def score(features, labels, metrics="logme", *, motion="none", reference=None, logits=None,
          settings=None):
    """Scores of features [N, D] with labels [N], as `pedlab score` computes them.

    features   an array [N, D] (NumPy, torch, or what numpy.asarray takes), or {model: array};
               None with logits alone, for metrics of logits
    labels     integers or text [N] for classes
    metrics    a name or several; `pedlab metrics` lists them
    motion     "none", "ped", or both in a list
    reference  features on the source data [S, D], for PED's rescaling; with several models
               {model: array}
    logits     outputs of the source head [N, K], for LEEP, NCE and Energy; likewise
    settings   values as in a plan: {"ped.step_size": 0.2, "ped.rescale": "target"}

    Returns a DataFrame with the columns model, metric, motion, score, steps_taken, stop and notes,
    the best score of each metric first. Higher is better for every metric.
    """
    pandas = library("pandas", "pedlab.score", "notebook")
    given = logits if features is None else features
    if given is None:
        raise PedlabError("features is None, and so is logits: give one of them.")
    models = given if isinstance(given, Mapping) else {MODEL if features is not None else "outputs": given}
    outputs = _by_model(logits, models, "logits")
    with tempfile.TemporaryDirectory(prefix="pedlab-") as folder:
        path = os.path.join(folder, "features.h5")
        write_store(
            path, None if features is None else {m: {DATASET: x} for m, x in models.items()},
            {DATASET: labels}, references=_by_model(reference, models, "reference"),
            logits={m: {DATASET: rows} for m, rows in outputs.items()})
        try:
            lines = program.run(
                "score", path, "--json", "--no-cache", "--metric", _list(metrics),
                "--motion", _list(motion), *_settings(settings)).splitlines()
        except PedlabError as error:
            # The file is this function's, and gone.
            raise PedlabError(str(error).replace(f"{path}: ", "")) from None
    rows = [json.loads(line) for line in lines]
    columns = ["model", "metric", "motion", "score", "steps_taken", "stop", "notes"]
    frame = pandas.DataFrame(rows, columns=columns)
    frame["notes"] = frame["notes"].map(lambda notes: "; ".join(notes or []))
    frame["steps_taken"] = frame["steps_taken"].astype("Int64")
    order = frame.sort_values(
        ["metric", "motion", "score"], ascending=[True, True, False], kind="stable")
    return order.reset_index(drop=True)


def _by_model(arrays, models, name):
    if arrays is None:
        return {}
    if isinstance(arrays, Mapping):
        for model in arrays:
            if model not in models:
                raise PedlabError(
                    f"{name} has the model '{model}', which features does not have: "
                    f"{', '.join(models)}.")
        return dict(arrays)
    if len(models) > 1:
        raise PedlabError(
            f"{name} is one array, but there are {len(models)} models: give {{model: array}}.")
    return {model: arrays for model in models}


def _list(names):
    return names if isinstance(names, str) else ",".join(names)


def _settings(settings):
    options = []
    for key, value in (settings or {}).items():
        text = str(value).lower() if isinstance(value, bool) else str(value)
        options += ["--set", f"{key}={text}"]
    return options
