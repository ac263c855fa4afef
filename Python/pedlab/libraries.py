"""Libraries that only some tasks need."""

from importlib import import_module

from .errors import PedlabError


def library(name, purpose, extra):
    """The module `name`; without it a sentence that says how to install it."""
    try:
        return import_module(name)
    except (ImportError, RuntimeError, OSError) as error:
        # The last two: libraries that were built for another version of torch.
        package = {"PIL": "pillow"}.get(name.split(".")[0], name.split(".")[0])
        reason = "" if getattr(error, "name", None) == name else f" ({error})"
        raise PedlabError(
            f"{purpose} needs {package}, which cannot be imported here{reason}: "
            f"pip install {package}, or pip install 'pedlab[{extra}]'."
        ) from error
