"""Path templates: where the arrays of a model and a dataset lie."""

import os
import re
from pathlib import Path

from ..errors import PedlabError
from ..progress import UsageError, say

PLACE = re.compile(r"\{(\w*)\}")
PLACES = ("model", "dataset")


class Template:
    """PATH or PATH:KEY, with {model} and {dataset} in either."""

    def __init__(self, text):
        self.text = text
        self.path, self.key = _divided(text)
        for name in PLACE.findall(text):
            if name not in PLACES:
                raise UsageError(
                    f"The template '{text}' has {{{name}}}; it may have {{model}} and {{dataset}}.")

    def places(self):
        return [name for name in PLACES if f"{{{name}}}" in self.text]

    def at(self, names):
        """The path and the key for names {"model": ..., "dataset": ...}."""
        return _filled(self.path, names), self.key and _filled(self.key, names)

    def files(self, known, others=()):
        """The files that match: [(path, {place: name})], sorted.

        A file that one of the other templates takes is not among them, if that template says more.
        """
        if "{" not in self.path:
            if not os.path.exists(self.path):
                raise PedlabError(f"There is no {self.path}.")
            return [(self.path, {})]
        folder = Path(os.path.dirname(self.path.split("{")[0]) or ".")
        if not folder.is_dir():
            raise PedlabError(f"There is no folder {folder}, where '{self.text}' looks.")
        found = []
        others = [other for other in others if other.literal() > self.literal()]
        for path in sorted(folder.rglob("*")):
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
        return len(PLACE.sub("", os.path.normpath(self.path)))

    def keys(self, key, known, where):
        """The names in a key of a file, or None if it does not match."""
        return _names_in(self.key, key, known, where)


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
    return (head, key) if colon and head and "/" not in head[-1:] else (text, None)


def _filled(text, names):
    return PLACE.sub(lambda match: names.get(match[1], match[0]), text)


def _expression(pattern, known, repeat):
    parts, seen = [], set()
    for index, part in enumerate(PLACE.split(pattern)):
        if index % 2 == 0:
            parts.append(re.escape(part))
        elif part in seen:
            parts.append(f"(?P={part})")
        else:
            seen.add(part)
            names = known.get(part)
            inner = "|".join(map(re.escape, names)) if names else f"[^/]{repeat}"
            parts.append(f"(?P<{part}>{inner})")
    return re.compile("".join(parts))
