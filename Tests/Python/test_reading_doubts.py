"""What is nearly a label, a feature or an output is refused or said, and never counted in silence."""

import numpy as np
import pytest

import h5py
from test_inputs_labels import NAMES, folder, ncm, refusal, run, samples, score, store

__all__ = ["folder"]


def marked(labels, value, dtype=None):
    """The labels with six rows that have another value, and the rows that are left."""
    changed = labels.astype(dtype or labels.dtype)
    changed[::10] = value
    return changed, np.arange(len(labels)) % 10 != 0


def put(entries, place="datasets/d/labels", **attributes):
    store(entries)
    with h5py.File("s.h5", "a") as file:
        file[place].attrs.update(attributes)


# Enumerations

def test_values_that_an_enumeration_does_not_name_are_refused():
    x, y = samples(6)
    kind = h5py.enum_dtype({"cat": 0, "dog": 1}, basetype="i4")
    store({"models/m/features/d": x})
    with h5py.File("s.h5", "a") as file:
        file.create_dataset("datasets/d/labels", data=(y % 3).astype("i4"), dtype=kind)
    assert "the label 2, which the enumeration has no name for" in refusal()
    assert score("--ignore-labels=2")[0]["m", "d"] == pytest.approx(ncm(x[y % 3 < 2], y[y % 3 < 2] % 3))
    assert score("--labels-are", "classes")[0]["m", "d"] == pytest.approx(ncm(x, y % 3))


# Own labels

MISPLACED = {
    "models/b/labels": "is a dataset; labels belong at /models/b/labels/DATASET",
    "models/b/labels/D": 'of no dataset of the model: it has features on d (meant for "d"?)',
    "models/b/labels/train/d": 'of no dataset of the model: it has features on d (meant for "d"?)',
    "models/b/Labels/d": 'did you mean "labels"?',
    "models/b/label": 'did you mean "labels"?',
    "models/b/labels_d": 'did you mean "labels"?',
    "models/b/logits/x/d": 'of no dataset of the model: it has features on d (meant for "d"?)',
    "models/b/labels/x/features/d": "of no dataset of the model",
}


@pytest.mark.parametrize("place", MISPLACED)
def test_what_lies_a_level_or_a_letter_off_is_no_silence(place):
    x, y = samples()
    store({"datasets/d/labels": y, "models/a/features/d": x, "models/b/features/d": x, place: y})
    assert MISPLACED[place] in refusal()
    check = run("store", "check", "s.h5")
    assert check.returncode == 3 and MISPLACED[place] in check.stdout + check.stderr
    assert MISPLACED[place] in score("--set", "missing=skip")[1]
    # The model is not asked for.
    assert MISPLACED[place] not in score("--model", "a")[1]


def test_what_is_of_no_kind_is_noted():
    x, y = samples()
    store({"datasets/d/labels": y, "models/a/features/d": x, "models/a/history": y})
    assert "/models/MODEL/history of a is of no kind" in score()[1]


def test_a_group_in_itself_is_no_model():
    x, y = samples()
    store({"datasets/d/labels": y, "models/a/features/d": x})
    with h5py.File("s.h5", "a") as file:
        file["models/a/self"] = file["models/a"]
        file["models/a/up"] = h5py.SoftLink("/models")
    found, notes = score("--set", "missing=skip")
    assert list(found) == [("a", "d")]
    assert "a link to the group /models/a, which it lies in" in notes


# Marks

TEXTS = ["NaN", "None", "NA", "<NA>", "N.A.", "b'None'", "null", "-1", " "]


@pytest.mark.parametrize("text", TEXTS)
def test_words_for_a_missing_value_are_no_class(text):
    x, y = samples(1)
    labels, keep = marked(NAMES[y].astype(object), text)
    store({"datasets/d/labels": labels, "models/m/features/d": x})
    assert "6 rows have the label" in refusal()
    found = score("--set", f'ignore_labels=["{text}"]')[0]
    assert found["m", "d"] == pytest.approx(ncm(x[keep], y[keep]), abs=1e-12)


def test_words_that_may_be_a_class_are_noted():
    x, y = samples(1)
    store({"datasets/d/labels": marked(NAMES[y].astype(object), "unknown")[0], "models/m/features/d": x})
    assert "6 rows have the label unknown, which often marks rows without a label" in score()[1]


