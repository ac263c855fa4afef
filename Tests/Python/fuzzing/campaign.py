"""One input after another of a kind, each from its number and a seed."""

import shutil
import subprocess
from pathlib import Path
from random import Random

from . import arrays, hdf5, judge, ledgers, texts

KINDS = ["hdf5", "plan", "csv", "npy", "ledger"]
# Files that one process reads: libhdf5 reads them in a child, so that one does not hide another.
BATCH = 25


class Campaign:
    """Failures are pairs of a complaint and the files that it is about."""

    def __init__(self, program, folder, seed):
        self.program, self.folder, self.seed = program, Path(folder), seed
        self.folder.mkdir(parents=True, exist_ok=True)
        self.stores = hdf5.bases()
        self.arrays = arrays.bases()

    def random(self, kind, number):
        return Random(f"{self.seed} {kind} {number}")

    def run(self, kind, numbers):
        """Tries the inputs `numbers` of a kind; [(number, complaint, path)]."""
        return getattr(self, kind)(list(numbers))

    # MARK: HDF5

    def hdf5(self, numbers):
        failures = []
        for start in range(0, len(numbers), BATCH):
            failures += self.batch(numbers[start : start + BATCH])
        return failures

    def batch(self, numbers):
        folder = self.folder / f"hdf5-{numbers[0]}"
        folder.mkdir(exist_ok=True)
        (folder / "other.h5").write_bytes(self.stores[0][1])
        for number in numbers:
            (folder / f"{number}.h5").write_bytes(self.store(number))
        outcome = judge.run(
            self.program, ["store", "check", "{dataset}.h5", "--features", "/models/{model}/features/d",
            "--labels", "/datasets/d/labels", "--reference", "/models/{model}/reference",
            "--logits", "/models/{model}/logits/d"], folder, seconds=judge.SECONDS * len(numbers))
        failures = []
        if judge.complaint(outcome, seconds=judge.SECONDS * len(numbers)):
            failures += self.alone(numbers, folder)
        # As stores of their own, one of them by all commands that read: labels of all kinds.
        failures += self.alone(numbers[:1], folder)
        if not failures:
            shutil.rmtree(folder)
        return failures

    def store(self, number):
        random = self.random("hdf5", number)
        return hdf5.mutated(random, random.choice(self.stores)[1])

    def alone(self, numbers, folder):
        failures = []
        for number in numbers:
            path = folder / f"{number}.h5"
            for command in (["store", "check", path.name], ["score", path.name, "--metric", "ncm", "--no-cache"]):
                complaint = judge.complaint(judge.run(self.program, command, folder))
                if complaint:
                    failures.append((number, f"{command[0]} {command[1]}: {complaint}", path))
        return failures

    # MARK: Others

    def plan(self, numbers):
        folder = self.folder / f"plan-{numbers[0]}"
        folder.mkdir(exist_ok=True)
        (folder / "store.h5").write_bytes(self.stores[0][1])
        (folder / "truth.csv").write_text(texts.TABLE)
        return self.each(
            "plan", numbers, folder, "yaml", lambda random: texts.mutated(random, texts.PLAN),
            lambda name: ["run", name, "--dry-run", "--ledger", "l.sqlite"])

    def csv(self, numbers):
        folder = self.folder / f"csv-{numbers[0]}"
        folder.mkdir(exist_ok=True)
        return self.each(
            "csv", numbers, folder, "csv", lambda random: texts.mutated(random, texts.SCORES),
            lambda name: ["correlate", name])

    def npy(self, numbers):
        folder = self.folder / f"npy-{numbers[0]}"
        folder.mkdir(exist_ok=True)
        failures = []
        for number in numbers:
            random = self.random("npy", number)
            own = folder / f"{number}"
            own.mkdir(exist_ok=True)
            for name, good in (("feature", self.arrays[0]), ("label", self.arrays[2])):
                data = good if random.random() < 0.4 else arrays.mutated(random, random.choice(self.arrays))
                (own / f"m_d_{name}.npy").write_bytes(data)
            outcome = judge.run(
                self.program, ["store", "import", "npy", own.name, "--out", f"{number}.h5"], folder)
            self.note("npy", number, outcome, own, failures)
            (folder / f"{number}.h5").unlink(missing_ok=True)
        return failures


    def ledgers(self, numbers, base):
        """Mutants of the ledger `base` (bytes)."""
        folder = self.folder / f"ledger-{numbers[0]}"
        folder.mkdir(exist_ok=True)
        failures = []
        commands = [["runs", "--csv"], ["doctor"], ["table", "fuzz"], ["export", "csv", "fuzz", "--out", "out"]]
        for number in numbers:
            random = self.random("ledger", number)
            path = folder / f"{number}.sqlite"
            ledgers.mutated(random, base, path)
            for command in random.sample(commands, 2):
                outcome = judge.run(self.program, [*command, "--ledger", path.name], folder)
                self.note(f"ledger {command[0]}", number, outcome, path, failures, keeps=True)
            if not any(failure[0] == number for failure in failures):
                for file in folder.glob(f"{number}.sqlite*"):
                    file.unlink()
            shutil.rmtree(folder / "out", ignore_errors=True)
        return failures

    def each(self, kind, numbers, folder, ending, make, command):
        failures = []
        for number in numbers:
            path = folder / f"{number}.{ending}"
            path.write_bytes(make(self.random(kind, number)))
            self.note(kind, number, judge.run(self.program, command(path.name), folder), path, failures)
        return failures

    @staticmethod
    def note(kind, number, outcome, path, failures, keeps=False):
        complaint = judge.complaint(outcome)
        if complaint:
            failures.append((number, f"{kind}: {complaint}", path))
        elif not keeps:
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()


def small_ledger(program, folder):
    """The bytes of a ledger with a few runs, named fuzz."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "store.h5").write_bytes(hdf5.store({}, "earliest"))
    (folder / "plan.yaml").write_text(
        "experiment: fuzz\nstore: store.h5\nmetrics: [logme, ncm]\nmodels: [m, n]\ndatasets: [d, t]\n"
        "motion: [none, ped]\n")
    path = folder / "ledger.sqlite"
    subprocess.run(
        [program, "run", "plan.yaml", "--ledger", path.name, "--no-cache"], cwd=folder, check=True,
        capture_output=True)
    return path.read_bytes()
