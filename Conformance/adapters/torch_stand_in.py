"""As much of torch as transformer-ranker's metrics call, by NumPy, with torch's precisions."""

import types

import numpy as np

Tensor = np.ndarray
float64, pi = np.float64, np.pi


class Array(np.ndarray):
    """An array with the methods of a tensor that NumPy's have not."""

    def to(self, kind=None, dtype=None):
        kind = dtype or kind
        return self if isinstance(kind, str) else self.astype(kind)

    def unsqueeze(self, axis):
        return np.expand_dims(self, axis)

    def size(self, axis=None):
        return self.shape if axis is None else self.shape[axis]

    def mean(self, dim=None, keepdim=False):
        return super().mean(axis=dim, keepdims=keepdim)

    device = "cpu"


def from_numpy(values):
    return values.view(Array)


def tensor(value):
    return np.asarray(value, dtype=np.float32).view(Array)  # torch's default


def unique(values, return_counts=False):
    found = np.unique(values, return_counts=return_counts)
    return (found[0].view(Array), found[1]) if return_counts else found.view(Array)


def sum(values, dim=None):
    return np.asarray(values).sum(axis=dim).view(Array) if dim is not None else np.sum(values)


def zeros(*shape, dtype=None, device=None):
    return np.zeros(shape, dtype).view(Array)


def eye(size, device=None):
    return np.eye(size).view(Array)


def mm(left, right):
    return (np.asarray(left) @ np.asarray(right)).view(Array)


def sqrt(values):
    whole = np.issubdtype(np.asarray(values).dtype, np.integer)
    return np.sqrt(np.float32(values) if whole else values)  # as torch does with integers


log, trace = np.log, np.trace
clamp = np.clip
linalg = types.SimpleNamespace(
    svd=lambda values, full_matrices: [
        part.view(Array) for part in np.linalg.svd(np.asarray(values), full_matrices=full_matrices)],
    pinv=lambda values, rcond: np.linalg.pinv(np.asarray(values), rcond=rcond).view(Array))