ALIKE = {
    "Cat": "differ in capitals only", "1.0": "are the same number", "\u2013": "often marks rows",
    "not available": "often marks rows", "255": "often marks rows",
}  # fmt: skip


@pytest.mark.parametrize("text", ALIKE)
def test_texts_that_may_not_be_a_class_are_noted(text):
    x, y = samples(1)
    names = y.astype(str) if text[0].isdigit() else NAMES[y]
    store({"datasets/d/labels": marked(names.astype(object), text)[0], "models/m/features/d": x})
    assert ALIKE[text] in score()[1]


def test_names_that_are_not_those_of_the_classes_are_noted():
    x, y = samples(1)
    put({"datasets/d/labels": y, "models/m/features/d": x}, class_names=["cat", "dog"])
    assert "class_names has 2 names, but 3 classes, of which the label 2 has none" in score()[1]


def test_one_class_is_no_score():
    x, y = samples(1)
    store({"datasets/d/labels": y * 0, "models/m/features/d": x})
    assert "compares classes; the dataset has one" in refusal()


def test_texts_that_differ_in_blanks_only_are_one_class_or_none():
    x, y = samples(1)
    store({"datasets/d/labels": marked(NAMES[y].astype(object), "cat ")[0], "models/m/features/d": x})
    assert 'the labels "cat" and "cat " differ in blanks only' in refusal()
    assert score("--labels-are", "classes")


@pytest.mark.parametrize("value, words", [(-1, "a negative number"), (255, "often marks rows")])
def test_nan_hides_no_other_mark(value, words):
    x, y = samples(2)
    labels, _ = marked(y, value, "f8")
    labels[5] = np.nan
    store({"datasets/d/labels": labels, "models/m/features/d": x})
    done = run("score", "s.h5", "--metric", "ncm", "--no-cache", "--ignore-labels", "nan")
    assert words in done.stderr


@pytest.mark.parametrize("attribute", ["_FillValue", "missing_value"])
def test_missing_values_of_classes_and_of_targets_are_refused(attribute):
    x, y = samples(3)
    put({"datasets/d/labels": marked(y, 77)[0], "models/m/features/d": x}, **{attribute: 77})
    assert "calls missing" in refusal()
    targets, keep = marked(x[:, 0] * 2 + 0.5, -999.0)
    put({"datasets/d/labels": targets, "models/m/features/d": x}, **{attribute: -999.0})
    logme = ["score", "s.h5", "--metric", "logme", "--no-cache"]
    assert "6 labels are missing" in run(*logme).stderr
    left = run(*logme, "--ignore-labels", "nan")
    store({"datasets/d/labels": targets[keep], "models/m/features/d": x[keep]})
    assert "6 rows left out (ignore_labels: nan)" in left.stderr
    assert left.stdout == run(*logme).stdout


def test_packed_targets_are_scaled_and_packed_classes_are_asked_about():
    x, y = samples(3)
    values = (x[:, 0] * 100).round()
    logme = ["score", "s.h5", "--metric", "logme", "--no-cache", "--labels-are", "targets"]
    put({"datasets/d/labels": values.astype("i2"), "models/m/features/d": x}, scale_factor=0.01)
    assert "Say --labels-are targets to scale" in refusal()
    packed = run(*logme).stdout
    store({"datasets/d/labels": values.astype("i2") * 0.01, "models/m/features/d": x})
    assert packed == run(*logme).stdout


# ignore_labels by name

def named(kind, y, last):
    """A store whose class 2 is called by a name."""
    x, _ = samples(4)
    names = ["cat", "dog", last]
    entries = {"models/m/features/d": x}
    if kind == "categories":
        entries["datasets/d/labels/codes"] = y.astype("i1")
        entries["datasets/d/labels/categories"] = np.array(names, object)
        return store(entries)
    store(entries if kind == "enum" else entries | {"datasets/d/labels": y})
    with h5py.File("s.h5", "a") as file:
        if kind == "enum":
            kinds = h5py.enum_dtype({name: i for i, name in enumerate(names)}, "i1")
            file.create_dataset("datasets/d/labels", data=y.astype("i1"), dtype=kinds)
        else:
            file["datasets/d/labels"].attrs["class_names"] = names


