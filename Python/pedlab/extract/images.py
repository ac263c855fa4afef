"""Images with labels, from folders, Hugging Face datasets and torchvision."""

import hashlib
import random
from pathlib import Path

from ..errors import PedlabError
from ..libraries import library
from ..progress import UsageError

ENDINGS = {".jpg", ".jpeg", ".png", ".bmp", ".webp", ".tif", ".tiff", ".ppm", ".gif"}
PURPOSE = "python -m pedlab.extract"


class Images:
    """What a DataLoader reads: an image made ready for a model, by index."""

    def __init__(self, place, count, read, labels, identity):
        self.place, self.read, self.labels = place, read, labels
        self.order = list(range(count))
        self.identity = hashlib.sha256(identity.encode()).hexdigest()
        self.transform = None

    def limited(self, limit, seed):
        """At most `limit` of them, the same for every model, in their own order."""
        if limit is not None and limit < len(self.order):
            self.order = sorted(random.Random(seed).sample(self.order, limit))
        return self

    def chosen_labels(self):
        return [self.labels[index] for index in self.order]

    def __len__(self):
        return len(self.order)

    def __getitem__(self, position):
        try:
            image = self.read(self.order[position]).convert("RGB")
        except (OSError, ValueError) as error:
            raise PedlabError(
                f"{self.place}: image {self.order[position]} cannot be read: {error}") from error
        return self.transform(image)


def images(place, has_labels=True):
    """The images of a place: a folder, hf:PLACE[:SPLIT] or torchvision:NAME[:FOLDER]."""
    source, colon, rest = place.partition(":")
    if colon and source == "hf":
        return _of_datasets(place, rest)
    if colon and source == "torchvision":
        return _of_torchvision(place, rest)
    return _of_folder(place, has_labels)


def _of_folder(place, has_labels):
    pillow = library("PIL.Image", PURPOSE, "extract")
    folder = Path(place)
    if not folder.is_dir():
        raise PedlabError(f"There is no folder {place}.")
    classes = sorted(path.name for path in folder.iterdir() if path.is_dir())
    if has_labels and not classes:
        raise PedlabError(f"{place} has no folders: images lie in a folder for each class.")
    paths = sorted(
        path for path in folder.rglob("*") if path.suffix.lower() in ENDINGS and path.is_file())
    if has_labels:
        loose = [path for path in paths if path.parent == folder]
        if loose:
            raise PedlabError(
                f"{loose[0]} lies in no folder of a class; it has no label ({len(loose)} such "
                f"image{'s' if len(loose) > 1 else ''}).")
    if not paths:
        raise PedlabError(f"{place} has no images ({', '.join(sorted(ENDINGS))}).")
    labels = [path.relative_to(folder).parts[0] for path in paths]
    sizes = "\n".join(f"{path.relative_to(folder)} {path.stat().st_size}" for path in paths)
    return Images(place, len(paths), lambda i: pillow.open(paths[i]), labels, sizes)


def _of_datasets(place, rest):
    datasets = library("datasets", PURPOSE, "extract")
    name, _, split = rest.partition(":")
    found = datasets.load_from_disk(name) if Path(name).is_dir() else _downloaded(datasets, name)
    if isinstance(found, dict):
        if not split and len(found) > 1:
            raise UsageError(
                f"{place} has the splits {', '.join(found)}: choose one, as hf:{name}:SPLIT.")
        split = split or next(iter(found))
        if split not in found:
            raise UsageError(f"{place}: there is no split '{split}'. Splits: {', '.join(found)}.")
        found = found[split]
    image, label = _columns(found, place)
    labels = [None] * len(found) if label is None else list(found[label])
    fingerprint = getattr(found, "_fingerprint", "")
    return Images(
        place, len(found), lambda i: found[i][image], labels, f"{fingerprint} {len(found)}")


def _downloaded(datasets, name):
    try:
        return datasets.load_dataset(name)
    except Exception as error:  # of the hub, of the network
        raise PedlabError(
            f"{name} is no folder, and the Hugging Face hub does not give it: {error}") from error


def _columns(table, place):
    kinds = {name: type(feature).__name__ for name, feature in table.features.items()}
    images = [name for name, kind in kinds.items() if kind == "Image"]
    labels = [name for name, kind in kinds.items() if kind == "ClassLabel"]
    labels = labels or [name for name in ("label", "labels") if name in kinds]
    for what, names in (("images", images), ("labels", labels)):
        if len(names) > 1:
            raise PedlabError(
                f"{place} has several columns of {what}: {', '.join(names)}. Keep one.")
    if not images:
        raise PedlabError(f"{place} has no column of images. Columns: {', '.join(kinds)}.")
    return images[0], labels[0] if labels else None


def _of_torchvision(place, rest):
    torchvision = library("torchvision", PURPOSE, "extract")
    name, _, folder = rest.partition(":")
    kind = getattr(torchvision.datasets, name, None)
    if kind is None:
        raise UsageError(f"torchvision has no dataset '{name}'.")
    try:
        found = kind(folder or "data", download=True)
    except Exception as error:  # of the network, of the folder
        raise PedlabError(f"torchvision does not give {name}: {error}") from error
    labels = getattr(found, "targets", None)
    if labels is None:
        labels = [found[i][1] for i in range(len(found))]
    return Images(
        place, len(found), lambda i: found[i][0], [int(label) for label in labels],
        f"{name} {len(found)}")
