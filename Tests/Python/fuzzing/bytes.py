"""Changes of bytes that structured formats feel: extreme integers, swapped parts, cuts."""

import struct

INTERESTING = [0, 1, 2, 7, 8, 15, 16, 31, 32, 63, 64, 127, 128, 200, 254, 255]
EXTREMES = [
    0, 1, 2**7, 2**8, 2**15, 2**16, 2**24, 2**31 - 1, 2**31, 2**32 - 1, 2**32, 2**40, 2**53, 2**62,
    2**63 - 1, 2**63, 2**64 - 1,
]


def integer(random, data, place):
    """Another integer of 1, 2, 4 or 8 bytes at a place."""
    size = random.choice([1, 1, 1, 2, 4, 8])
    if place + size > len(data):
        return
    old = int.from_bytes(data[place : place + size], "little")
    new = random.choice(
        [old + 1, old - 1, old ^ (1 << random.randrange(8 * size)), old * 2, old // 2]
        + [random.choice(EXTREMES), random.choice(INTERESTING), random.getrandbits(8 * size)]
    )
    data[place : place + size] = (new % (1 << (8 * size))).to_bytes(size, "little")


def swap_words(random, data, places):
    """Two words of eight bytes change places: an address becomes that of something else."""
    if len(places) < 2:
        return
    a, b = random.sample(places, 2)
    if max(a, b) + 8 > len(data):
        return
    data[a : a + 8], data[b : b + 8] = data[b : b + 8], data[a : a + 8]


def block(random, data):
    """A part is copied over another one, cut out, doubled, or overwritten with one byte."""
    if len(data) < 16:
        return
    size = random.choice([1, 2, 4, 8, 16, 64, 256])
    start = random.randrange(max(1, len(data) - size))
    other = random.randrange(max(1, len(data) - size))
    kind = random.randrange(4)
    if kind == 0:
        data[other : other + size] = data[start : start + size]
    elif kind == 1:
        del data[start : start + size]
    elif kind == 2:
        data[start:start] = data[start : start + size]
    else:
        data[start : start + size] = bytes([random.choice(INTERESTING)]) * size


def cut(random, data):
    del data[random.randrange(len(data)) :]


def words(data, low, high):
    """Places of aligned words of eight bytes whose value is in a range, such as an address."""
    return [
        place
        for place in range(0, len(data) - 7, 8)
        if low < struct.unpack_from("<Q", data, place)[0] < high
    ]
