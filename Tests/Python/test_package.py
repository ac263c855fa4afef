"""The package for Python: frames of a ledger, stores from arrays, scores in notebooks."""

import csv
import io
import math
import os
import subprocess
import sys

import h5py
import numpy as np
import pandas
import pytest

from conftest import PEDLAB, ROOT

sys.path.insert(0, str(ROOT / "Python"))
os.environ.setdefault("PEDLAB", PEDLAB)

import pedlab  # noqa: E402
from pedlab import PedlabError, program  # noqa: E402

G = np.random.default_rng(21)
LABELS = np.arange(60) % 3
FEATURES = (G.normal(size=(3, 8))[LABELS] + G.normal(size=(60, 8))).astype("f4")


# MARK: load


@pytest.fixture(scope="module")
def ledger(demo_ledger):
    return pedlab.load(demo_ledger)


def test_frames_have_a_row_for_each_row_of_the_exports(ledger, demo_csv):
    names = {"correlations": "correlations", "evaluations": "scores", "traces": "traces"}
    for frame, file in names.items():
        with open(demo_csv / f"{file}.csv", newline="") as rows:
            expected = list(csv.DictReader(rows))
        found = getattr(ledger, frame)
        assert len(found) == len(expected)
        assert list(found.columns) == list(expected[0])
    assert len(ledger.runs) == len(ledger.correlations)
    assert "208 runs" in repr(ledger)


def test_values_are_the_ledgers_to_the_bit(ledger, demo_csv):
    with open(demo_csv / "scores.csv", newline="") as rows:
        expected = [float(row["score"]) for row in csv.DictReader(rows)]
    assert list(ledger.evaluations["score"]) == expected


def test_columns_have_types(ledger):
    evaluations = ledger.evaluations
    assert all(isinstance(run, str) for run in evaluations["run"])
    assert str(evaluations["iterations"].dtype) == "Int64"
    assert evaluations["iterations"].isna().any()
    assert str(ledger.traces["overlapping_pairs"].dtype) == "Int64"
    assert str(evaluations["clip"].dtype) == "boolean"
    assert str(ledger.runs["finished_at"].dt.tz) == "UTC"
    assert str(ledger.correlations["finished_at"].dt.tz) == "UTC"
    for frame in (ledger.runs, ledger.correlations, evaluations, ledger.traces):
        for column in frame.columns:
            assert frame[column].dtype != object or column in pedlab.ledger.TEXT, column


def test_every_column_is_documented():
    page = (ROOT / "Documentation/python.md").read_text()
    for column in pedlab.ledger.TEXT | pedlab.ledger.WHOLE | pedlab.ledger.TIMES:
        assert f"`{column}`" in page, column


def test_a_ledger_is_not_changed_by_loading(demo_ledger):
    before = demo_ledger.read_bytes()
    pedlab.load(demo_ledger, experiments="demo", superseded=True)
    assert demo_ledger.read_bytes() == before


def test_what_load_refuses(demo_ledger, tmp_path):
    with pytest.raises(PedlabError, match="There is no ledger .*gone.sqlite."):
        pedlab.load(tmp_path / "gone.sqlite")
    with pytest.raises(PedlabError, match="no experiment 'dmeo'. It has demo."):
        pedlab.load(demo_ledger, experiments=["dmeo"])
    (tmp_path / "text.sqlite").write_text("model,dataset\n")
    with pytest.raises(PedlabError, match="text.sqlite"):
        pedlab.load(tmp_path / "text.sqlite")


# MARK: score


def scored_by_the_command(tmp_path, *options):
    with h5py.File(tmp_path / "s.h5", "w") as f:
        f.attrs.update(format="feature-store", version=1)
        f["/datasets/d/labels"] = LABELS
        f["/models/m/features/d"] = FEATURES
        f["/models/m/reference"] = FEATURES[:20]
    result = subprocess.run(
        [PEDLAB, "score", tmp_path / "s.h5", "--no-cache", *options], capture_output=True,
        text=True, check=True)
    return [float(row["score"]) for row in csv.DictReader(io.StringIO(result.stdout))]


def test_score_is_the_commands(tmp_path):
    frame = pedlab.score(
        FEATURES, LABELS, ["logme"], motion=["none", "ped"], reference=FEATURES[:20],
        settings={"ped.step_size": 0.3, "ped.clip": False})
    expected = scored_by_the_command(
        tmp_path, "--metric", "logme", "--motion", "none,ped", "--set", "ped.step_size=0.3",
        "--set", "ped.clip=false")
    assert sorted(frame["score"]) == sorted(expected)
    assert list(frame.columns) == [
        "model", "metric", "motion", "score", "steps_taken", "stop", "notes"]


