"""`store import npy`: every .npy file is read as NumPy reads it, or refused with a sentence."""

import os
import signal
import struct
import subprocess
import time

import h5py
import numpy as np
import pytest
from conftest import PEDLAB

ROWS = 24


def pedlab(*arguments):
    return subprocess.run([PEDLAB, *map(str, arguments)], capture_output=True, text=True, timeout=60)


def data(dtype="f4", columns=5):
    values = np.random.default_rng(3).integers(0, 100, size=(ROWS, columns))
    return (values / 8).astype(dtype) if np.dtype(dtype).kind == "f" else values.astype(dtype)


def import_pair(folder, features, labels, *options):
    """Features and labels are arrays, or the bytes of a file."""
    (folder / "npy").mkdir()
    for what, content in (("feature", features), ("label", labels)):
        path = folder / "npy" / f"m_d_{what}.npy"
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            np.save(path, content)
    return pedlab("store", "import", "npy", folder / "npy", "--out", folder / "s.h5", *options)


def refusal(folder, features, labels):
    done = import_pair(folder, features, labels)
    assert done.returncode == 3, done
    assert sorted(os.listdir(folder)) == ["npy"], "something is left behind"
    return done.stderr


def header(text, payload=b"", version=1):
    length = struct.pack("<H" if version == 1 else "<I", len(text))
    return b"\x93NUMPY" + bytes([version, 0]) + length + text.encode() + payload


classes = np.arange(ROWS) % 3


@pytest.mark.parametrize("dtype", ["f2", "f4", "f8", ">f4", ">f8", "i1", "i2", "i4", "i8", "u1",
                                   "u2", "u4", "u8", ">i4", "bool"])
@pytest.mark.parametrize("order", ["C", "F"])
def test_features_are_those_of_numpy(tmp_path, dtype, order):
    features = np.asarray(data(dtype), order=order)
    done = import_pair(tmp_path, features, classes)
    assert done.returncode == 0, done.stderr
    with h5py.File(tmp_path / "s.h5") as file:
        np.testing.assert_array_equal(file["models/m/features/d"][:], features)


@pytest.mark.parametrize("shape", [(ROWS, 5, 1, 1), (1, ROWS, 5), (ROWS, 1, 5)])
@pytest.mark.parametrize("order", ["C", "F"])
def test_sizes_of_one_are_left_out(tmp_path, shape, order):
    done = import_pair(tmp_path, np.asarray(data().reshape(shape), order=order), classes)
    assert done.returncode == 0, done.stderr
    with h5py.File(tmp_path / "s.h5") as file:
        np.testing.assert_array_equal(file["models/m/features/d"][:], data())


@pytest.mark.parametrize("dtype", ["i1", "u1", "i2", ">i2", "i4", "u4", "i8", "u8", ">i8", "f4",
                                   "f8"])
@pytest.mark.parametrize("shape", [(ROWS,), (ROWS, 1), (1, ROWS)])
def test_numbers_are_classes(tmp_path, dtype, shape):
    done = import_pair(tmp_path, data(), classes.astype(dtype).reshape(shape))
    assert done.returncode == 0, done.stderr
    assert ("whole numbers" in done.stderr) == (np.dtype(dtype).kind == "f")
    with h5py.File(tmp_path / "s.h5") as file:
        np.testing.assert_array_equal(file["datasets/d/labels"][:], classes)


def extended(values, padding):
    """x86's long doubles, with the six bytes that NumPy leaves as they were in memory."""
    content = np.frombuffer(values.astype("longdouble").tobytes(), "u1").reshape(-1, 16).copy()
    content[:, 10:] = np.frombuffer(padding, "u1")
    head = "{'descr': '<f16', 'fortran_order': False, 'shape': %s}\n" % (values.shape,)
    return header(head, content.tobytes())


@pytest.mark.parametrize("padding", [bytes(6), b"button", b"\x00\x7f\x12\x00\x00\x00"])
def test_long_doubles_of_x86(tmp_path, padding):
    features = data("f8") - 3.25
    done = import_pair(tmp_path, extended(features, padding), extended(classes, padding))
    assert done.returncode == 0, done.stderr
    with h5py.File(tmp_path / "s.h5") as file:
        np.testing.assert_array_equal(file["models/m/features/d"][:], features)
        np.testing.assert_array_equal(file["datasets/d/labels"][:], classes)


