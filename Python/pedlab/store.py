"""Writing feature stores (Documentation/inputs.md, layout version 1)."""

import math
import os
from collections.abc import Mapping

from .arrays import as_array, matrix, narrowed, numpy, shape
from .arrays import labels as checked_labels
from .errors import PedlabError
from .libraries import library


def write_store(path, features, labels, *, references=None, logits=None, accuracies=None,
                unit=None, attributes=None, dtype=None, compression=None, overwrite=False):
    """Writes a feature store, whole or not at all, and returns its path.

    features    {model: {dataset: [N, D]}} or {(model, dataset): [N, D]}; None with logits alone
    labels      {dataset: [N]}: integers or text for classes; row n is the same sample in all
    references  {model: [S, D]}: features on the source data, for PED's rescaling
    logits      as features, [N, K]: outputs of the source head
    accuracies  {(model, dataset): number}, {model: {dataset: number}}, or a DataFrame with the
                columns model, dataset and accuracy
    unit        "percent" or "fraction": what the accuracies count
    attributes  {model: {name: text or number}}, such as architecture, family or parameters
    dtype       "float16" or "float32": what features are stored as (default: as they are)
    compression 0 to 9: gzip (default: none)

    Values must be finite, rows and columns agree. PedlabError says what does not, and nothing is
    written. A file that is there already is an error without overwrite.
    """
    pairs = {} if features is None else _pairs(features, "features")
    if not isinstance(labels, Mapping):
        raise PedlabError("labels is not a mapping: give {dataset: array}.")
    if not pairs and not logits:
        raise PedlabError("features is empty: give {model: {dataset: array}}.")
    writer = StoreWriter(path, dtype=dtype, compression=compression, overwrite=overwrite)
    with writer:
        for dataset, values in labels.items():
            writer.add_labels(dataset, values)
        for (model, dataset), values in pairs.items():
            writer.add_features(model, dataset, values)
        for model, values in (references or {}).items():
            writer.add_reference(model, values)
        for (model, dataset), values in _pairs(logits or {}, "logits").items():
            writer.add_logits(model, dataset, values)
        for model, named in (attributes or {}).items():
            writer.add_attributes(model, named)
        if accuracies is not None:
            writer.add_accuracies(_accuracies(accuracies), unit)
    return path


