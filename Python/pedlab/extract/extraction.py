"""The loop: each model over each set of images, batch by batch, into a store."""

import hashlib
import os
import shutil
import time

from ..arrays import numpy
from ..errors import PedlabError
from ..libraries import library
from ..progress import UsageError, say
from ..store import StoreWriter, named
from .images import images
from .networks import PURPOSE, network
from .parts import Part

REFERENCE = "reference"


class Extraction:
    def __init__(self, options):
        self.options = options
        self.models = named_models(options.models)
        self.data = named_places(options.data)
        self.writer = StoreWriter(
            options.out, dtype=options.dtype, compression=options.gzip,
            overwrite=options.overwrite)
        self.folder = options.out + ".parts"

    def run(self):
        options = self.options
        sets = {name: self._images(place) for name, place in self.data.items()}
        reference = self._images(options.reference, False) if options.reference else None
        for name, found in sets.items():
            if any(label is None for label in found.labels):
                raise PedlabError(f"{found.place} has no labels; a dataset to score on needs them.")
            say(f"{name}: {len(found)} images of {len(set(found.chosen_labels()))} classes")
        if options.weights == "random":
            say("The weights are random: these features are good for trying things out only.")
        os.makedirs(self.folder, exist_ok=True)
        made = {
            name: self._extracted(name, specification, sets, reference)
            for name, specification in self.models.items()}
        self._write(made, sets)
        shutil.rmtree(self.folder)
        say(f"{options.out}: {counted(len(self.models), 'model')} on "
            f"{counted(len(sets), 'dataset')}.")
        say(f"next: pedlab store check {options.out}")

    def _images(self, place, has_labels=True):
        return images(place, has_labels).limited(self.options.limit, self.options.seed)

    # MARK: One model

    def _extracted(self, name, specification, sets, reference):
        every = {**sets, **({REFERENCE + "/": reference} if reference else {})}
        parts = {key: self._parts(name, specification, key, each) for key, each in every.items()}
        todo = [key for key, (rows, outputs) in parts.items() if not rows.is_complete()]
        if not todo:
            say(f"{name}: done before")
            return parts, self._origin(name)
        model = network(specification, self.options.weights, self.options.seed)
        torch = library("torch", PURPOSE, "extract")
        device = self._device(torch)
        model.module.to(device)
        for key in todo:
            self._pass(torch, device, model, name, key, every[key], *parts[key])
        with open(os.path.join(self.folder, slug(name) + ".origin"), "w") as file:
            file.write(model.origin)
        return parts, model.origin

    def _origin(self, name):
        with open(os.path.join(self.folder, slug(name) + ".origin")) as file:
            return file.read()

    def _parts(self, name, specification, key, found):
        options = self.options
        identity = "|".join(map(str, (
            specification, options.weights, options.seed, options.dtype, options.limit,
            found.identity)))
        stem = f"{slug(name)}-{slug(key)}"
        return [
            Part(self.folder, f"{stem}-{kind}", len(found), options.dtype, f"{identity}|{kind}")
            for kind in ("features", "logits")]

    def _pass(self, torch, device, model, name, key, found, rows, outputs):
        found.transform = model.transform
        wants_logits = model.has_logits and not self.options.no_logits and key in self.data
        done = min(rows.done, outputs.done) if wants_logits else rows.done
        rows.done = done
        loader = torch.utils.data.DataLoader(
            torch.utils.data.Subset(found, range(done, len(found))),
            batch_size=self.options.batch_size, num_workers=self.options.workers)
        began, first = time.monotonic(), done
        for batch in loader:
            features, logits = model(batch.to(device))
            if wants_logits:
                outputs.done = rows.done
                outputs.append(self._array(logits, f"Logits of {name} on {key}"))
            rows.append(self._array(features, f"Features of {name} on {key}"))
        seconds = time.monotonic() - began
        continued = f", {first} of them before" if first else ""
        what = "the reference" if key not in self.data else key
        say(f"{name}: {what}, {len(found)} images{continued}, {seconds:.1f} s")

    def _array(self, tensor, what):
        np = numpy()
        if tensor.ndim != 2:
            raise PedlabError(
                f"{what}: a batch gives the shape {list(tensor.shape)}, not [images, D]; this model "
                "has no features of one vector per image.")
        array = tensor.float().cpu().numpy()
        limit = float(np.finfo(self.options.dtype).max)
        if not np.isfinite(array).all() or np.abs(array).max() > limit:
            raise PedlabError(
                f"{what}: a value is not finite, or larger than {self.options.dtype} holds "
                f"({limit:g}); try --dtype float32.")
        narrow = array.astype(self.options.dtype)
        vanished = array.any(axis=1) & ~narrow.any(axis=1)
        if vanished.any():
            raise PedlabError(
                f"{what}: all values of an image are too small for {self.options.dtype} and would "
                "become 0; try --dtype float32.")
        return narrow

    def _device(self, torch):
        chosen = self.options.device
        if chosen != "auto":
            try:
                return torch.empty(0, device=chosen).device
            except (RuntimeError, AssertionError) as error:
                first = str(error).splitlines()[0]
                raise UsageError(f"--device {chosen} cannot be used: {first}") from error
        if torch.cuda.is_available():
            return torch.device("cuda")
        return torch.device("mps" if torch.backends.mps.is_available() else "cpu")

    # MARK: The store

    def _write(self, made, sets):
        with self.writer as store:
            for dataset, found in sets.items():
                store.add_labels(dataset, found.chosen_labels())
            for model, (parts, origin) in made.items():
                for key, (rows, outputs) in parts.items():
                    if key not in sets:
                        store.add_reference(model, rows.array)
                        continue
                    store.add_features(model, key, rows.array)
                    if outputs.array is not None:
                        store.add_logits(model, key, outputs.array)
                random = f"random, seed {self.options.seed}"
                store.add_attributes(model, {
                    "source": self.models[model], "library": origin,
                    "weights": "pretrained" if self.options.weights == "pretrained" else random})


def named_models(specifications):
    """{name in the store: SOURCE:ID}."""
    models = {}
    for text in specifications:
        name, equals, specification = text.partition("=")
        if not equals:
            name, specification = text.partition(":")[2] or text, text
        if name in models:
            raise UsageError(
                f"Two models would be called '{name}': {models[name]} and {specification}. "
                "NAME=SOURCE:ID gives one another name.")
        models[named(name, "model")] = specification
    return models


def named_places(texts):
    """{dataset: place}."""
    places = {}
    for text in texts:
        name, equals, place = text.partition("=")
        if not equals or not place:
            raise UsageError(f"'{text}' names no dataset: it is written NAME=PLACE.")
        if name in places:
            raise UsageError(f"The dataset '{name}' is given twice.")
        places[named(name, "dataset")] = place
    return places


def slug(name):
    """A file's name for any name."""
    plain = "".join(c if c.isalnum() or c in "._" else "_" for c in name)
    return f"{plain}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"


def counted(count, word):
    return f"{count} {word if count == 1 else word + 's'}"
