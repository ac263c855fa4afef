"""Files that are odd, damaged or not what they seem: each gives the right score, or a sentence that says why not."""

import io
import subprocess
import zlib

import h5py
import numpy as np
import pytest

from conftest import PEDLAB
from fuzzing import judge

G = np.random.default_rng(12)
LABELS = np.arange(40) % 3
X = (G.normal(size=(40, 6)) + np.eye(3)[LABELS] @ G.normal(size=(3, 6))).astype("f4")
PLACE = "/models/m/features/d"
CASES = {}


def case(expected):
    """`expected`: a part of the sentence; None: the score of X."""
    def keep(function):
        CASES[function.__name__] = (function, expected)
        return function
    return keep


def hdf5(features=X, labels=LABELS, file=None, **storage):
    """A store in memory, open."""
    f = h5py.File(file or io.BytesIO(), "w", **({"userblock_size": 512} if storage.pop("block", 0) else {}))
    f.attrs.update(format="feature-store", version=1)
    if labels is not None:
        f["/datasets/d/labels"] = labels
    f.require_group("/models/m/features")
    if features is not None:
        f.create_dataset(PLACE, data=features, **storage)
    return f


def stored(folder, **options):
    return hdf5(file=folder / "s.h5", **options)


def of_type(folder, kind, values, shape=(40, 6)):
    """Features of a type that h5py does not make by itself."""
    with stored(folder, features=None) as f:
        space = h5py.h5s.create_simple(shape)
        d = h5py.h5d.create(f["/models/m/features"].id, b"d", kind, space)
        if values is not None:
            d.write(h5py.h5s.ALL, h5py.h5s.ALL, values, kind)


def chunks(folder, change, **options):
    """Chunks of 10 rows under gzip, of which `change` makes the second: (bytes, mask)."""
    with stored(folder, features=None) as f:
        d = f.create_dataset(PLACE, X.shape, "f4", chunks=(10, 6), compression="gzip", **options)
        for row in range(0, 40, 10):
            raw = X[row : row + 10].tobytes()
            content, mask = change(raw) if row == 10 else (zlib.compress(raw), 0)
            d.id.write_direct_chunk((row, 0), content, mask)


# MARK: Chunks


@case("a gzip chunk is damaged")
def chunk_that_is_too_short(folder):
    chunks(folder, lambda raw: (zlib.compress(raw[:-4]), 0))


@case("a gzip chunk is damaged")
def chunk_that_is_too_long(folder):
    chunks(folder, lambda raw: (zlib.compress(raw + b"1234"), 0))


@case(None)
def chunk_whose_filter_was_skipped(folder):
    chunks(folder, lambda raw: (raw, 1))


@case("a gzip chunk is damaged")
def chunk_whose_filter_was_skipped_and_is_too_short(folder):
    chunks(folder, lambda raw: (raw[:-1], 1))


@case("a gzip chunk is damaged")
def chunk_that_is_no_gzip(folder):
    chunks(folder, lambda raw: (raw, 0))


@case("is stored in 65238 bytes; 1 to 4360 are possible")
def chunk_that_unpacks_to_64_megabytes(folder):
    chunks(folder, lambda raw: (zlib.compress(bytes(1 << 26)), 0))


@case("The file is damaged: copy or write it again.")
def checksum_that_does_not_fit(folder):
    with stored(folder, chunks=(10, 6), fletcher32=True):
        pass
    content = bytearray((folder / "s.h5").read_bytes())
    place = content.index(X[12].tobytes())
    content[place] ^= 1
    (folder / "s.h5").write_bytes(content)


@case(None)
def chunks_larger_than_the_data(folder):
    with stored(folder, chunks=(64, 16), maxshape=(None, None), compression="lzf"):
        pass


@case("1 of 4 chunks were never written")
def chunks_of_which_one_was_never_written(folder):
    with stored(folder, features=None) as f:
        d = f.create_dataset(PLACE, X.shape, "f4", chunks=(10, 6), fillvalue=1)
        d[:30] = X[:30]


# MARK: Links


@case("more than 16 links lead on from each other")
def soft_link_to_itself(folder):
    with stored(folder, features=None) as f:
        f[PLACE] = h5py.SoftLink(PLACE)