@pytest.mark.parametrize("kind", ["categories", "enum", "class_names"])
def test_rows_are_left_out_by_the_name_of_their_class(kind):
    x, y = samples(4)
    named(kind, y, "unknown")
    assert "often marks rows without a label" in score()[1]
    found, notes = score("--ignore-labels", "unknown")
    assert found["m", "d"] == pytest.approx(ncm(x[y < 2], y[y < 2]), abs=1e-12)
    assert "20 rows left out (ignore_labels: unknown)" in notes
    notes = score("--ignore-labels", "unknwn")[1]
    assert 'unknwn is the label of no row, so nothing is left out for it (did you mean "unknown"?)' in notes
    named(kind, y, "nan")
    assert "commonly stands for a missing value" in refusal()


def test_numbers_that_are_categories_and_names_are_told_apart():
    x, y = samples(4)
    keep = y != 1
    store({
        "models/m/features/d": x, "datasets/d/labels/codes": y.astype("i1"),
        "datasets/d/labels/categories": np.array([2, 0, 1]),
    })  # fmt: skip
    found = score("--ignore-labels", "0")[0]
    assert found["m", "d"] == pytest.approx(ncm(x[keep], y[keep]), abs=1e-12)
    put({"models/m/features/d": x, "datasets/d/labels": y}, class_names=["2", "0", "1"])
    assert "--ignore-labels has 0, which is the label 0, and also the name" in refusal("--ignore-labels", "0")


def test_codes_beyond_the_categories_are_refused():
    x, y = samples(4)
    store({
        "models/m/features/d": x, "datasets/d/labels/codes": y,
        "datasets/d/labels/categories": NAMES[:2].astype(object),
    })  # fmt: skip
    assert "has the code 2, but there are 2 categories" in refusal()


# Matrices

def rows_of(low, high):
    return lambda y: np.where(np.eye(3)[y] > 0, high, low)


MATRICES = {
    "-1 and 1": rows_of(-1, 1), "0 and 255": lambda y: (np.eye(3)[y] * 255).astype("u1"),
    "smoothed": rows_of(0.05, 0.9),
}  # fmt: skip


@pytest.mark.parametrize("form", MATRICES)
def test_rows_with_a_single_larger_number_are_classes(form):
    x, y = samples(5)
    store({"datasets/d/labels": MATRICES[form](y), "models/m/features/d": x})
    found, notes = score()
    assert found["m", "d"] == pytest.approx(ncm(x, y), abs=1e-12)
    assert "(one-hot), read as classes" in notes


@pytest.mark.parametrize("mark", [-1, np.nan])
def test_one_hot_rows_without_a_label_are_left_out(mark):
    x, y = samples(5)
    labels, keep = marked(np.eye(3)[y], mark)
    store({"datasets/d/labels": labels, "models/m/features/d": x})
    found, notes = score(f"--ignore-labels={mark}")
    assert found["m", "d"] == pytest.approx(ncm(x[keep], y[keep]), abs=1e-12)
    assert "6 rows left out" in notes


def test_what_keeps_rows_from_being_one_hot_is_named():
    x, y = samples(5)
    labels = np.eye(3, dtype="i2")[y]
    labels[3] = 7
    store({"datasets/d/labels": labels, "models/m/features/d": x})
    assert "Row 3 has 7." in refusal()
    labels[3] = 0
    store({"datasets/d/labels": labels, "models/m/features/d": x})
    notes = run("score", "s.h5", "--metric", "logme", "--no-cache").stderr
    assert "one-hot rows but for 1 row of zeros (row 3 first)" in notes


# Attributes of features

FILLED = {"missing_value": np.float64(-999.9), "_FillValue": np.float64(-999.9), "valid_min": -100.0}


@pytest.mark.parametrize("attribute", FILLED)
def test_fill_values_are_found_in_the_stored_type(attribute):
    x, y = samples(6)
    x = x.astype("f4")
    x[3, 2] = -999.9
    put({"datasets/d/labels": y, "models/m/features/d": x}, "models/m/features/d",
        **{attribute: FILLED[attribute]})  # fmt: skip
    assert "row 3" in refusal()


VIEWS = [
    (np.float16, "u2"), (np.float16, "i2"), (np.float16, "u1"), (np.float32, "u4"), (np.float32, "u1"),
    (np.float32, "i1"), (np.float64, "u1"),
]  # fmt: skip


def drawn(columns=16):
    rng = np.random.default_rng(4)
    return rng.normal(size=(60, columns)), np.arange(60) % 3


