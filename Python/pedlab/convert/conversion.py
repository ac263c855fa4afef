"""From files to a store."""

import os
from dataclasses import dataclass
from typing import Any

from ..arrays import as_array, joined, numpy
from ..arrays import labels as label_array
from ..errors import PedlabError
from ..libraries import library
from ..progress import UsageError, say
from ..store import StoreWriter, accuracy_pairs
from .files import opened
from .matching import labels_by_name
from .tables import TableFile
from .template import natural


@dataclass
class Rows:
    """The rows of a model and a dataset, as they lie in files."""

    values: Any
    # The class of each row, where {class} names it.
    classes: Any
    # The names of the files, where each row is a file.
    names: Any


class Conversion:
    """What lies where, found before anything is written.

    templates  by role: features or logits; labels; and perhaps reference, reference_labels, ids
               (names of the rows) and label_ids (names of the labels)
    """

    def __init__(self, templates, *, models, datasets, trust):
        self.templates = {role: template for role, template in templates.items() if template}
        self.main = "features" if "features" in self.templates else "logits"
        self.trust = trust
        self.known = {"model": models, "dataset": datasets}
        self._last = (None, None)
        # By dataset: the first model with its labels and names of rows.
        self._first = {}
        self._said = set()
        self.pairs = self._pairs()

    def write(self, path, *, accuracy, unit, dtype, compression, overwrite):
        writer = StoreWriter(path, dtype=dtype, compression=compression, overwrite=overwrite)
        with writer as store:
            for model, dataset in self.pairs:
                self._refuse_labels_among_features(model, dataset)
                rows = self._rows(model, dataset)
                self._write_labels(store, model, dataset, rows)
                if self.main == "features":
                    store.add_features(model, dataset, rows.values)
                    if "logits" in self.templates:
                        store.add_logits(model, dataset, self._read("logits", model, dataset))
                else:
                    store.add_logits(model, dataset, rows.values)
            for model in self.models():
                if "reference" in self.templates:
                    store.add_reference(model, self._read("reference", model))
                if "reference_labels" in self.templates:
                    store.add_reference_labels(model, self._read("reference_labels", model))
            if accuracy:
                store.add_accuracies(accuracies(accuracy), unit)
        models, datasets = self.models(), self.datasets()
        return f"{path}: {_counted(models, 'model')} on {_counted(datasets, 'dataset')}."

    def models(self):
        return list(dict.fromkeys(model for model, _ in self.pairs))

    def datasets(self):
        return list(dict.fromkeys(dataset for _, dataset in self.pairs))

    # MARK: Which models and datasets there are

    def _pairs(self):
        template = self.templates[self.main]
        pairs = []
        for path, names in template.files(self.known, self._others(self.main)):
            for _, inner in self._keys_inside(path, template, names):
                every = {**names, **inner}
                pairs.append(tuple(self._name(place, every) for place in ("model", "dataset")))
        pairs = [pair for pair in dict.fromkeys(pairs) if self._is_wanted(pair)]
        for place, index in (("model", 0), ("dataset", 1)):
            for name in self.known[place] or []:
                if name not in {pair[index] for pair in pairs}:
                    raise PedlabError(f"'{template.text}' finds no {place} '{name}'.")
        return pairs

    def _others(self, role):
        return [template for other, template in self.templates.items() if other != role]

    def _keys_inside(self, path, template, names):
        """The keys of a file that match: [(key, {place: name})]."""
        filled = template.filling(names)
        if filled.key is None or not filled.places():
            return [(filled.key, {})]
        known = {**self.known, **{place: [name] for place, name in names.items()}}
        keys = self._open(path).keys()
        found = [(key, filled.keys(key, known, f"{path}:{key}")) for key in keys]
        found = [(key, names) for key, names in found if names is not None]
        if not found:
            raise PedlabError(
                f"No key of {path} matches '{template.key}'. Keys: {', '.join(keys[:12])}.")
        return found

    def _name(self, place, names):
        if place in names:
            return names[place]
        known = self.known[place] or []
        if len(known) == 1:
            return known[0]
        raise UsageError(
            f"'{self.templates[self.main].text}' has no {{{place}}}: name the {place} by "
            f"--{place}s NAME.")

    def _is_wanted(self, pair):
        return all(
            not self.known[place] or name in self.known[place]
            for place, name in zip(("model", "dataset"), pair))

    # MARK: Reading

    def _write_labels(self, store, model, dataset, rows):
        is_own = (
            rows.classes or "model" in self.templates["labels"].places()
            or "label_ids" in self.templates)
        if dataset in self._first and not is_own:
            return
        values = label_array(
            self._labels(model, dataset, rows), f"the labels of {dataset} of {model}")
        if dataset not in self._first:
            self._first[dataset] = (model, values, rows.names)
            store.add_labels(dataset, values)
            return
        other, labels, names = self._first[dataset]
        if rows.classes and rows.names != names:
            self._refuse_samples(dataset, (model, rows.names), (other, names))
        if not numpy().array_equal(values, labels):
            say(f"Labels of {dataset} of {model} are not those of {other}: they "
                "are written as labels of its own rows.")
            store.add_own_labels(model, dataset, values)

    def _refuse_samples(self, dataset, first, second):
        (a, names), (b, others) = first, second
        alone = sorted(set(names or []) ^ set(others or []))
        detail = f": only {a if alone[0] in (names or []) else b} has {alone[0]}" if alone else ""
        raise PedlabError(
            f"{dataset}: the files of {a} are not those of {b}{detail}. Every model needs a row for "
            "each sample; if the model stands in the names, write {model} there.")

    def _labels(self, model, dataset, rows):
        if rows.classes:
            return rows.classes
        labels = self._read("labels", model, dataset, rows=1)
        if "label_ids" not in self.templates:
            return labels
        what = f"the labels of {dataset}"
        names = self._read("ids", model, dataset, rows=1) if "ids" in self.templates else rows.names
        if names is None:
            raise UsageError(
                "--label-ids needs the names of the rows of features: --ids TEMPLATE, or features "
                "with a * where each file is a row.")
        values, remark = labels_by_name(
            label_array(labels, what), self._read("label_ids", model, dataset, rows=1), names,
            f"{what} of {model}", self.templates["label_ids"].text)
        if remark and remark not in self._said:
            say(remark)
            self._said.add(remark)
        return values

    def _rows(self, model, dataset):
        """The rows of the features, or of the logits where there are no features."""
        places = self._places(self.main, {"model": model, "dataset": dataset})
        if not self.templates[self.main].gathers():
            path, key, _ = places[0]
            return Rows(self._open(path).read(key), None, None)
        what = f"{self.main} of {model} on {dataset}"
        parts = [as_array(joined(self._open(path).read(key), what, 2), path)
                 for path, key, _ in places]
        counts = [1 if part.ndim == 1 else len(part) for part in parts]
        parts = [part[None] if part.ndim == 1 else part for part in parts]
        paths = [path for path, _, _ in places]
        is_file_each = set(counts) == {1} and len(set(paths)) == len(paths)
        kinds = [kind for (_, _, kind), count in zip(places, counts) for _ in range(count)]
        return Rows(parts, _classes(kinds), _names(paths, kinds) if is_file_each else None)

    def _read(self, role, model, dataset=None, rows=2):
        names = {"model": model} if dataset is None else {"model": model, "dataset": dataset}
        places = self._places(role, names)
        arrays = [self._open(path).read(key) for path, key, _ in places]
        if len(arrays) == 1:
            return arrays[0]
        what = f"{role} of {model}"
        return [as_array(joined(array, what, rows), what) for array in arrays]

    def _places(self, role, names):
        """Where the rows lie: [(path, key, class)], classes together, files in the order of names."""
        template = self.templates[role].filling(names)
        if not template.is_open():
            return [(template.path, template.key, None)]
        if template.places() - {"class"}:
            raise UsageError(
                f"The template '{self.templates[role].text}' may only have {{model}}.")
        found = [
            (path, key, {**outer, **inner}.get("class"))
            for path, outer in template.files({}, [t.filling(names) for t in self._others(role)])
            for key, inner in self._keys_inside(path, template, outer)]
        return sorted(found, key=lambda place: natural(place[2] or ""))

    def _refuse_labels_among_features(self, model, dataset):
        if "labels" not in self.templates:
            return
        names = {"model": model, "dataset": dataset}
        (path, key, _), (other, label, _) = (
            self._places(role, names)[0] for role in (self.main, "labels"))
        file = self._open(path)
        if path == other and label in (file.chosen(key) if isinstance(file, TableFile) else []):
            raise PedlabError(
                f"{path}: the column '{label}' holds the labels, and would be a feature too; name the "
                f"features' columns behind a colon, as '{path}:f*'.")

    def _open(self, path):
        # The last file stays open: often the next array lies in it too.
        if self._last[0] != path:
            self._last = (path, opened(path, self.trust))
        return self._last[1]


def _classes(kinds):
    """What {class} stands for in each row: numbers if all are; None without {class}."""
    if None in kinds:
        return None
    return [int(kind) for kind in kinds] if all(map(str.isdecimal, kinds)) else kinds


def _names(paths, kinds):
    """The samples' names of files with one row each: CLASS/NAME where there are classes."""
    stems = [os.path.splitext(os.path.basename(path))[0] for path in paths]
    return [stem if kind is None else f"{kind}/{stem}" for stem, kind in zip(stems, kinds)]


def accuracies(path):
    """{(model, dataset): accuracy} of a tidy CSV."""
    # As text: a model may be called 007, or NA.
    frame = library("pandas", f"Reading {path}", "notebook").read_csv(
        path, dtype=str, keep_default_na=False, skipinitialspace=True)
    if "model" not in frame.columns or "dataset" not in frame.columns:
        raise PedlabError(
            f"{path} has the columns {', '.join(frame.columns)}; it needs model, dataset and "
            "accuracy. Other tables are read by the plan's key ground_truth.")
    return accuracy_pairs(frame, path)


def _counted(names, word):
    return f"{len(names)} {word if len(names) == 1 else word + 's'}"