def test_long_doubles_that_may_be_of_another_machine(tmp_path):
    """1.0 as binary128."""
    content = (bytes(14) + b"\xff\x3f") * ROWS
    labels = header("{'descr': '<f16', 'fortran_order': False, 'shape': (24,)}\n", content)
    assert "does not hold exactly; save it as float64" in refusal(tmp_path, data(), labels)


def test_unsigned_numbers_beyond_signed_ones(tmp_path):
    labels = classes.astype("u8") + np.uint64(2**63)
    assert import_pair(tmp_path, data(), labels).returncode == 0
    with h5py.File(tmp_path / "s.h5") as file:
        np.testing.assert_array_equal(file["datasets/d/labels"][:], labels)


@pytest.mark.parametrize("labels", [np.array(["übel", "cat", "dog"])[classes],
                                    np.array([b"b", b"cat", b"a"])[classes]])
def test_text_is_classes_with_names(tmp_path, labels):
    done = import_pair(tmp_path, data(), labels)
    assert done.returncode == 0, done.stderr
    assert "d: text is read as 3 classes, in the order of its bytes." in done.stderr
    with h5py.File(tmp_path / "s.h5") as file:
        names = file["datasets/d/labels"].attrs["class_names"]
        texts = [t.decode() if isinstance(t, bytes) else t for t in labels.tolist()]
        assert [names[i] for i in file["datasets/d/labels"][:]] == texts


@pytest.mark.parametrize("dtype", ["i8", "f4", "bool"])
@pytest.mark.parametrize("order", ["C", "F"])
def test_one_hot_rows_are_classes(tmp_path, dtype, order):
    labels = np.asarray(np.eye(3, dtype=dtype)[classes], order=order)
    done = import_pair(tmp_path, data(), labels)
    assert "one-hot rows of 3 columns" in done.stderr
    with h5py.File(tmp_path / "s.h5") as file:
        np.testing.assert_array_equal(file["datasets/d/labels"][:], classes)


@pytest.mark.parametrize("labels", [data("f8", 1)[:, 0], data("f8", 3), data("i8", 3)])
def test_other_numbers_are_targets(tmp_path, labels):
    done = import_pair(tmp_path, data(), labels)
    assert done.returncode == 0 and "targets" in done.stderr
    with h5py.File(tmp_path / "s.h5") as file:
        np.testing.assert_array_equal(file["datasets/d/labels"][:], labels.reshape(ROWS, -1))


@pytest.mark.parametrize("text", [
    "{'descr':'<f4','fortran_order':True,'shape':(24,5)}\n",
    '{"shape" : (24L, 5L,) , "fortran_order":\tTrue, "descr": "<f4",}\n',
])
def test_headers_in_other_words(tmp_path, text):
    done = import_pair(tmp_path, header(text, data().tobytes("F")), classes)
    assert done.returncode == 0, done.stderr
    with h5py.File(tmp_path / "s.h5") as file:
        np.testing.assert_array_equal(file["models/m/features/d"][:], data())


good = "{'descr': '<f4', 'fortran_order': False, 'shape': %s}\n"