@pytest.mark.parametrize(("kind", "view"), VIEWS)
def test_bits_of_floats_in_integers_are_doubted(kind, view):
    x, y = drawn()
    store({"datasets/d/labels": y, "models/m/features/d": x.astype(kind).view(view)})
    said = score()[1]
    assert f"the integers look like the bits of {np.dtype(kind).name}" in said
    assert ("save the values as float64" if kind is np.float64 else "save the values as float32") in said


INTEGERS = {
    "any": lambda rng: rng.integers(0, 256, (60, 64)), "dark": lambda rng: rng.integers(40, 75, (60, 64)),
    "about 128": lambda rng: rng.normal(128, 20, (60, 64)).round().clip(0, 255),
    "signed": lambda rng: rng.normal(0, 20, (60, 64)).round().clip(-128, 127) % 256,
    "counts": lambda rng: rng.poisson(2, (60, 64)),
    "opaque": lambda rng: np.where(np.arange(64) % 4 == 3, 255, rng.integers(0, 256, (60, 64))),
}  # fmt: skip


@pytest.mark.parametrize("name", INTEGERS)
def test_bytes_that_are_numbers_are_not_doubted(name):
    stored = INTEGERS[name](np.random.default_rng(5)).astype("u1")
    store({"datasets/d/labels": np.arange(60) % 3, "models/m/features/d": stored})
    assert "look like the bits" not in score()[1]


REFUSED = {
    "scale_factor": (np.linspace(1, 2, 6), "has 6 values"), "add_offset": ("five", 'is the text "five"'),
    "missing_value": ("no", 'is the text "no"'),
}  # fmt: skip


@pytest.mark.parametrize("attribute", REFUSED)
def test_attributes_without_a_meaning_are_refused(attribute):
    x, y = samples(6)
    value, words = REFUSED[attribute]
    put({"datasets/d/labels": y, "models/m/features/d": x}, "models/m/features/d", **{attribute: value})
    assert f"the attribute {attribute}" in refusal() and words in refusal()


def test_attributes_as_text_and_without_a_sign_are_applied():
    x, y = samples(6)
    stored = np.clip((x * 20 + 128).round(), 0, 255).astype("u1")
    put({"datasets/d/labels": y, "models/m/features/d": stored.view("i1")}, "models/m/features/d",
        scale_factor="0.5", _Unsigned="true")  # fmt: skip
    assert score()[0]["m", "d"] == pytest.approx(ncm(stored * 0.5, y), abs=1e-12)


def test_integers_that_a_double_does_not_hold_are_refused():
    x, y = samples(6)
    store({"datasets/d/labels": y, "models/m/features/d": (x * 10).astype("i8") + 2**53 + 64})
    assert "integers of 2^53 or more" in refusal()


@pytest.mark.parametrize("shape", [(60, 6, 1, 4), (60, 6, 4, 1), (60, 1, 6, 4)])
def test_maps_that_may_be_tokens_are_not_pooled(shape):
    _, y = samples(6)
    store({"datasets/d/labels": y, "models/m/features/d": np.random.default_rng(0).normal(size=shape)})
    assert "which can be read as maps [N, C, h, w]" in refusal("--pool", "mean")


# Outputs

def leep(probabilities, *options):
    x, y = samples(7)
    store({"datasets/d/labels": y, "models/m/features/d": x, "models/m/logits/d": probabilities})
    return run("score", "s.h5", "--metric", "leep", "--no-cache", *options)


def shares():
    logits = np.random.default_rng(8).normal(size=(60, 8)) * 2
    return np.exp(logits) / np.exp(logits).sum(1, keepdims=True)


def zeroed(p):
    return np.where(np.arange(60)[:, None] == 4, 0, p)


def part(change):
    x = np.random.default_rng(8).normal(size=(60, 8))
    x[5:40] = change(x)
    return x


SUSPECT = {
    "one row": (lambda x: x[5], "34 of 60 rows of the logits repeat the row before exactly"),
    "one number": (lambda x: 0.5, "35 of 60 rows of the logits hold one number throughout"),
    "zeros": (lambda x: 0, "35 of 60 rows of the logits are all 0"),
}  # fmt: skip


@pytest.mark.parametrize("name", SUSPECT)
def test_rows_that_no_network_gives_are_told_of(name):
    change, words = SUSPECT[name]
    done = leep(part(change))
    assert done.returncode == 0 and words in done.stderr
    assert words in run("store", "check", "s.h5").stdout
    assert "rows of the logits" not in leep(part(lambda x: x[5:40])).stderr