class StoreWriter:
    """A store that is written array by array, in bounded memory.

        with StoreWriter("hub.h5") as store:
            store.add_labels("pets", labels)
            store.add_features("resnet50", "pets", rows)

    Labels come first. The file appears under its name when the block has ended without an error.
    """

    def __init__(self, path, *, dtype=None, compression=None, overwrite=False):
        if dtype not in (None, "float16", "float32", "float64"):
            raise PedlabError(f"dtype is '{dtype}'; it may be float16, float32 or float64.")
        if compression not in (None, *range(10)):
            raise PedlabError(f"compression is {compression}; it may be 0 to 9.")
        self.path = os.fspath(path)
        if os.path.exists(self.path) and not overwrite:
            raise PedlabError(f"{self.path} is there already; overwrite replaces it.")
        self.dtype, self.compression = dtype, compression
        self.rows, self.columns = {}, {}
        # The datasets of each model, by what it has on them.
        self.features, self.outputs = {}, {}

    def __enter__(self):
        h5py = library("h5py", "Writing a store", "notebook")
        folder = os.path.dirname(self.path)
        if folder and not os.path.isdir(folder):
            raise PedlabError(f"{self.path} cannot be written: there is no folder {folder}.")
        self._partial = f"{self.path}.{os.getpid()}.partial"
        try:
            self._file = h5py.File(self._partial, "w")
        except OSError as error:
            raise PedlabError(f"{self.path} cannot be written: {error}.") from error
        self._file.attrs.update({"format": "feature-store", "version": 1})
        return self

    def __exit__(self, kind, error, trace):
        try:
            if kind is None:
                self._complete()
            self._file.close()
            if kind is None:
                os.replace(self._partial, self.path)
        finally:
            self._file.close()
            if os.path.exists(self._partial):
                os.remove(self._partial)

    # MARK: What is added

    def add_labels(self, dataset, values):
        what = f"Labels of {named(dataset, 'dataset')}"
        array = checked_labels(values, what)
        self.rows[dataset] = len(array)
        self._write(f"/datasets/{dataset}/labels", _writable(array))

    def add_own_labels(self, model, dataset, values):
        """Labels of a model whose rows come in an order of their own."""
        what = f"Labels of {named(dataset, 'dataset')} of {named(model, 'model')}"
        array = self._rows_of(checked_labels(values, what), dataset, what)
        self._write(f"/models/{model}/labels/{dataset}", _writable(array))

    def add_features(self, model, dataset, values):
        what = f"Features of {named(model, 'model')} on {named(dataset, 'dataset')}"
        array = narrowed(self._rows_of(matrix(values, what), dataset, what), self.dtype, what)
        width = self.columns.setdefault(model, array.shape[1])
        if width != array.shape[1]:
            raise PedlabError(
                f"{what}: there are {array.shape[1]} columns; the model's other features have "
                f"{width}.")
        self.features.setdefault(model, []).append(dataset)
        self._write(f"/models/{model}/features/{dataset}", array)

    def add_logits(self, model, dataset, values):
        what = f"Logits of {named(model, 'model')} on {named(dataset, 'dataset')}"
        array = self._rows_of(matrix(values, what), dataset, what)
        self.outputs.setdefault(model, []).append(dataset)
        self._write(f"/models/{model}/logits/{dataset}", narrowed(array, self.dtype, what))

    def add_reference(self, model, values):
        what = f"Reference features of {named(model, 'model')}"
        array = narrowed(matrix(values, what), self.dtype, what)
        width = self.columns.get(model, array.shape[1])
        if width != array.shape[1]:
            raise PedlabError(
                f"{what}: there are {array.shape[1]} columns; the model's features have {width}.")
        self._write(f"/models/{model}/reference", array)

    def add_reference_labels(self, model, values):
        """Labels of the rows of the reference, which OTCE reads."""
        what = f"Labels of the reference of {named(model, 'model')}"
        self._write(f"/models/{model}/reference_labels", _writable(checked_labels(values, what)))

    def add_attributes(self, model, values):
        self._known(model, "Attributes")
        self._file[f"/models/{model}"].attrs.update(values)

    def add_accuracies(self, values, unit=None):
        """values: {(model, dataset): number}."""
        np = numpy()
        if unit not in (None, "percent", "fraction", "other"):
            raise PedlabError(f"unit is '{unit}'; it may be percent, fraction or other.")
        for model, dataset in values:
            self._known(model, "Accuracies")
            if dataset not in self.rows:
                raise PedlabError(
                    f"Accuracies: there is no dataset '{dataset}'. There are "
                    f"{', '.join(self.rows)}.")
        models, datasets = list(self.models), list(self.rows)
        table = np.full((len(models), len(datasets)), np.nan)
        for (model, dataset), accuracy in values.items():
            table[models.index(model), datasets.index(dataset)] = accuracy
        self._write("/ground_truth/accuracy", table)
        attributes = self._file["/ground_truth/accuracy"].attrs
        attributes.update({"models": models, "datasets": datasets})
        if unit:
            attributes["unit"] = unit

    # MARK: Checks and writing

    @property
    def models(self):
        """The datasets of each model: with features, or without any features with logits."""
        return self.features or self.outputs

    def _rows_of(self, array, dataset, what):
        if dataset not in self.rows:
            raise PedlabError(
                f"{what}: there are no labels of {dataset}. There are labels of "
                f"{', '.join(self.rows) or 'nothing'}.")
        if len(array) != self.rows[dataset]:
            swapped = array.ndim == 2 and array.shape[1] == self.rows[dataset]
            raise PedlabError(
                f"{what}: the shape is {shape(array)}, but there are {self.rows[dataset]} labels"
                + ("; is it transposed?" if swapped else "."))
        return array

    def _known(self, model, what):
        if model not in self.models:
            raise PedlabError(
                f"{what}: there is no model '{model}'. There are {', '.join(self.models)}.")

    def _complete(self):
        if not self.models:
            raise PedlabError(f"{self.path}: there are no features to write.")
        for model, datasets in self.models.items():
            missing = [name for name in self.rows if name not in datasets]
            if missing:
                raise PedlabError(
                    f"The model {model} has no features of {', '.join(missing)}; every model needs "
                    "every dataset. Leave the model or the dataset out.")

    def _write(self, place, array):
        if place in self._file:
            raise PedlabError(f"{place} is given twice.")
        options = {}
        if self.compression is not None and array.ndim == 2:
            options = {"chunks": True, "compression": "gzip", "compression_opts": self.compression,
                       "shuffle": True}
        try:
            self._file.create_dataset(place, data=array, **options)
        except OSError as error:
            raise PedlabError(f"{self.path} cannot be written: {error}.") from error


