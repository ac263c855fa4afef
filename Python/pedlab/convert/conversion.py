"""From files to a store."""

from ..arrays import labels as label_array
from ..arrays import numpy
from ..errors import PedlabError
from ..libraries import library
from ..progress import UsageError, say
from ..store import StoreWriter
from .files import opened


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
    frame = library("pandas", f"Reading {path}", "notebook").read_csv(path)
    missing = [name for name in ("model", "dataset", "accuracy") if name not in frame.columns]
    if missing:
        raise PedlabError(
            f"{path} has no column {' and '.join(missing)}; it needs model, dataset and accuracy. "
            "A wide table is read by the plan's key ground_truth.")
    rows = frame[["model", "dataset", "accuracy"]].itertuples(index=False)
    return {(str(model), str(dataset)): float(value) for model, dataset, value in rows}


def _counted(names, word):
    return f"{len(names)} {word if len(names) == 1 else word + 's'}"