NEARLY = {
    "rounded": (lambda p: p.round(2), "all lie in [0, 1]"), "a row of zeros": (zeroed, "row 4 (from 0) sums to 0"),
    "percent": (lambda p: (p * 100).round(1), "all rows sum to about"),
    "uint8": (lambda p: (p * 255).round().astype("u1"), "all rows sum to about"),
    "sigmoids": (lambda p: p**0.3, "all lie in [0, 1]"), "negated": (lambda p: -np.log(p), "negated log-prob"),
}  # fmt: skip


@pytest.mark.parametrize("form", NEARLY)
def test_what_nearly_is_probabilities_goes_through_no_softmax(form):
    change, words = NEARLY[form]
    done = leep(change(shares()))
    assert done.returncode == 3 and words in done.stderr
    assert leep(change(shares()), "--logits-are", "logits").returncode == 0


def test_rounded_probabilities_are_divided_by_their_sum():
    rounded = shares().round(3)
    rounded[5] *= 1.003
    exact = leep(rounded / rounded.sum(1, keepdims=True)).stdout
    given = leep(rounded, "--logits-are", "probabilities")
    assert given.returncode == 0, given.stderr
    assert score_of(given.stdout) == pytest.approx(score_of(exact), abs=1e-4)


def score_of(text):
    head, row = (line.split(",") for line in text.splitlines()[:2])
    return float(dict(zip(head, row))["score"])


# Models of one dataset

def test_models_that_are_not_asked_for_need_not_agree():
    x, y = samples(9)
    store({"models/a/features/d": x, "models/b/features/d": x + 1, "models/c/features/d": x,
           "models/a/labels/d": y, "models/b/labels/d": y, "models/c/labels/d": y % 2})  # fmt: skip
    assert "differ" in refusal()
    assert set(score("--model", "a,b")[0]) == {("a", "d"), ("b", "d")}


def test_pairs_without_labels_do_not_pass_the_check():
    x, y = samples(9)
    store({"models/a/features/d": x, "models/b/features/d": x, "models/a/labels/d": y})
    done = run("store", "check", "s.h5")
    assert done.returncode == 3 and "b on d" in done.stdout + done.stderr


def test_samples_of_rows_in_other_orders_are_said():
    x, y = samples(9)
    order = np.random.default_rng(1).permutation(60)
    store({"datasets/d/labels": y, "models/a/features/d": x, "models/b/features/d": x[order],
           "models/b/labels/d": y[order]})  # fmt: skip
    assert "b holds the rows in another order than a" in score("--samples-per-class", "5")[1]
    assert "goes with --samples-per-class" in run("score", "s.h5", "--metric", "ncm", "--sample-seeds", "3").stderr


def test_half_a_reference_is_named():
    x, y = samples(9)
    store({"datasets/d/labels": y, "models/a/features/d": x, "models/a/reference_mean": x.mean(0)})
    assert "no standard deviation (reference_std)" in refusal("--motion", "ped")


def test_ignored_labels_are_those_of_the_target():
    x, y = samples(9)
    source = np.arange(80) % 4 + 252
    store({"datasets/d/labels": marked(y, 255)[0], "models/a/features/d": x,
           "models/a/reference": np.random.default_rng(2).normal(size=(80, 6)),
           "models/a/reference_labels": source})  # fmt: skip
    otce = ["score", "s.h5", "--metric", "otce", "--no-cache", "--ignore-labels", "255"]
    done = run(*otce)
    assert "the label 255 of ignore_labels is a class of the source data" in done.stderr
    with h5py.File("s.h5", "a") as file:
        file["models/a/reference_labels"][...] = source - 252
    assert score_of(done.stdout) == score_of(run(*otce).stdout)


def test_texts_with_line_breaks_are_not_confused():
    x, y = samples(9)
    plan = "experiment: e\nstore: s.h5\nmetrics: [ncm]\nmotion: none\n"
    open("plan.yaml", "w").write(plan)
    store({"datasets/d/labels": np.array(["A\nB", "A"] * 30, object), "models/a/features/d": x})
    assert run("run", "plan.yaml", "--ledger", "l.sqlite").returncode == 0
    mixed = np.array(["A\nB", "A", "A", "B\nA"] * 15, object)
    store({"datasets/d/labels": mixed, "models/a/features/d": x})
    assert "1 done before" not in run("run", "plan.yaml", "--ledger", "l.sqlite").stderr


