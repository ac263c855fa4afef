"""Files that hold one array, or arrays by name."""

from ..arrays import numpy, shape
from ..errors import PedlabError
from ..libraries import library

UNTRUSTED = (
    "{path} holds a pickle, which can run any program while it is read. If you made it yourself, "
    "--trust-pickles reads it.")


class MappingFile:
    """Arrays by key. Keys of nested dictionaries are joined by slashes."""

    def __init__(self, path, trust):
        self.path, self.trust = path, trust
        try:
            self.content = flattened(self.load())
        except PedlabError:
            raise
        except Exception as error:  # each library has errors of its own
            raise PedlabError(f"{path} cannot be read as {self.format}: {error}") from error

    def keys(self):
        return list(self.content)

    def listing(self):
        return [(key, described(self.content[key])) for key in self.keys()]

    def read(self, key):
        if key is None:
            if len(self.content) != 1:
                raise PedlabError(
                    f"{self.path} holds {len(self.content)} arrays; name one behind a colon, as "
                    f"'{self.path}:KEY'. Keys: {some(self.keys())}.")
            key = next(iter(self.content))
        if key not in self.content:
            raise PedlabError(f"{self.path} has no '{key}'. Keys: {some(self.keys())}.")
        return self.content[key]


class NPYFile(MappingFile):
    format = "an .npy file"

    def load(self):
        return {"": loaded(self.path, self.trust)}


class NPZFile(MappingFile):
    format = "an .npz file"

    def load(self):
        with loaded(self.path, self.trust) as archive:
            try:
                return {key: archive[key] for key in archive.files}
            except ValueError as error:
                raise refusal(self.path, error) from error


class TorchFile(MappingFile):
    format = "a file of torch"

    def load(self):
        torch = library("torch", f"Reading {self.path}", "convert")
        try:
            return torch.load(self.path, map_location="cpu", weights_only=not self.trust)
        except Exception as error:
            if "weights_only" in str(error) or "Weights only" in str(error):
                raise PedlabError(UNTRUSTED.format(path=self.path)) from error
            raise


class SafetensorsFile(MappingFile):
    format = "a safetensors file"

    def load(self):
        safetensors = library("safetensors", f"Reading {self.path}", "convert")
        try:
            with safetensors.safe_open(self.path, framework="numpy") as file:
                return {key: file.get_tensor(key) for key in file.keys()}
        except TypeError:
            # NumPy has no bfloat16, torch has.
            library("torch", f"Reading bfloat16 from {self.path}", "convert")
            with safetensors.safe_open(self.path, framework="pt") as file:
                return {key: file.get_tensor(key) for key in file.keys()}


class HDF5File(MappingFile):
    format = "HDF5"

    def load(self):
        h5py = library("h5py", f"Reading {self.path}", "notebook")
        found = {}
        # Links to other files are not followed: the file may be from elsewhere.
        h5py.File(self.path, "r").visititems(
            lambda key, value: found.update({key: value}) if hasattr(value, "dtype") else None)
        return found

    def read(self, key):
        place = super().read(key)
        where = f"{self.path}: {place.name}"
        if _has_gaps(place):
            raise PedlabError(f"{where} was not written as a whole; zeros would fill the gaps.")
        scaled = {"scale_factor", "add_offset", "_FillValue"} & set(place.attrs)
        if scaled or place.is_virtual or place.external:
            reason = f"has the attribute {min(scaled)}" if scaled else "lies in other files"
            raise PedlabError(
                f"{where} {reason}, which only the program reads: pedlab store check {self.path} "
                "--features PLACE --labels PLACE.")
        is_text = library("h5py", "HDF5", "notebook").check_string_dtype(place.dtype)
        return place.asstr()[()] if is_text else place[()]


def _has_gaps(place):
    """Whether values were never written, so that libhdf5 would fill in zeros."""
    if not place.size or place.is_virtual or place.external:
        return False
    if place.chunks is None:
        return place.id.get_storage_size() == 0
    wanted = numpy().prod([-(-n // c) for n, c in zip(place.shape, place.chunks)])
    return place.id.get_num_chunks() < wanted


class PickleFile(MappingFile):
    format = "a pickle"

    def load(self):
        if not self.trust:
            raise PedlabError(UNTRUSTED.format(path=self.path))
        import pickle

        with open(self.path, "rb") as file:
            return pickle.load(file)


def loaded(path, trust):
    with open(path, "rb") as file:
        start = file.read(6)
    if not start.startswith((b"\x93NUMPY", b"PK\x03\x04", b"PK\x05\x06", b"\x80")):
        # NumPy takes anything else for a pickle.
        raise PedlabError(f"{path} cannot be read: it does not begin as NumPy's files do.")
    try:
        return numpy().load(path, allow_pickle=trust)
    except ValueError as error:
        raise refusal(path, error) from error


def refusal(path, error):
    if "pickle" in str(error).lower():
        return PedlabError(UNTRUSTED.format(path=path))
    return PedlabError(f"{path} cannot be read: {error}")


def flattened(content, prefix=""):
    """{"a": {"b": x}} as {"a/b": x}; an array alone has the key "". """
    if getattr(content, "dtype", None) is not None and content.dtype == object and (
            getattr(content, "shape", None) == ()):
        # numpy.save of a dictionary is an array of one object.
        content = content.item()
    content = transposed(content)
    if not isinstance(content, dict):
        return {prefix: content}
    found = {}
    for key, value in content.items():
        found.update(flattened(value, f"{prefix}/{key}" if prefix else str(key)))
    return found


def transposed(content):
    """A list of batches (features, labels), or of dictionaries, as lists by place or key; else the same."""
    if not isinstance(content, list) or not content:
        return content
    first = content[0]
    if isinstance(first, dict) and all(
            isinstance(one, dict) and one.keys() == first.keys() for one in content):
        return {key: [one[key] for one in content] for key in first}
    if isinstance(first, (tuple, list)) and all(hasattr(value, "shape") for value in first) and all(
            isinstance(one, (tuple, list)) and len(one) == len(first) for one in content):
        return {str(place): [one[place] for one in content] for place in range(len(first))}
    return content


def described(value):
    if hasattr(value, "shape") and hasattr(value, "dtype"):
        return f"{shape(value)} {str(value.dtype).removeprefix('torch.')}"
    if isinstance(value, (list, tuple)):
        first = f", the first {described(value[0])}" if value and hasattr(value[0], "shape") else ""
        return f"list of {len(value)}{first}"
    return type(value).__name__


def some(names, most=12):
    rest = len(names) - most
    return ", ".join(names[:most]) + (f" and {rest} more" if rest > 0 else "")