@case("more than 16 links lead on from each other")
def soft_links_in_a_circle(folder):
    with stored(folder, features=None) as f:
        f[PLACE], f["/a"] = h5py.SoftLink("/a"), h5py.SoftLink("/b")
        f["/b"] = h5py.SoftLink(PLACE)


@case("more than 16 links lead on from each other")
def external_link_to_the_same_place(folder):
    with stored(folder, features=None) as f:
        f[PLACE] = h5py.ExternalLink("s.h5", PLACE)


@case("more than 16 links lead on from each other")
def external_links_in_a_circle_of_files(folder):
    with stored(folder, features=None) as f:
        f[PLACE] = h5py.ExternalLink("t.h5", "/x")
    with h5py.File(folder / "t.h5", "w") as f:
        f["/x"] = h5py.ExternalLink("s.h5", PLACE)


@case(None)
def external_link_back_to_the_file(folder):
    with stored(folder, features=None) as f:
        f["/x"] = X
        f[PLACE] = h5py.ExternalLink("s.h5", "/x")


@case(None)
def group_within_itself(folder):
    with stored(folder) as f:
        f["/datasets/d/all"] = f["/"]


@case("has nothing at /models/m/features/.., where a link leads to")
def soft_link_relative_to_its_group(folder):
    with stored(folder, features=None) as f:
        f["/models/m/data"] = X
        f[PLACE] = h5py.SoftLink("../data")


@case("is virtual and refers to itself")
def virtual_dataset_of_itself(folder):
    with stored(folder, features=None) as f:
        layout = h5py.VirtualLayout(X.shape, "f4")
        layout[:] = h5py.VirtualSource(".", PLACE, X.shape)
        f.create_virtual_dataset(PLACE, layout)


# MARK: Attributes


@case(None)
def class_names_of_numbers(folder):
    with stored(folder) as f:
        f["/datasets/d/labels"].attrs["class_names"] = np.arange(3.0)


@case(None)
def class_names_that_are_a_group_reference(folder):
    with stored(folder) as f:
        f["/datasets/d/labels"].attrs["class_names"] = f["/models"].ref


@case(None)
def class_names_of_nothing(folder):
    with stored(folder) as f:
        f["/datasets/d/labels"].attrs["class_names"] = h5py.Empty("S1")


@case(None)
def attributes_that_are_structures(folder):
    with stored(folder) as f:
        odd = np.array([(1, 2.5)], dtype=[("a", "i4"), ("b", "f8")])
        for place in ("/", "/models/m", PLACE, "/datasets/d"):
            f[place].attrs["title"] = odd
            f[place].attrs["scale"] = np.zeros(60_000, "u1")


@case(None)
def version_as_an_array_of_one_byte(folder):
    with stored(folder) as f:
        f.attrs["version"] = np.array([1], "u1")


@case("layout version 2 is not known, only version 1")
def version_that_is_newer(folder):
    with stored(folder) as f:
        f.attrs["version"] = 2


@case("the root has no integer attribute \"version\"")
def version_that_is_no_number(folder):
    with stored(folder) as f:
        f.attrs["version"] = [1, 2, 3]


@case("is HDF5, but no feature store")
def format_of_something_else(folder):
    with stored(folder) as f:
        f.attrs["format"] = 7


# MARK: Types and shapes


@case("holds compound; features are float16")
def complex_features(folder):
    with stored(folder, features=X.astype("c8")):
        pass


@case("holds compound; features are float16")
def features_that_are_structures(folder):
    with stored(folder, features=np.zeros((40, 6), dtype=[("a", "f4")])):
        pass


@case("holds text; features are float16")
def features_that_are_text(folder):
    with stored(folder, features=np.full((40, 6), b"1.5")):
        pass


@case("has shape []; features are two-dimensional")
def features_that_are_one_number(folder):
    with stored(folder, features=np.float32(3)):
        pass


@case("has shape []; features are two-dimensional")
def features_of_no_space(folder):
    with stored(folder, features=None) as f:
        f[PLACE] = h5py.Empty("f4")