def test_files_that_differ_in_their_unicode_form_are_two_names_of_one_model():
    x, y = samples(9)
    for name in ("e\u0301.h5", "\u00e9.h5"):
        with h5py.File(name, "w") as file:
            file["d/x"], file["d/y"] = x, y
    done = run("score", "{model}.h5", "--features", "{dataset}/x", "--labels", "{dataset}/y",
               "--metric", "ncm", "--no-cache")  # fmt: skip
    assert "Two sets of features are of model" in done.stderr


def test_accuracies_of_several_files_must_be_the_same():
    x, y = samples(9)
    for index, name in enumerate("ab"):
        with h5py.File(f"{name}.h5", "w") as file:
            file["d/x"], file["d/y"] = x + index, y
            accuracy = file.create_dataset("ground_truth/accuracy", data=[[80.0 + index], [90.0]])
            accuracy.attrs.update(models=["a", "b"], datasets=["d"])
    open("plan.yaml", "w").write(
        "experiment: e\nstore: {files: '{model}.h5', features: '/{dataset}/x', labels: '/{dataset}/y'}\n"
        "metrics: [ncm]\nmotion: none\n")  # fmt: skip
    assert "The accuracies in" in run("run", "plan.yaml", "--ledger", "l.sqlite").stderr


# What is kept for later, and what is out of order

LATER = ["datasets/later/labels", "models/a/logits/later", "models/a/random_features/later"]


@pytest.mark.parametrize("place", LATER)
def test_what_is_kept_for_a_dataset_without_features_is_noted(place):
    x, y = samples()
    store({"datasets/d/labels": y, "models/a/features/d": x, place: y if "labels" in place else x})
    found, notes = score()
    assert list(found) == [("a", "d")] and "later" in notes
    assert "is not used, because the store has no features there" in notes
    assert run("store", "check", "s.h5").returncode == 0


def test_own_labels_under_a_name_that_is_nobodys_are_an_error():
    x, y = samples()
    store({"datasets/d/labels": y, "models/a/features/d": x, "models/a/labels/later": y})
    assert "of no dataset of the model" in refusal()


def test_labels_in_one_order_are_not_taken_for_rows_in_another():
    x, y = samples()
    order = np.random.default_rng(3).permutation(len(y))
    entries = {
        "datasets/d/labels": y, "datasets/d/images": np.arange(len(y)), "models/a/features/d": x,
        "models/b/features/d": x[order], "models/b/images/d": order,
    }  # fmt: skip
    store(entries)
    assert "the rows of a and of b are of other images" in refusal()
    store(entries | {"models/b/labels/d": y[order]})
    found = score()[0]
    assert found["a", "d"] == found["b", "d"]


def test_a_fill_value_of_half_the_width_counts():
    x, y = samples(3)
    x = x.astype("f8")
    x[4] = -999.9
    put({"datasets/d/labels": y, "models/m/features/d": x}, "models/m/features/d", _FillValue=np.float32(-999.9))
    assert "the attributes _FillValue, missing_value or valid_range say so" in refusal()


def test_copies_of_a_reference_have_one_labelling():
    x, y = samples(4)
    for shift, name in enumerate("de"):
        store({"m/x": x, "y": y, "m/source": x, "m/kinds": np.roll(y, shift)}, f"{name}.h5")
    options = ["--features", "/{model}/x", "--labels", "/y", "--reference", "/{model}/source"]
    options += ["--reference-labels", "/{model}/kinds", "--metric", "otce", "--no-cache"]
    assert "The labels of the reference of the model" in run("score", "{dataset}.h5", *options).stderr


def test_a_column_that_is_the_label_or_an_index_is_found():
    x, y = samples(5)
    store({"datasets/d/labels": y, "models/m/features/d": np.column_stack([np.arange(len(y)), x, y * 2.0])})
    found = run("store", "check", "s.h5").stdout
    assert "column 0 numbers the rows: is it an index?" in found
    assert "column 7 has one value in each class and another in each other: is it the label?" in found
    store({"datasets/d/labels": y, "models/m/features/d": x})
    assert "column" not in run("store", "check", "s.h5").stdout
