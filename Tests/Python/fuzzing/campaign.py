"""One input after another of a kind, each from its number and a seed."""

import shutil
import subprocess
from pathlib import Path
from random import Random

from . import arrays, hdf5, judge, ledgers, texts
from .driver import Driver

KINDS = ["hdf5", "plan", "csv", "npy", "ledger"]
# Files that one process reads: libhdf5 reads them in a child, so that one does not hide another.
BATCH = 25


class Campaign:
    """Failures are pairs of a complaint and the files that it is about. A driver runs many commands in a
    process; without one each has its own."""

    def __init__(self, program, folder, seed, driver=None):
        self.program, self.folder, self.seed = program, Path(folder), seed
        self.driver = driver and Driver(driver)
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

    def outcomes(self, commands, folder):
        if self.driver:
            return self.driver.outcomes(commands, folder)
        return [judge.run(self.program, command, folder) for command in commands]

    def tried(self, kind, inputs, folder):
        """`inputs` are (number, command, path); failures, of which the files stay."""
        outcomes = self.outcomes([command for _, command, _ in inputs], folder)
        failures = []
        for (number, command, path), outcome in zip(inputs, outcomes):
            complaint = judge.complaint(outcome)
            if complaint:
                failures.append((number, f"{kind} {command[0]}: {complaint}", path))
        if not failures:
            shutil.rmtree(folder)
        return failures

    def made(self, kind, numbers):
        folder = self.folder / f"{kind}-{numbers[0]}"
        folder.mkdir(exist_ok=True)
        return folder

    def texts(self, kind, numbers, folder, ending, base, command):
        inputs = []
        for number in numbers:
            path = folder / f"{number}.{ending}"
            path.write_bytes(texts.mutated(self.random(kind, number), base))
            inputs.append((number, command(path.name), path))
        return self.tried(kind, inputs, folder)

    def plan(self, numbers):
        folder = self.made("plan", numbers)
        (folder / "store.h5").write_bytes(self.stores[0][1])
        (folder / "truth.csv").write_text(texts.TABLE)
        return self.texts(
            "plan", numbers, folder, "yaml", texts.PLAN,
            lambda name: ["run", name, "--dry-run", "--ledger", "l.sqlite"])

    def csv(self, numbers):
        return self.texts(
            "csv", numbers, self.made("csv", numbers), "csv", texts.SCORES,
            lambda name: ["correlate", name])

    def npy(self, numbers):
        folder = self.made("npy", numbers)
        inputs = []
        for number in numbers:
            random = self.random("npy", number)
            own = folder / f"{number}"
            own.mkdir(exist_ok=True)
            for name, good in (("feature", self.arrays[0]), ("label", self.arrays[2])):
                data = good if random.random() < 0.4 else arrays.mutated(random, random.choice(self.arrays))
                (own / f"m_d_{name}.npy").write_bytes(data)
            command = ["store", "import", "npy", own.name, "--out", f"{number}.h5"]
            inputs.append((number, command, own))
        return self.tried("npy", inputs, folder)

    def ledgers(self, numbers, base):
        """Mutants of the ledger `base` (bytes)."""
        folder = self.made("ledger", numbers)
        commands = [["runs", "--csv"], ["doctor"], ["table", "fuzz"]]
        inputs = []
        for number in numbers:
            random = self.random("ledger", number)
            path = folder / f"{number}.sqlite"
            ledgers.mutated(random, base, path)
            all = [*commands, ["export", "csv", "fuzz", "--out", f"out{number}"]]
            for command in random.sample(all, 2):
                inputs.append((number, [*command, "--ledger", path.name], path))
        return self.tried("ledger", inputs, folder)


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
