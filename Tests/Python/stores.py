"""What is in a store, for tests of what writes one."""

import h5py


def content(path):
    """{place: array} of a store."""
    found = {}
    with h5py.File(path) as file:
        file.visititems(
            lambda name, item: found.update({name: item[:]}) if hasattr(item, "shape") else None)
    return found