@pytest.mark.parametrize("content, words", [
    (b"", "is not a .npy file"),
    (b"PK\x03\x04" + bytes(40), "is not a .npy file"),
    (header(good % "(24, 5)", data().tobytes()[:-1]), "cut off, damaged, or holds several arrays"),
    (header(good % "(24, 5)", data().tobytes() * 2), "cut off, damaged, or holds several arrays"),
    (header(good % "(-24, 5)", data().tobytes()), "has the size -24 in its shape"),
    (header(good % "(24, 9223372036854775807)"), "shape (24, 9223372036854775807)"),
    (header(good % "(24, 99999999999999999999)"), "which is not a size"),
    (header(good % "(24, 0)"), "has shape (24, 0)"),
    (header(good % "(24, 5.0)"), 'has "5.0" in its shape'),
    (header("{'descr': '<f4', 'shape': (24, 5)}"), "has no fortran_order"),
    (header("{'descr': '<f4', 'fortran_order': 1, 'shape': (24, 5)}"), 'has "1" where a value'),
    (header("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (3,)}"), "structured"),
    (header("{'descr': '|O', 'fortran_order': False, 'shape': (3,)}"), 'the type "|O"'),
    (header("{'descr': '<i16', 'fortran_order': False, 'shape': (3,)}"), 'the type "<i16"'),
    (header("not a dictionary"), 'has no "{" where one belongs'),
    (header(good % "(24, 5)")[:8] + b"\xff\xff" + bytes(30), "claims a header of 65535 bytes"),
    (header(good % "(24, 5)", version=9), "has .npy version 9"),
    (np.zeros(ROWS, "f4"), "features are (N, D)"),
    (np.zeros((ROWS, 2, 3, 3), "f4"), "Pool them first"),
    (np.zeros((5, ROWS), "f4"), "save it transposed (features.T)"),
    (np.array([["a"] * 5] * ROWS), "holds text"),
    (np.full((ROWS, 5), 2**53 + 1), "does not hold exactly"),
    (np.full((ROWS, 5), np.longdouble(1) / 3), "does not hold exactly"),
])
def test_features_that_are_refused(tmp_path, content, words):
    stderr = refusal(tmp_path, content, classes)
    assert "m_d_feature.npy" in stderr and words in stderr, stderr


@pytest.mark.parametrize("labels, words", [
    (np.full(ROWS, np.nan), "the label in row 0 is nan"),
    (np.array([["a", "b"]] * ROWS), "text labels are (N,)"),
    (np.zeros((ROWS, 2, 2)), "labels are (N,), (N, 1) or (N, K)"),
])
def test_labels_that_are_refused(tmp_path, labels, words):
    stderr = refusal(tmp_path, data(), labels)
    assert "m_d_label.npy" in stderr and words in stderr, stderr


def test_a_pipe_is_not_waited_for(tmp_path):
    (tmp_path / "npy").mkdir()
    os.mkfifo(tmp_path / "npy" / "m_d_label.npy")
    np.save(tmp_path / "npy" / "m_d_feature.npy", data())
    done = pedlab("store", "import", "npy", tmp_path / "npy", "--out", tmp_path / "s.h5")
    assert done.returncode == 3 and "m_d_label.npy is not a regular file" in done.stderr


def folder_of(path, stems):
    path.mkdir()
    for stem in stems:
        np.save(path / f"{stem}_feature.npy", data())
        np.save(path / f"{stem}_label.npy", classes)
    return path


def pairs(store):
    with h5py.File(store) as file:
        return {(m, d) for m in file["models"] for d in file["models"][m]["features"]}


def product(models, datasets):
    return {(m, d) for m in models for d in datasets}


def test_names_that_have_one_reading(tmp_path):
    wanted = product(["resnet50", "vit_base_16"], ["oxford_pets", "dtd"])
    folder = folder_of(tmp_path / "npy", ["_".join(pair) for pair in wanted])
    assert pedlab("store", "import", "npy", folder, "--out", tmp_path / "s.h5").returncode == 0
    assert pairs(tmp_path / "s.h5") == wanted


def test_references_tell_the_models(tmp_path):
    wanted = {("vit_b", "oxford_pets"), ("moco", "dtd"), ("moco", "sun_397")}
    stems = ["_".join(pair) for pair in wanted] + ["vit_b_imagenet", "moco_imagenet"]
    done = pedlab("store", "import", "npy", folder_of(tmp_path / "npy", stems), "--out",
                  tmp_path / "s.h5")
    assert done.returncode == 0, done.stderr
    assert pairs(tmp_path / "s.h5") == wanted


def test_names_that_have_several_readings(tmp_path):
    wanted = product(["a_x", "a_y"], ["p_q"])
    folder = folder_of(tmp_path / "npy", ["_".join(pair) for pair in wanted])
    out = tmp_path / "s.h5"
    done = pedlab("store", "import", "npy", folder, "--out", out)
    assert done.returncode == 3 and not out.exists()
    assert "can be read in several ways because of its underscores" in done.stderr
    assert 'model "a" on dataset "x_p_q", or model "a_x_p" on dataset "q"' in done.stderr
    assert "--models A,B or --datasets C,D" in done.stderr
    wrong = pedlab("store", "import", "npy", folder, "--out", out, "--datasets", "dtd")
    assert wrong.returncode == 3 and "fits none of --models and --datasets" in wrong.stderr
    assert pedlab("store", "import", "npy", folder, "--out", out, "--datasets", "p_q").returncode == 0
    assert pairs(out) == wanted


