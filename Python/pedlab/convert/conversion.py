"""From files to a store."""

from ..arrays import labels as label_array
from ..arrays import numpy
from ..errors import PedlabError
from ..libraries import library
from ..progress import UsageError, say
from ..store import StoreWriter, accuracy_pairs
from .files import opened
from .tables import TableFile


class Conversion:
    """What lies where, found before anything is written."""

    def __init__(self, *, features, labels, reference, logits, models, datasets, trust):
        self.templates = {"features": features, "labels": labels}
        self.reference, self.logits, self.trust = reference, logits, trust
        self.known = {"model": models, "dataset": datasets}
        self._last = (None, None)
        self.pairs = self._pairs()

    def write(self, path, *, accuracy, unit, dtype, compression, overwrite):
        writer = StoreWriter(path, dtype=dtype, compression=compression, overwrite=overwrite)
        with writer as store:
            self._write_labels(store)
            for model, dataset in self.pairs:
                self._refuse_labels_among_features(model, dataset)
                store.add_features(
                    model, dataset, self._read(self.templates["features"], model, dataset))
                if self.logits:
                    store.add_logits(model, dataset, self._read(self.logits, model, dataset))
            if self.reference:
                for model in self.models():
                    store.add_reference(model, self._read(self.reference, model, None))
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
        template = self.templates["features"]
        pairs = []
        others = filter(None, (self.templates["labels"], self.reference, self.logits))
        for path, names in template.files(self.known, others):
            for inner in self._names_inside(path, template, names):
                every = {**names, **inner}
                pairs.append(tuple(self._name(place, every) for place in ("model", "dataset")))
        pairs = [pair for pair in dict.fromkeys(pairs) if self._is_wanted(pair)]
        for place, index in (("model", 0), ("dataset", 1)):
            for name in self.known[place] or []:
                if name not in {pair[index] for pair in pairs}:
                    raise PedlabError(f"'{template.text}' finds no {place} '{name}'.")
        return pairs

    def _names_inside(self, path, template, names):
        if template.key is None or "{" not in template.at(names)[1]:
            return [{}]
        known = {**self.known, **{place: [name] for place, name in names.items()}}
        keys = self._open(path).keys()
        found = [template.keys(key, known, f"{path}:{key}") for key in keys]
        found = [names for names in found if names is not None]
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
            f"'{self.templates['features'].text}' has no {{{place}}}: name the {place} by "
            f"--{place}s NAME.")

    def _is_wanted(self, pair):
        return all(
            not self.known[place] or name in self.known[place]
            for place, name in zip(("model", "dataset"), pair))

    # MARK: Reading

    def _write_labels(self, store):
        first, labels = {}, self.templates["labels"]
        for model, dataset in self.pairs:
            if dataset in first and "model" not in labels.places():
                continue
            values = label_array(self._read(labels, model, dataset), f"the labels of {dataset} of {model}")
            if dataset not in first:
                first[dataset] = (model, values)
                store.add_labels(dataset, values)
            elif not numpy().array_equal(values, first[dataset][1]):
                say(f"Labels of {dataset} of {model} are not those of {first[dataset][0]}: they "
                    "are written as labels of its own rows.")
                store.add_own_labels(model, dataset, values)

    def _refuse_labels_among_features(self, model, dataset):
        (path, key), (other, label) = (
            self.templates[what].at({"model": model, "dataset": dataset})
            for what in ("features", "labels"))
        file = self._open(path)
        if path == other and label in (file.chosen(key) if isinstance(file, TableFile) else []):
            raise PedlabError(
                f"{path}: the column '{label}' holds the labels, and would be a feature too; name the "
                f"features' columns behind a colon, as '{path}:f*'.")

    def _read(self, template, model, dataset):
        names = {"model": model}
        if dataset is not None:
            names["dataset"] = dataset
        path, key = template.at(names)
        if "{" in path or key and "{" in key:
            raise UsageError(f"The template '{template.text}' may only have {{model}}.")
        return self._open(path).read(key)

    def _open(self, path):
        # The last file stays open: often the next array lies in it too.
        if self._last[0] != path:
            self._last = (path, opened(path, self.trust))
        return self._last[1]


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
