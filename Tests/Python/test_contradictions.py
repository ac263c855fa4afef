"""What a store holds twice, or in two ways that cannot both be meant, is refused or said."""

import numpy as np
import pytest

import h5py
from test_inputs_labels import NAMES, folder, refusal, run, samples, score, store

__all__ = ["folder"]


def ped(entries):
    x, y = samples()
    store({"datasets/d/labels": y, "models/m/features/d": x} | entries)
    done = run("score", "s.h5", "--metric", "ncm", "--motion", "ped", "--no-cache")
    return done.returncode, done.stderr


SOURCE = np.random.default_rng(7).normal(size=(50, 6)) * np.arange(1, 7)


def moments(mean=SOURCE.mean(0), deviation=SOURCE.std(0)):
    return {"models/m/reference_mean": mean, "models/m/reference_std": deviation}


@pytest.mark.parametrize("change", [{"deviation": SOURCE.var(0)}, {"mean": SOURCE.mean(0) + 5},
                                    {"deviation": SOURCE.std(0)[:5]}])
def test_moments_of_something_else_beside_a_reference(change):
    code, notes = ped({"models/m/reference": SOURCE} | moments(**change))
    assert code == 3
    assert "/models/m/reference_std are not the mean and standard deviation of /models/m/reference" in notes


@pytest.mark.parametrize("deviation", [SOURCE.std(0), SOURCE.std(0, ddof=1), SOURCE.std(0).astype("f2")])
def test_moments_of_the_reference_beside_it(deviation):
    assert ped({"models/m/reference": SOURCE} | moments(deviation=deviation))[0] == 0


def test_standard_deviations_of_nothing():
    code, notes = ped(moments(deviation=np.zeros(6)))
    assert code == 3 and "all values of the reference's standard deviation are 0" in notes


def test_features_under_two_names():
    x, y = samples()
    code, notes = ped({"datasets/e/labels": y, "models/m/features/e": x, "models/m/reference": x})
    assert code == 0
    assert "m on d, e and the reference: the features are the same, number for number: was one" in notes
    assert "m on d and e: the features are the same" in score()[1]


def test_accuracies_that_are_text():
    x, y = samples()
    store({"datasets/d/labels": y, "models/m/features/d": x, "ground_truth/accuracy": np.array([[b"91"]])})
    with h5py.File("s.h5", "a") as file:
        file["ground_truth/accuracy"].attrs.update(models=["m"], datasets=["d"])
    assert "/ground_truth/accuracy holds text; accuracies are numbers" in run("audit", "s.h5").stderr


LABELS = {
    "differ in blanks only": lambda y: np.where(np.arange(60) % 2, NAMES[y], np.char.add(NAMES[y], "\u200b")).astype(object),
    "holds whole numbers above 2048, such as": lambda y: (y + 2050).astype("f2"),
    "holds whole numbers above 16777216, such as": lambda y: (y + 2.0**24 + 2).astype("f4"),
}  # fmt: skip


@pytest.mark.parametrize("words", LABELS)
def test_labels_that_may_have_become_one_or_two(words):
    x, y = samples()
    store({"datasets/d/labels": LABELS[words](y), "models/m/features/d": x})
    assert words in refusal()
    assert score("--labels-are", "classes")


def test_two_classes_of_one_name():
    x, y = samples()
    store({"models/m/features/d": x, "datasets/d/labels/codes": y,
           "datasets/d/labels/categories": np.array(["cat", "cat", "dog"], object)})  # fmt: skip
    assert "are both called cat, and are counted as two classes" in score()[1]


def test_what_lies_beside_the_labels_is_said():
    x, y = samples()
    store({"models/m/features/d": x, "datasets/d/labels": y, "datasets/d/split": y % 2})
    assert "/datasets/DATASET/split of d is of no kind that pedlab knows, and not used" in score()[1]
