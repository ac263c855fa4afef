"""Labels that are kept with the names of samples, in an order of their own."""

import os

from ..arrays import numpy
from ..errors import PedlabError

# How names are compared: the first way in which all are found.
FORMS = [
    ("", str),
    ("by what follows the last slash", os.path.basename),
    ("without folders and endings", lambda name: os.path.splitext(os.path.basename(name))[0]),
]


def labels_by_name(values, names, wanted, what, where):
    """The values in the order of `wanted`, and a remark where names were not compared as they are.

    names   of the values, one each
    wanted  names of the rows of features
    what    "the labels of pets"
    where   the template that the names are from
    """
    names, wanted = texts(names), texts(wanted)
    if len(names) != len(values):
        raise PedlabError(
            f"{what}: there are {len(values)}, and '{where}' has {len(names)} names for them.")
    for how, form in FORMS:
        places = _places(names, values, form)
        found = [places.get(form(name)) for name in wanted]
        if None not in found and -1 not in found:
            remark = how and (
                f"note: names of rows and of labels are compared {how}, such as {wanted[0]} and "
                f"{names[found[0]]}.")
            return values[numpy().array(found)], remark
    exact = _places(names, values, str)
    missing = [name for name in wanted if exact.get(name, -1) == -1]
    reason = "twice with different labels" if missing[0] in exact else "not"
    raise PedlabError(
        f"{what}: {missing[0]} is {reason} among the names of '{where}' ({len(missing)} of "
        f"{len(wanted)} rows have no label of their name); the first of these names is {names[0]}.")


def _places(names, values, form):
    """The row of each name; -1 for a name that stands for different labels."""
    places = {}
    for row, name in enumerate(map(form, names)):
        first = places.setdefault(name, row)
        if first >= 0 and values[first] != values[row]:
            places[name] = -1
    return places


def texts(names):
    return [name.decode() if isinstance(name, bytes) else str(name) for name in names]