@case("no numbers in a row")
def features_without_columns(folder):
    with stored(folder, features=np.zeros((40, 0), "f4")):
        pass


@case("the group /models/m/features is empty")
def features_that_are_a_group(folder):
    with stored(folder, features=None) as f:
        f.create_group(PLACE + "/data")


@case("is neither a group nor a dataset")
def features_that_are_a_type(folder):
    with stored(folder, features=None) as f:
        f[PLACE] = np.dtype("f4")


@case("holds a type that pedlab does not know")
def features_of_arrays(folder):
    of_type(folder, h5py.h5t.array_create(h5py.h5t.IEEE_F32LE, (6,)), X, (40,))


@case("holds a type that pedlab does not know")
def features_of_any_length(folder):
    with stored(folder, features=None) as f:
        d = f.create_dataset(PLACE, (40,), dtype=h5py.vlen_dtype("f4"))
        for i in range(40):
            d[i] = X[i]


@case(None)
def features_in_doubles_of_big_endian(folder):
    of_type(folder, h5py.h5t.IEEE_F64BE, X.astype(">f8"))


@case("nothing was ever written to it")
def features_of_an_odd_float(folder):
    """A brain float: eight bits of exponent in two bytes."""
    kind = h5py.h5t.IEEE_F32LE.copy()
    kind.set_fields(15, 7, 8, 0, 7)
    kind.set_size(2)
    of_type(folder, kind, None)


@case(None)
def labels_as_whole_floats(folder):
    with stored(folder, labels=LABELS.astype("f4")[:, None]):
        pass


@case("13 labels are not finite (NaN); the first is in row 2")
def labels_with_a_nan(folder):
    with stored(folder, labels=np.where(LABELS == 2, np.nan, LABELS)):
        pass


@case("holds compound; labels are integers")
def labels_that_are_structures(folder):
    with stored(folder, labels=np.zeros(40, dtype=[("a", "i4")])):
        pass


@case(None)
def labels_beyond_signed_numbers(folder):
    with stored(folder, labels=LABELS.astype("u8") + np.uint64(2**63)):
        pass


@case("is a group; labels are a dataset, or a group with")
def labels_that_are_a_group(folder):
    with stored(folder, labels=None) as f:
        f.create_group("/datasets/d/labels")


@case("ends before the 960 bytes of the dataset")
def external_raw_data_that_is_short(folder):
    (folder / "raw").write_bytes(X.tobytes()[:-10])
    with stored(folder, features=None) as f:
        f.create_dataset(PLACE, X.shape, "f4", external=[("raw", 0, h5py.h5f.UNLIMITED)])


@case(None)
def block_of_the_user_before_the_file(folder):
    with stored(folder, block=True):
        pass
    with open(folder / "s.h5", "r+b") as file:
        file.write(b"MATLAB 7.3 MAT-file")


def score_of(folder):
    done = subprocess.run(
        [PEDLAB, "score", "s.h5", "--metric", "logme", "--no-cache"], cwd=folder, capture_output=True, text=True)
    return done, [line.split(",")[4] for line in done.stdout.splitlines()[1:]]


@pytest.fixture(scope="module")
def right(tmp_path_factory):
    folder = tmp_path_factory.mktemp("right")
    with stored(folder):
        pass
    return score_of(folder)[1]


@pytest.mark.parametrize("name", CASES)
def test_an_odd_file_gives_its_score_or_a_sentence(name, right, tmp_path):
    make, expected = CASES[name]
    make(tmp_path)
    done, scores = score_of(tmp_path)
    if expected is None:
        assert done.returncode == 0 and scores == right, done.stdout + done.stderr
    else:
        assert done.returncode in (2, 3) and not scores, done.stdout + done.stderr
        assert expected in done.stderr, done.stderr


