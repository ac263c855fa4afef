"""MedMNIST's published SFDA is 1 but for rounding for most pairs: its ranks are decided by ties."""

import csv
import itertools
import os
import subprocess

program = os.environ.get("PEDLAB", ".build/release/pedlab")
table = subprocess.run([program, "truth", "export", "medmnist-architectures", "--table", "scores"],
                       capture_output=True, text=True, check=True).stdout
rows = [row for row in csv.DictReader(table.splitlines()) if row["metric"] == "sfda"]
pairs = [(float(a["score"]), float(b["score"])) for a, b in itertools.combinations(rows, 2)
         if a["dataset"] == b["dataset"]]
ties = sum(abs(a - b) < 1e-12 for a, b in pairs)
print(f"medmnist-architectures: {sum(abs(float(r['score']) - 1) < 1e-12 for r in rows)} of {len(rows)} SFDA scores "
      f"are 1, {ties} of {len(pairs)} pairs of models tie")
