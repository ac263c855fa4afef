"""Path templates: where the arrays of a model and a dataset lie."""

import os
import re
from copy import copy
from pathlib import Path

from ..errors import PedlabError
from ..progress import UsageError, say

PLACE = re.compile(r"\{(\w*)\}")
OPEN = re.compile(r"\{\w*\}|\*+")
PLACES = ("model", "dataset")
HDF5 = (".h5", ".hdf5", ".hdf", ".he5", ".h5ad", ".nc", ".mat")


class Template:
    """PATH or PATH:KEY, with {model}, {dataset} and perhaps {class} in either, and * in the path."""

    def __init__(self, text, allowed=PLACES):
        self.text = text
        self.path, self.key = _divided(text)
        for name in PLACE.findall(text):
            if name not in allowed:
                listed = [f"{{{place}}}" for place in allowed]
                raise UsageError(
                    f"The template '{text}' has {{{name}}}; it may have "
                    f"{', '.join(listed[:-1])} and {listed[-1]}.")

    def places(self):
        """The names in braces."""
        return set(PLACE.findall(f"{self.path}:{self.key}"))

    def filling(self, names):
        """The template with names {"model": ..., "dataset": ...} in place."""
        filled = copy(self)
        filled.path = _filled(self.path, names)
        filled.key = self.key and _filled(self.key, names)
        return filled

    def is_open(self):
        """Whether files or keys are to be looked for: not all names are known, or there is a *."""
        return bool(OPEN.search(self.path) or self.key and PLACE.search(self.key))

    def gathers(self):
        """Whether the rows of a model and a dataset may lie in several places: {class} or *."""
        return "*" in self.path or "class" in self.places()

    def files(self, known, others=()):
        """The files that match: [(path, {place: name})], in the order of their names, 2 before 10.

        A file that one of the other templates takes is not among them, if that template says more.
        """
        if not OPEN.search(self.path):
            if not os.path.exists(self.path):
                raise PedlabError(f"There is no {self.path}.")
            return [(self.path, {})]
        folder = Path(os.path.dirname(OPEN.split(self.path)[0]) or ".")
        if not folder.is_dir():
            raise PedlabError(f"There is no folder {folder}, where '{self.text}' looks.")
        found = []
        others = [other for other in others if other.literal() > self.literal()]
        for path in sorted(folder.rglob("*"), key=lambda path: natural(str(path))):
            other = next((other for other in others if other.takes(path, known)), None)
            if other:
                if other.key is not None and self.takes(path, known):
                    say(f"{path} is taken for '{other.text}' alone, and is no model or dataset.")
                continue
            names = _names_in(
                os.path.normpath(self.path), os.path.normpath(path), known, str(path))
            if names is not None:
                found.append((str(path), names))
        if not found:
            raise PedlabError(f"No file in {folder} matches '{self.path}'.")
        return found

    def takes(self, path, known):
        """Whether a path is one of these."""
        path = os.path.normpath(path)
        return _expression(os.path.normpath(self.path), known, "+").fullmatch(path) is not None

    def literal(self):
        """How much of the path is not a place: of two templates the longer one means less."""
        return len(OPEN.sub("", os.path.normpath(self.path)))

    def keys(self, key, known, where):
        """The names in a key of a file, or None if it does not match."""
        return _names_in(self.key, key, known, where)


def natural(text):
    """What texts are sorted by so that 2 comes before 10."""
    return [int(part) if part.isdigit() else part for part in re.split(r"(\d+)", text)]


def _names_in(pattern, text, known, where):
    greedy = _expression(pattern, known, "+").fullmatch(text)
    if greedy is None:
        return None
    lazy = _expression(pattern, known, "+?").fullmatch(text)
    if greedy.groupdict() != lazy.groupdict():
        a, b = (" and ".join(m.groupdict().values()) for m in (lazy, greedy))
        raise UsageError(
            f"{where} can be read as {a}, or as {b}: --models or --datasets settles it.")
    return greedy.groupdict()


def _divided(text):
    # A colon that ends the path: behind it the key. Those of a drive or inside braces do not.
    head, colon, key = text.rpartition(":")
    if not colon or not head or head.endswith("/"):
        return text, None
    return head, key.removeprefix("/") if head.lower().endswith(HDF5) else key


def _filled(text, names):
    return PLACE.sub(lambda match: names.get(match[1], match[0]), text)


def _expression(pattern, known, repeat):
    parts, seen = [], set()
    for part in re.split(r"(\{\w*\}|\*+)", pattern):
        name = part[1:-1]
        if part.startswith("*"):
            parts.append("[^/]*" if part == "*" else ".*")
        elif not part.startswith("{"):
            parts.append(re.escape(part))
        elif name in seen:
            parts.append(f"(?P={name})")
        else:
            seen.add(name)
            names = known.get(name)
            inner = "|".join(map(re.escape, names)) if names else f"[^/]{repeat}"
            parts.append(f"(?P<{name}>{inner})")
    return re.compile("".join(parts))