def test_the_file_that_has_two_readings_is_named(tmp_path):
    folder = folder_of(tmp_path / "npy", ["a_p", "a_q", "vit_b_p"])
    done = pedlab("store", "import", "npy", folder, "--out", tmp_path / "s.h5")
    assert done.returncode == 3 and "vit_b_p_feature.npy can be read in several ways" in done.stderr
    assert 'as model "vit" on dataset "b_p", or model "vit_b" on dataset "p"' in done.stderr


DOUBTFUL = {
    # vit_b without a reference, or vit on b_p.
    "vit_b_p_feature.npy can be read": ["vit_imagenet", "vit_p", "vit_b_p"],
    "a_b_x_feature.npy can be read": ["a_imagenet", "a_x", "a_y", "a_b_x", "a_b_y", "c_imagenet", "c_x", "c_y"],
    # The reference of vit_tiny, or vit on tiny_imagenet.
    "vit_tiny_imagenet_feature.npy can be read": ["vit_imagenet", "vit_p", "vit_tiny_imagenet"],
    "has the name caf\u00e9_d twice": ["caf\u00e9_d", "cafe\u0301_d"],
}


@pytest.mark.parametrize("words", DOUBTFUL)
def test_references_do_not_settle_every_name(tmp_path, words):
    folder = folder_of(tmp_path / "npy", DOUBTFUL[words])
    done = pedlab("store", "import", "npy", folder, "--out", tmp_path / "s.h5")
    assert done.returncode == 3 and words in done.stderr, done.stderr


@pytest.mark.parametrize("option", [["--datasets", "p,tiny_imagenet"], ["--models", "vit"]])
def test_a_dataset_may_end_like_the_reference(tmp_path, option):
    folder = folder_of(tmp_path / "npy", ["vit_imagenet", "vit_p", "vit_tiny_imagenet"])
    done = pedlab("store", "import", "npy", folder, "--out", tmp_path / "s.h5", *option)
    assert done.returncode == 0 and pairs(tmp_path / "s.h5") == product(["vit"], ["p", "tiny_imagenet"])


def test_the_reference_of_archives_may_be_called_otherwise(tmp_path):
    (tmp_path / "npz").mkdir()
    np.savez(tmp_path / "npz/vit_in21k.npz", features=data())
    np.savez(tmp_path / "npz/vit_p.npz", features=data(), labels=classes)
    done = pedlab("store", "import", "npy", tmp_path / "npz", "--out", tmp_path / "s.h5", "--reference", "in21k")
    assert done.returncode == 0, done.stderr
    with h5py.File(tmp_path / "s.h5") as file:
        assert np.array_equal(file["models/vit/reference"][:], data())


def test_what_is_not_there_and_what_is_not_used(tmp_path):
    out = tmp_path / "s.h5"
    done = pedlab("store", "import", "npy", tmp_path / "nowhere", "--out", out)
    assert done.returncode == 3 and "nowhere cannot be read: No such file" in done.stderr
    folder = folder_of(tmp_path / "npy", ["m_d"])
    np.save(folder / "other_label.npy", classes)
    done = pedlab("store", "import", "npy", folder, "--out", out)
    assert done.returncode == 0 and "Not used in" in done.stderr and "other_label" in done.stderr


def test_a_stop_leaves_nothing(tmp_path):
    folder = tmp_path / "npy"
    folder.mkdir()
    np.save(folder / "m_d_feature.npy", np.zeros((60000, 400), "f4"))
    np.save(folder / "m_d_label.npy", np.arange(60000) % 3)
    process = subprocess.Popen([PEDLAB, "store", "import", "npy", folder, "--out",
                                tmp_path / "s.h5", "--gzip", "9"])
    while not list(tmp_path.glob("*.partial")) and process.poll() is None:
        time.sleep(0.005)
    process.send_signal(signal.SIGINT)
    assert process.wait() == 130
    assert sorted(os.listdir(tmp_path)) == ["npy"]