def named(name, kind):
    """A name that can be a group of HDF5."""
    parts = name.split("/") if isinstance(name, str) else []
    if not parts or "\0" in name or any(part in ("", ".", "..") for part in parts):
        raise PedlabError(
            f"{name!r} cannot be the name of a {kind}: a name is text, without empty parts between "
            "slashes, '.' or '..'.")
    return name


def _writable(labels):
    # HDF5 has no fixed UTF-8 of NumPy's kind: text of its own length for each.
    return labels.astype(str).astype(object) if labels.dtype.kind in "US" else labels


def _pairs(arrays, what):
    if not isinstance(arrays, Mapping):
        raise PedlabError(f"{what} is not a mapping: give {{model: {{dataset: array}}}}.")
    pairs = {}
    for key, value in arrays.items():
        if isinstance(key, tuple):
            pairs[key] = value
        elif isinstance(value, Mapping):
            pairs.update({(key, dataset): rows for dataset, rows in value.items()})
        else:
            raise PedlabError(
                f"{what} of '{key}' is not a mapping: give {{model: {{dataset: array}}}} or "
                "{(model, dataset): array}.")
    return pairs


def _accuracies(accuracies):
    if hasattr(accuracies, "columns"):
        return accuracy_pairs(accuracies, "The frame of accuracies")
    pairs = {}
    for key, value in accuracies.items():
        if isinstance(key, tuple):
            pairs[key] = value
        else:
            pairs.update({(key, dataset): accuracy for dataset, accuracy in value.items()})
    return {
        key: _accuracy(value, f"Accuracies, {' on '.join(map(str, key))}")
        for key, value in pairs.items()}


def accuracy_pairs(frame, what):
    """{(model, dataset): accuracy} of a frame with a row for each pair."""
    missing = [name for name in ("model", "dataset", "accuracy") if name not in frame.columns]
    if missing:
        raise PedlabError(
            f"{what} has no column {' and '.join(missing)}; it needs model, dataset and accuracy.")
    pairs = {}
    for model, dataset, value in frame[["model", "dataset", "accuracy"]].itertuples(index=False):
        accuracy = _accuracy(value, f"{what}, {model} on {dataset}")
        first = pairs.setdefault((model, dataset), accuracy)
        if first != accuracy and not (math.isnan(first) and math.isnan(accuracy)):
            raise PedlabError(
                f"{what}: {model} on {dataset} has two accuracies, {first:g} and {accuracy:g}; give "
                "one, such as their mean. A CSV with a column seed is read by the plan's key "
                "ground_truth.")
    return pairs


def _accuracy(value, what):
    """A finite number, or NaN for none."""
    if isinstance(value, str) and not value.strip():
        return math.nan
    try:
        number = float(value if isinstance(value, str) else as_array(value, what).item())
    except ValueError as error:
        raise PedlabError(f"{what}: {value!r} is not a number.") from error
    if math.isinf(number):
        raise PedlabError(
            f"{what}: the accuracy is {number}; a finite number is allowed, or NaN for none.")
    return number
