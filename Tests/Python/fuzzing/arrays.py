"""NPY files: headers and bytes."""

import io

import numpy as np

from . import bytes as change

HEADER_WORDS = [
    b"'<f4'", b"'>f8'", b"'<i8'", b"'|b1'", b"'<U9'", b"'|S0'", b"'<f16'", b"'<c16'", b"'|O'", b"'<i9'",
    b"(24,)", b"(24, 6)", b"(-24, 6)", b"(9223372036854775807, 9)", b"(4294967296, 4294967296)",
    b"(24, 6, 1)", b"(0, 6)", b"()", b"True", b"False", b"True,", b"[('a', '<f4')]", b"'", b"{", b"}",
    b"'shape'", b"'descr'", b"1e9", b"\xff", b"((((((",
]


def bases():
    random = np.random.default_rng(2)
    labels = np.arange(24) % 3
    found = []
    for values in [
        random.normal(size=(24, 6)).astype("f4"), np.asfortranarray(random.normal(size=(24, 6))),
        labels, labels.astype("u1"), np.array(["a", "bb", "c"])[labels], np.eye(3)[labels],
        random.normal(size=24).astype("f2"), labels.astype(">i4"), labels.astype(np.longdouble),
    ]:
        memory = io.BytesIO()
        np.save(memory, values)
        found.append(memory.getvalue())
    return found


def mutated(random, base):
    data = bytearray(base)
    for _ in range(random.choice([1, 1, 2, 3])):
        kind = random.randrange(5)
        header = 10 + int.from_bytes(data[8:10], "little") if len(data) > 10 else len(data)
        if kind < 2 and header <= len(data):
            text = bytes(data[10:header])
            words = text.replace(b",", b" , ").split(b" ")
            words[random.randrange(len(words))] = random.choice(HEADER_WORDS)
            new = b" ".join(words)[:65000]
            data[10:header] = new
            if random.random() < 0.8:
                data[8:10] = len(new).to_bytes(2, "little")
        elif kind == 2 and len(data) > 1:
            change.integer(random, data, random.randrange(min(len(data), 128)))
        elif kind == 3:
            change.block(random, data)
        elif len(data) > 1 and random.random() < 0.5:
            change.cut(random, data)
        if not data:
            data = bytearray(b"\x93NUMPY")
    return bytes(data)
