"""Arrays of other libraries as NumPy's, with checks that name what is wrong."""

from .errors import PedlabError
from .libraries import library

PURPOSE = "pedlab.write_store"


def numpy():
    return library("numpy", PURPOSE, "notebook")


def as_array(values, what):
    """A NumPy array of an array, a tensor of torch on any device, a Series, or nested lists."""
    np = numpy()
    if values is None:
        raise PedlabError(f"{what}: None was given.")
    if hasattr(values, "detach"):
        values = values.detach().cpu()
        if str(values.dtype) == "torch.bfloat16":
            # NumPy has no bfloat16; float32 holds each of its values.
            values = values.float()
        values = values.numpy()
    if np.ma.is_masked(values):
        raise PedlabError(
            f"{what}: {_counted(np.ma.count_masked(values), 'value is', 'values are')} masked, and "
            "what lies under a mask is no value; leave those rows out, or fill them in.")
    try:
        array = np.asarray(values)
    except ValueError as error:
        raise PedlabError(f"{what}: no array can be made of it ({error}).") from error
    if array.dtype == object and all(isinstance(value, str) for value in array.flat):
        return array.astype(str)
    if array.dtype == object:
        raise PedlabError(
            f"{what}: the values are objects, not numbers; are the rows of different lengths?")
    return array


def matrix(values, what):
    """Numbers [N, D], all of them finite. Of a list of arrays, matrices are batches of rows and vectors are rows."""
    np = numpy()
    array = as_array(joined(values, what, rows=2), what)
    if array.ndim > 2 and set(array.shape[2:]) == {1}:
        # [N, D, 1, 1], what is left of maps that were pooled.
        array = array.reshape(array.shape[:2])
    if array.ndim != 2:
        advice = " (average or pool the other axes first)" if array.ndim > 2 else ""
        raise PedlabError(f"{what}: the shape is {shape(array)}, not [rows, columns]{advice}.")
    if array.dtype.kind not in "fiu":
        raise PedlabError(f"{what}: the values are {array.dtype}, not numbers.")
    if array.size == 0:
        raise PedlabError(f"{what}: the shape is {shape(array)}, so there is nothing in it.")
    wrong = np.argwhere(~np.isfinite(array))
    if len(wrong):
        row, column = wrong[0]
        raise PedlabError(
            f"{what}: row {row}, column {column} is {array[row, column]}; "
            f"{_counted(len(wrong), 'value is', 'values are')} not finite.")
    return array


def labels(values, what):
    """Labels [N]: integers, truth values, text or floats. A list of vectors holds batches of rows."""
    array = as_array(joined(values, what, rows=1), what)
    if array.ndim == 2 and array.shape[1] == 1:
        array = array[:, 0]
    if array.ndim == 0 or array.ndim > 2 or array.size == 0:
        raise PedlabError(
            f"{what}: the shape is {shape(array)}, not [rows] (or [rows, classes], one-hot).")
    if array.dtype.kind not in "biufUS":
        raise PedlabError(f"{what}: the values are {array.dtype}, not labels.")
    return array


def joined(values, what, rows):
    """A list of arrays with `rows` axes, the batches of a loader, as one array; anything else as it is."""
    if not isinstance(values, (list, tuple)) or not all(hasattr(value, "shape") for value in values):
        return values
    parts = [as_array(value, what) for value in values]
    if not parts or any(part.ndim != rows for part in parts):
        return parts
    widths = {part.shape[1:] for part in parts}
    if len(widths) > 1:
        raise PedlabError(
            f"{what}: it is a list of {len(parts)} batches whose rows have different lengths: "
            f"{', '.join(str(width[0]) for width in sorted(widths))}.")
    return numpy().concatenate(parts)


def narrowed(array, dtype, what):
    """The array as float16 or float32, if its values can be."""
    np = numpy()
    if dtype is None or array.dtype == np.dtype(dtype):
        return array
    limit = float(np.finfo(dtype).max)
    largest = float(np.abs(array).max())
    if largest > limit:
        raise PedlabError(
            f"{what}: the largest value is {largest:g}, and {dtype} ends at {limit:g}; "
            "choose float32.")
    return array.astype(dtype)


def shape(array):
    return "[" + ", ".join(map(str, array.shape)) + "]"


def _counted(count, one, several):
    return f"{count} {one if count == 1 else several}"
