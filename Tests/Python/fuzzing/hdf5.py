"""HDF5: stores of many layouts, changed where their structure is."""

import io
import re

import h5py
import numpy as np

from . import bytes as change

SIGNATURES = re.compile(
    b"\x89HDF|OHDR|OCHK|TREE|SNOD|HEAP|GCOL|FRHP|FHDB|FHIB|BTHD|BTLF|BTIN|EAHD|EAIB|EASB|FAHD|FADB"
    b"|FSHD|FSSE|SMTB|SMLI"
)
ROWS, COLUMNS = 24, 6


def bases():
    """[(name, bytes)], one for each way of storing; each has models m and n on dataset d."""
    options = {
        "contiguous": {},
        "chunks": {"chunks": (8, 3)},
        "gzip": {"chunks": (8, 3), "compression": "gzip", "shuffle": True},
        "lzf": {"chunks": (8, 6), "compression": "lzf"},
        "checksum": {"chunks": (8, 3), "fletcher32": True, "compression": "gzip"},
        "offset": {"chunks": (8, 6), "scaleoffset": 3},
    }
    found = []
    for name, storage in options.items():
        for library in ["earliest", "v110"]:
            found.append((f"{name}-{library}", store(storage, library)))
    return found


def store(storage, library):
    random = np.random.default_rng(1)
    labels = np.arange(ROWS) % 3
    memory = io.BytesIO()
    with h5py.File(memory, "w", libver=(library, library if library != "earliest" else "latest")) as f:
        f.attrs.update(format="feature-store", version=1)
        f["/datasets/d/labels"] = labels.astype("i4")
        f["/datasets/d/labels"].attrs["class_names"] = ["a", "b", "c"]
        f["/datasets/t/labels"] = np.array([b"x", b"yy", b"z"])[labels]
        f.create_dataset(
            "/datasets/v/labels", data=[["cat", "dog", "owl"][i] for i in labels],
            dtype=h5py.string_dtype())
        f["/datasets/c/labels/codes"] = labels.astype("i1")
        f.create_dataset(
            "/datasets/c/labels/categories", data=["p", "q", "r"], dtype=h5py.string_dtype())
        for model in "mn":
            for dataset in "dtvc":
                x = random.normal(size=(ROWS, COLUMNS)).astype("f4") + labels[:, None]
                f.create_dataset(f"/models/{model}/features/{dataset}", data=x, **storage)
            f[f"/models/{model}/reference"] = random.normal(size=(8, COLUMNS)).astype("f8")
            f[f"/models/{model}/logits/d"] = random.normal(size=(ROWS, 4)).astype("f2")
        f["/models/s"] = h5py.SoftLink("/models/m")
        f["/models/e"] = h5py.ExternalLink("other.h5", "/models/m")
        if library != "earliest":
            layout = h5py.VirtualLayout(shape=(ROWS, COLUMNS), dtype="f4")
            layout[:] = h5py.VirtualSource(f["/models/m/features/d"])
            f.create_virtual_dataset("/models/virtual/features/d", layout)
        f["/ground_truth/accuracy"] = random.uniform(50, 90, size=(2, 4))
        f["/ground_truth/accuracy"].attrs["models"] = ["m", "n"]
        f["/ground_truth/accuracy"].attrs["datasets"] = ["d", "t", "v", "c"]
        f["/ground_truth/accuracy"].attrs["unit"] = "percent"
    return memory.getvalue()


def mutated(random, base):
    data = bytearray(base)
    places = [match.start() for match in SIGNATURES.finditer(base)]
    for _ in range(random.choice([1, 1, 1, 2, 2, 3, 5, 8])):
        kind = random.randrange(20)
        if kind < 13 and places:
            near = random.choice(places) + random.randrange(random.choice([16, 64, 160]))
            if near < len(data):
                change.integer(random, data, near)
        elif kind < 15:
            change.swap_words(random, data, change.words(data, 48, len(data)))
        elif kind < 17:
            change.integer(random, data, random.randrange(len(data)))
        elif kind < 19:
            change.block(random, data)
        elif random.random() < 0.3 and len(data) > 1:
            change.cut(random, data)
        if not data:
            data = bytearray(base)
    if random.random() < 0.8:
        mend_checksums(data)
    return bytes(data)


# Newer structures end in a checksum: without mending it, a change is found before it does anything.


def mend_checksums(data):
    for match in re.finditer(b"OHDR\x02", data):
        end = header_end(data, match.start())
        if end and end + 4 <= len(data):
            data[end : end + 4] = lookup3(data[match.start() : end]).to_bytes(4, "little")
    if data[:8] == b"\x89HDF\r\n\x1a\n" and len(data) > 48 and data[8] >= 2:
        data[44:48] = lookup3(data[:44]).to_bytes(4, "little")


def header_end(data, start):
    """Where the checksum of an object header of version 2 stands."""
    if start + 26 > len(data):
        return None
    flags = data[start + 5]
    place = start + 6 + (16 if flags & 0x20 else 0) + (4 if flags & 0x10 else 0)
    width = 1 << (flags & 3)
    return place + width + int.from_bytes(data[place : place + width], "little")


def lookup3(key):
    """Bob Jenkins' hash, as HDF5 uses it."""
    mask = 0xFFFFFFFF

    def rotated(x, k):
        return ((x << k) | (x >> (32 - k))) & mask

    length = len(key)
    a = b = c = (0xDEADBEEF + length) & mask
    key = bytes(key)
    start = 0
    while length > 12:
        a = (a + int.from_bytes(key[start : start + 4], "little")) & mask
        b = (b + int.from_bytes(key[start + 4 : start + 8], "little")) & mask
        c = (c + int.from_bytes(key[start + 8 : start + 12], "little")) & mask
        for k in ((4, 0), (6, 1), (8, 2), (16, 0), (19, 1), (4, 2)):
            shift, which = k
            if which == 0:
                a = (a - c) & mask ^ rotated(c, shift)
                c = (c + b) & mask
            elif which == 1:
                b = (b - a) & mask ^ rotated(a, shift)
                a = (a + c) & mask
            else:
                c = (c - b) & mask ^ rotated(b, shift)
                b = (b + a) & mask
        start += 12
        length -= 12
    if length == 0:
        return c
    rest = key[start:].ljust(12, b"\0")
    a = (a + int.from_bytes(rest[:4], "little")) & mask
    b = (b + int.from_bytes(rest[4:8], "little")) & mask
    c = (c + int.from_bytes(rest[8:12], "little")) & mask
    for x, shift in (("c", 14), ("a", 11), ("b", 25), ("c", 16), ("a", 4), ("b", 14), ("c", 24)):
        if x == "c":
            c = ((c ^ b) - rotated(b, shift)) & mask
        elif x == "a":
            a = ((a ^ c) - rotated(c, shift)) & mask
        else:
            b = ((b ^ a) - rotated(a, shift)) & mask
    return c
