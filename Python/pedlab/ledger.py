"""A ledger as pandas frames."""

import io
import os
import tempfile
from dataclasses import dataclass
from typing import Any

from . import program
from .errors import PedlabError
from .libraries import library

TEXT = {
    "experiment", "run", "status", "dataset", "model", "metric", "motion", "metric_options",
    "ablation", "inputs", "error", "note", "tags", "stop", "notes", "rescale", "force",
    "velocity", "mass", "radius",
}
WHOLE = {
    "current", "seed", "iterations", "models", "accuracies", "rounding_ties", "method_version",
    "setting", "lower_is_better", "steps_taken", "step", "overlapping_pairs",
}
FLAGS = {"clip"}
TIMES = {"created_at", "finished_at"}


@dataclass(frozen=True)
class Ledger:
    """What a ledger holds. The columns are those of Documentation/formats.md and ledger.md.

    runs          a row for each run that is not deleted, failed and unfinished ones too:
                  experiment, run, status, dataset, metric, the setting, the correlations, error,
                  note, tags, ...
    correlations  a row for each finished run: the setting and the correlations of its scores
    evaluations   a row for each model in a run: the setting, score, steps_taken, stop, accuracy
    traces        a row for each step of PED of an evaluation: potential_energy, displacement,
                  change_ratio, overlapping_pairs

    Text is text, counts are Int64 (missing ones <NA>), numbers float64 to the bit, times UTC.
    """

    path: str
    runs: Any
    correlations: Any
    evaluations: Any
    traces: Any

    def __repr__(self):
        return (
            f"Ledger({self.path!r}: {len(self.runs)} runs, {len(self.correlations)} correlations, "
            f"{len(self.evaluations)} evaluations, {len(self.traces)} rows of traces)"
        )


def load(ledger=None, experiments=None, superseded=False):
    """Reads a ledger into frames. It is only read: change the frames as you like.

    ledger       the file; None is what the command takes: PEDLAB_LEDGER, or Results/pedlab.sqlite
    experiments  a name or several; None is all
    superseded   also runs that the latest submission of their plan no longer asks for; the column
                 `current` tells them apart
    """
    pandas = library("pandas", "pedlab.load", "notebook")
    if ledger is not None and not os.path.exists(ledger):
        raise PedlabError(f"There is no ledger {os.fspath(ledger)}.")
    where = [] if ledger is None else ["--ledger", os.fspath(ledger)]
    statement = "SELECT * FROM run_list" + ("" if superseded else " WHERE current = 1")
    runs = _frame(pandas, io.StringIO(program.run("query", "--csv", "--sql", statement, *where)))
    chosen = _chosen(experiments, _names(pandas, where))
    runs = runs[runs["experiment"].isin(chosen)].reset_index(drop=True)
    exports = [_export(pandas, name, superseded, where) for name in chosen]
    frames = [_joined(pandas, [export[i] for export in exports]) for i in range(3)]
    return Ledger(os.fspath(ledger or "the default ledger"), runs, *frames)


def _names(pandas, where):
    statement = "SELECT name AS experiment FROM experiments ORDER BY name"
    text = program.run("query", "--csv", "--sql", statement, *where)
    return list(_frame(pandas, io.StringIO(text))["experiment"])


def _chosen(experiments, names):
    if experiments is None:
        return names
    wanted = [experiments] if isinstance(experiments, str) else list(experiments)
    for name in wanted:
        if name not in names:
            raise PedlabError(
                f"The ledger has no experiment '{name}'. It has {', '.join(names) or 'none'}.")
    return wanted


def _export(pandas, experiment, superseded, where):
    with tempfile.TemporaryDirectory(prefix="pedlab-") as folder:
        everything = ["--all"] if superseded else []
        program.run("export", "csv", experiment, "--out", folder, *everything, *where)
        files = ("correlations.csv", "scores.csv", "traces.csv")
        return [_frame(pandas, os.path.join(folder, name)) for name in files]


def _joined(pandas, frames):
    if not frames:
        return pandas.DataFrame()
    return pandas.concat(frames, ignore_index=True)


def _frame(pandas, source):
    # Text first: an id such as 12e4 must not become a number.
    frame = pandas.read_csv(source, dtype=str, keep_default_na=False)
    for column in frame.columns:
        frame[column] = _typed(pandas, column, frame[column])
    return frame


def _typed(pandas, column, values):
    missing = values == ""
    if column in TEXT:
        # Exports put an apostrophe before what a spreadsheet would take for a formula.
        return values.str.replace(r"^'(?=[=+\-@\t\r])", "", regex=True).mask(missing, None)
    if column in TIMES:
        seconds = pandas.to_numeric(values, errors="coerce")
        if seconds.notna().sum() == (~missing).sum():
            return pandas.to_datetime(seconds, unit="s", utc=True)
        return pandas.to_datetime(values.mask(missing, None), utc=True)
    if column in FLAGS:
        return values.map({"true": True, "false": False}).astype("boolean")
    if column in WHOLE:
        return values.mask(missing, None).astype("Int64")
    # Python's float reads the nearest double, which is the one that was written.
    return values.map(lambda text: float(text) if text else float("nan")).astype("float64")