def test_logits_alone_are_scored(capsys):
    frame = pedlab.score(None, LABELS, ["leep", "nce"], logits=FEATURES)
    assert list(frame["metric"]) == ["leep", "nce"] and set(frame["model"]) == {"outputs"}
    with pytest.raises(PedlabError, match='^leep needs logits, which no model has on "data"'):
        pedlab.score(FEATURES, LABELS, "leep")
    assert "note: labels of data are integers" in capsys.readouterr().err
    for arguments, sentence in [
            ((None, LABELS), "features is None, and so is logits"), ((FEATURES, None), "None was given.")]:
        with pytest.raises(PedlabError, match=sentence):
            pedlab.score(*arguments)


def test_what_is_no_mapping_is_told_what_to_give(tmp_path):
    for features, labels in [(FEATURES, {"d": LABELS}), ({"m": {"d": FEATURES}}, LABELS)]:
        with pytest.raises(PedlabError, match="is not a mapping: give {"):
            pedlab.write_store(tmp_path / "s.h5", features, labels)
    with pytest.raises(PedlabError, match="there is no folder"):
        pedlab.write_store(tmp_path / "no/s.h5", {"m": {"d": FEATURES}}, {"d": LABELS})


def test_several_models_are_ranked():
    noise = G.normal(size=(60, 5))
    frame = pedlab.score({"noise": noise, "signal": FEATURES}, LABELS.astype(str))
    assert list(frame["model"]) == ["signal", "noise"]


class Tensor:
    """As torch's: on a device, with a gradient."""

    def __init__(self, array, dtype="torch.float32"):
        self.array, self.dtype = array, dtype

    def detach(self):
        return self

    cpu = detach

    def float(self):
        return self

    def numpy(self):
        return self.array


def test_tensors_are_arrays():
    a, b = (pedlab.score(kind, LABELS) for kind in (FEATURES, Tensor(FEATURES)))
    assert a["score"][0] == b["score"][0]


def test_what_score_refuses():
    with pytest.raises(PedlabError, match="reference is one array, but there are 2 models"):
        pedlab.score({"a": FEATURES, "b": FEATURES}, LABELS, reference=FEATURES)
    with pytest.raises(PedlabError, match="logits has the model 'c', which features does not have"):
        pedlab.score({"a": FEATURES}, LABELS, logits={"c": FEATURES})
    with pytest.raises(PedlabError, match="logmee"):
        pedlab.score(FEATURES, LABELS, "logmee")


# MARK: write_store


def test_a_written_store_is_read(tmp_path):
    path = tmp_path / "hub.h5"
    accuracies = pandas.DataFrame(
        {"model": ["a", "b/c"], "dataset": ["pets", "pets"], "accuracy": [91.5, 80.0]})
    pedlab.write_store(
        path, {("a", "pets"): FEATURES, ("b/c", "pets"): FEATURES.astype("f8")},
        {"pets": ["katze", "hünd", "fish"] * 20}, references={"a": FEATURES},
        logits={"a": {"pets": FEATURES}}, accuracies=accuracies, unit="percent",
        attributes={"a": {"family": "resnet", "parameters": 25e6}}, dtype="float16",
        compression=4)
    result = subprocess.run([PEDLAB, "store", "check", path], capture_output=True, text=True)
    assert result.returncode == 0, result.stdout + result.stderr
    with h5py.File(path) as file:
        assert file["/models/b/c/features/pets"].dtype == np.float16
        assert file["/ground_truth/accuracy"][:].tolist() == [[91.5], [80.0]]
        assert file["/models/a"].attrs["family"] == "resnet"
    assert os.listdir(tmp_path) == ["hub.h5"]


def nan_at(row, column):
    array = FEATURES.copy()
    array[row, column] = math.nan
    return array


ONE = {"m": {"d": FEATURES}}
REFUSED = {
    "the shape is [8, 60], but there are 60 labels; is it transposed?":
        dict(features={"m": {"d": FEATURES.T}}),
    "row 3, column 1 is nan; 1 value is not finite": dict(features={"m": {"d": nan_at(3, 1)}}),
    "the shape is [60], not [rows, columns]": dict(features={"m": {"d": FEATURES[:, 0]}}),
    "average or pool the other axes first":
        dict(features={"m": {"d": np.ones((60, 2, 2))}}),
    "are the rows of different lengths?":
        dict(features={"m": {"d": np.array([[1], [1, 2]], dtype=object)}}),
    "the values are <U1, not numbers": dict(features={"m": {"d": np.full((60, 2), "x")}}),
    "the shape is [0, 8], so there is nothing in it": dict(features={"m": {"d": FEATURES[:0]}}),
    "there are no labels of e. There are labels of d": dict(features={"m": {"e": FEATURES}}),
    "there are 7 columns; the model's features have 8":
        dict(features=ONE, references={"m": FEATURES[:, :7]}),
    "there is no model 'n'. There are m.": dict(features=ONE, attributes={"n": {"a": 1}}),
    "there is no dataset 'e'. There are d.": dict(features=ONE, accuracies={("m", "e"): 1}),
    "'m//n' cannot be the name of a model": dict(features={"m//n": {"d": FEATURES}}),
    "The model m has no features of e; every model needs every dataset":
        dict(features=ONE, labels={"d": LABELS, "e": LABELS}),
    "the largest value is 1e+06, and float16 ends at 65504; choose float32":
        dict(features={"m": {"d": FEATURES * 0 + 1e6}}, dtype="float16"),
    "features of 'm' is not a mapping": dict(features={"m": FEATURES}),
    "features is empty": dict(features={}),
    "The frame of accuracies has no column accuracy":
        dict(features=ONE, accuracies=pandas.DataFrame({"model": ["m"], "dataset": ["d"]})),
    "dtype is 'int8'": dict(features=ONE, dtype="int8"),
}