@pytest.mark.parametrize("library", ["earliest", "v110"])
def test_a_file_that_is_cut_off_anywhere(library, right, tmp_path):
    """Copies of many lengths side by side: none gives another score than the whole."""
    with hdf5(file=tmp_path / "whole.h5", chunks=(10, 6), compression="gzip") as f:
        assert f
    if library == "v110":
        with h5py.File(tmp_path / "whole.h5", "w", libver=("v110", "v110")) as f:
            f.attrs.update(format="feature-store", version=1)
            f["/datasets/d/labels"] = LABELS
            f.create_dataset(PLACE, data=X, chunks=(10, 6), compression="gzip")
    content = (tmp_path / "whole.h5").read_bytes()
    lengths = sorted({*range(0, len(content), max(1, len(content) // 60)), len(content) - 1})
    for length in lengths:
        (tmp_path / f"cut{length}.h5").write_bytes(content[:length])
    outcome = subprocess.run(
        [PEDLAB, "score", "{model}.h5", "--features", "/models/m/features/{dataset}", "--labels",
         "/datasets/{dataset}/labels", "--metric", "logme", "--no-cache"], cwd=tmp_path,
        capture_output=True, text=True)
    found = {line.split(",")[1]: line.split(",")[4] for line in outcome.stdout.splitlines()[1:]}
    assert outcome.returncode == 3 and found.get("whole") == right[0], outcome.stderr
    assert set(found.values()) == set(right), found
    for length in lengths:
        assert f"cut{length}.h5" in outcome.stderr, length


# MARK: NPY and CSV


def npy(header, data=X.tobytes(), version=(1, 0), pad=True):
    text = header.encode("latin-1")
    size = 2 if version[0] == 1 else 4
    if pad:
        text += b" " * (-(8 + size + len(text) + 1) % 64) + b"\n"
    return b"\x93NUMPY" + bytes(version) + len(text).to_bytes(size, "little") + text + data


USUAL = "{'descr': '<f4', 'fortran_order': False, 'shape': (40, 6), }"
HEADERS = {
    "usual": (npy(USUAL), None),
    "version 2": (npy(USUAL, version=(2, 0)), None),
    "version 3": (npy(USUAL, version=(3, 0)), None),
    "version 4": (npy(USUAL, version=(4, 0)), "has .npy version 4; versions 1 to 3 are read"),
    "without padding": (npy(USUAL, pad=False), None),
    "other order and double quotes": (npy('{"shape":(40,6),"fortran_order":False,"descr":"<f4"}'), None),
    "native order": (npy(USUAL.replace("<f4", "=f4")), None),
    "sizes of Python 2": (npy(USUAL.replace("40, 6", "40L, 6L")), None),
    "big endian": (npy(USUAL.replace("<f4", ">f4"), X.astype(">f4").tobytes()), None),
    "columns first": (npy(USUAL.replace("False", "True"), X.tobytes(order="F")), None),
    "half": (npy(USUAL.replace("<f4", "<f2"), X.astype("f2").tobytes()), "other"),
    "flat": (npy(USUAL.replace("40, 6", "240,")), "has shape (240); features are (N, D)"),
    "one row too many": (npy(USUAL.replace("40", "41")), "its header says shape (41, 6) of <f4, but 960 bytes follow"),
    "negative": (npy(USUAL.replace("40", "-40")), "the size -40 in its shape"),
    "beyond all": (npy(USUAL.replace("40, 6", "4294967296, 4294967296, 40")), "but 960 bytes follow"),
    "structure": (npy(USUAL.replace("'<f4'", "[('a', '<f4')]")), "a structured type; save one plain array"),
    "objects": (npy(USUAL.replace("<f4", "|O")), "has the type \"|O\", which pedlab does not read"),
    "twice": (npy(USUAL[:-2] + ", 'shape': (6, 40)}"), "write it with numpy.save"),
    "no end": (npy(USUAL[:-4]), "write it with numpy.save"),
    "program": (npy("{'descr': __import__('os'), 'fortran_order': False, 'shape': (40, 6)}"), "\"__import__\" where a value belongs"),
    "header beyond the file": (b"\x93NUMPY\x01\x00\xff\xff" + X.tobytes(), "claims a header of 65535 bytes"),
    "two arrays": (npy(USUAL) * 2, "2048 bytes follow; it is cut off, damaged, or holds several arrays"),
    "cut": (npy(USUAL)[:-1], "959 bytes follow"),
    "magic alone": (b"\x93NUMPY", "is not a .npy file; write it with numpy.save"),
}


@pytest.mark.parametrize("name", HEADERS)
def test_a_header_of_npy(name, right, tmp_path):
    content, expected = HEADERS[name]
    (tmp_path / "f").mkdir()
    (tmp_path / "f/m_d_feature.npy").write_bytes(content)
    np.save(tmp_path / "f/m_d_label.npy", LABELS)
    done = subprocess.run([PEDLAB, "store", "import", "npy", "f", "--out", "s.h5"], cwd=tmp_path,
                          capture_output=True, text=True)
    if expected in (None, "other"):
        assert done.returncode == 0, done.stderr
        scores = score_of(tmp_path)[1]
        assert scores == right if expected is None else abs(float(scores[0]) - float(right[0])) < 1e-3
    else:
        assert done.returncode == 3 and expected in done.stderr, done.stderr
        assert not (tmp_path / "s.h5").exists() and not list(tmp_path.glob("*.partial"))


GOOD = "model,dataset,score,accuracy\n" + "".join(f"m{i},d,{i},{50 + i}\n" for i in range(6))
TABLES = {
    "all quoted": ('"' + GOOD.replace(",", '","').replace("\n", '"\n"')[:-1], None),
    "CRLF and a byte order mark": ("\ufeff" + GOOD.replace("\n", "\r\n"), None),
    "no line break at the end": (GOOD[:-1], None),
    "empty lines": (GOOD.replace("\n", "\n\n"), None),
    "blanks around": (GOOD.replace(",", " , "), "any"),
    "line breaks in names": (GOOD.replace("m1", '"m\n1"'), None),
    "quotes in names": (GOOD.replace("m1", '"m""1"""'), None),
    "commas in names": (GOOD.replace("m1", '"m,1"'), None),
    "quote in the middle": (GOOD.replace("m1", 'm"1'), None),
    "text behind a quote": (GOOD.replace("m1", '"m"1'), "line 3: text follows the quote that ends a field"),
    "quote without an end": (GOOD.replace("m1", '"m1'), "line 3: a quote is opened here and never closed"),
    "semicolons": (GOOD.replace(",", ";"), None),
    "tabs": (GOOD.replace(",", "\t"), None),
    "decimal commas": (GOOD.replace(",d,1,", ',d,"1,5",'), None),
    "one field too many": (GOOD.replace("m1,d,", "m1,d,d,"), "line 3: 5 fields, but the header has 4"),
    "one field too few": (GOOD.replace("m1,d,", "m1,"), "line 3: 3 fields, but the header has 4"),
    "column twice": (GOOD.replace("dataset", "model"), "column 'model' is in the header twice"),
    "no rows": (GOOD.splitlines()[0], "a header, but no rows"),
    "nothing": ("", "the file is empty"),
    "a byte of zero": (GOOD.replace("m1", "m\0"), "it has a zero byte in line 3"),
    "a model twice": (GOOD + "m1,d,3,50\n", "in line 3"),
    "numbers of infinity": (GOOD.replace(",d,1,", ",d,inf,"), "any"),
    "1e400": (GOOD.replace(",d,1,", ",d,1e400,"), "any"),
}


@pytest.mark.parametrize("name", TABLES)
def test_a_table_of_scores(name, tmp_path):
    content, expected = TABLES[name]
    (tmp_path / "s.csv").write_bytes(content.encode())
    outcome = judge.run(PEDLAB, ["correlate", "s.csv"], tmp_path)
    assert judge.complaint(outcome) is None, outcome
    code, _, _, said, _ = outcome
    if expected is None:
        done = subprocess.run([PEDLAB, "correlate", "s.csv"], cwd=tmp_path, capture_output=True, text=True)
        assert code == 0 and " 1.000" in done.stdout, said
    elif expected != "any":
        assert code in (2, 3) and expected in said, said


def test_a_table_in_another_encoding(tmp_path):
    for encoding in ("latin-1", "utf-16"):
        (tmp_path / "s.csv").write_bytes(GOOD.replace("m1", "Größe").encode(encoding))
        done = subprocess.run([PEDLAB, "correlate", "s.csv"], cwd=tmp_path, capture_output=True, text=True)
        assert done.returncode == 3 and "UTF-8" in done.stderr, done.stderr