@pytest.mark.parametrize("sentence", REFUSED)
def test_what_write_store_refuses(sentence, tmp_path):
    given = {"labels": {"d": LABELS}, **REFUSED[sentence]}
    with pytest.raises(PedlabError) as error:
        pedlab.write_store(tmp_path / "hub.h5", given.pop("features"), given.pop("labels"), **given)
    assert sentence in str(error.value)
    assert not list(tmp_path.iterdir())


def test_a_store_is_replaced_only_when_told(tmp_path):
    path = pedlab.write_store(tmp_path / "hub.h5", ONE, {"d": LABELS})
    with pytest.raises(PedlabError, match="is there already; overwrite replaces it"):
        pedlab.write_store(path, ONE, {"d": LABELS})
    pedlab.write_store(path, ONE, {"d": LABELS}, overwrite=True)


# MARK: The command, and what is not installed


def python(*code, **environment):
    variables = {**os.environ, "PYTHONPATH": str(ROOT / "Python"), **environment}
    return subprocess.run(
        [sys.executable, *code], capture_output=True, text=True,
        env={k: v for k, v in variables.items() if v})


def test_the_command_is_the_program():
    code = "import sys; from pedlab.program import main; sys.argv = ['pedlab', '--version']; main()"
    result = python("-c", code)
    assert result.stdout == program.run("--version")


def test_without_a_program_it_says_what_to_do():
    code = "from pedlab.program import main; main()"
    result = python("-c", code, PEDLAB="", PATH="/nowhere")
    assert result.returncode == 3
    assert "There is no program pedlab here" in result.stderr
    result = python("-c", code, PEDLAB="/nowhere/pedlab")
    assert "PEDLAB names /nowhere/pedlab, which is not a program" in result.stderr


@pytest.mark.parametrize("call, library", [
    ("pedlab.load('/dev/null')", "pandas"),
    ("pedlab.score([[1.0]], [0])", "pandas"),
    ("pedlab.write_store('x.h5', {'m': {'d': [[1.0]]}}, {'d': [0]})", "h5py"),
])
def test_a_library_that_is_missing_is_named(call, library):
    result = python("-c", f"import sys; sys.modules['{library}'] = None; import pedlab; {call}")
    assert f"{library}, which cannot be imported here" in result.stderr
    assert f"pip install {library}, or pip install 'pedlab[notebook]'." in result.stderr


# MARK: What is in a frame twice, masked, or no number


def frame(*rows):
    return pandas.DataFrame(rows, columns=["model", "dataset", "accuracy"])


NO_ACCURACIES = {
    "m on d has two accuracies, 90 and 80; give one": frame(("m", "d", 90.0), ("m", "d", 80.0)),
    "m on d: '90%' is not a number": frame(("m", "d", "90%")),
    "m on d: the accuracy is inf": {("m", "d"): math.inf},
}


@pytest.mark.parametrize("words", NO_ACCURACIES)
def test_accuracies_that_no_store_has(tmp_path, words):
    with pytest.raises(PedlabError, match=words):
        pedlab.write_store(tmp_path / "s.h5", {"m": {"d": FEATURES}}, {"d": LABELS},
                           accuracies=NO_ACCURACIES[words])
    assert not list(tmp_path.iterdir())


def test_masked_values_are_no_features_and_no_labels():
    masked = np.ma.masked_array(FEATURES, FEATURES > 2)
    with pytest.raises(PedlabError, match="values are masked, and what lies under a mask is no value"):
        pedlab.score(masked, LABELS)
    with pytest.raises(PedlabError, match="1 value is masked"):
        pedlab.score(FEATURES, np.ma.masked_array(LABELS, np.arange(60) == 3))


def test_names_that_look_like_formulas_are_loaded_as_they_are(tmp_path, monkeypatch):
    store = tmp_path / "s.h5"
    pedlab.write_store(store, {m: {"d": FEATURES} for m in ("=a", "-b")}, {"d": LABELS})
    (tmp_path / "plan.yaml").write_text(
        f"experiment: e\nstore: {store}\nmetrics: [ncm]\nmotion: [none]\n")
    monkeypatch.setenv("PEDLAB_LEDGER", str(tmp_path / "l.sqlite"))
    program.run("run", tmp_path / "plan.yaml")
    assert set(pedlab.load(tmp_path / "l.sqlite").evaluations["model"]) == {"=a", "-b"}
