#!/usr/bin/env python3
"""Writes RESULTS.md: every adapter whose code is here, and every reproduction.

    Conformance/results.py      clones are named by TLLIB, ETRAN, PED, TEGUIDE, CCFV, OTCE, PARC, SA
"""

import json
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
HEAD = """# Results

Made by `Conformance/results.py`. Each code's scores of the kit's cases are compared with golden.csv, within the tolerance that
stands there; what differs is said in the words of `check.py`. No code of others is here: packages are installed, clones are
named with their commits ([README.md](README.md#codes-that-are-checked)); "files without their history" were copied from an index
where no clone could be had. How each deviation comes about: [README.md](README.md#how-public-implementations-differ).

## Where public implementations differ

| code | metric | cases that agree | what differs |
|---|---|---|---|
"""
AGREE = """
## What agrees in all cases

| code | metrics |
|---|---|
"""


def run(path, *arguments):
    result = subprocess.run([sys.executable, path, *arguments], capture_output=True, text=True, cwd=HERE.parent)
    return result.stdout.strip(), result.stderr.strip().splitlines()[-1:]


def tables(reports):
    """Rows of what differs; then, a row for each code, what does not."""
    differing, agreeing = "", ""
    for report in reports:
        same = []
        for one in report["results"]:
            remarks = "; ".join(line.strip() for line in one["differences"] + one["skipped"])
            if one["agree"] == one["of"] and not remarks:
                same.append(one["metric"])
                continue
            differing += f"| {report['name']} | {one['metric']} | {one['agree']} of {one['of']} | {remarks} |\n"
        if same:
            agreeing += f"| {report['name']} | {', '.join(same)} |\n"
    return differing + AGREE + agreeing


def main():
    reports, missing = [], []
    for adapter in sorted((HERE / "adapters").glob("*.py")):
        if "SCORES" not in adapter.read_text():
            continue
        output, error = run(HERE / "check.py", adapter, "--json")
        if not output:
            missing.append(f"{adapter.stem} ({error[0] if error else 'no output'})")
            continue
        reports.append(json.loads(output))
    text = HEAD + tables(reports) + "\n## Reproductions\n\nEach is a program of at most 20 lines in `reproductions`.\n"
    for program in sorted((HERE / "reproductions").glob("*.py")):
        output, error = run(program)
        title = program.read_text().splitlines()[0].strip('"')
        text += f"\n{title}\n\n    $ {program.name}\n" + "".join(f"    {line}\n" for line in output.splitlines())
        missing += [] if output else [f"{program.name} ({error[0] if error else 'no output'})"]
    for one in missing:
        print(f"left as it was not here: {one}", file=sys.stderr)
    if missing:
        sys.exit("RESULTS.md is not written: it would lose what is missing.")
    (HERE / "RESULTS.md").write_text(text)


if __name__ == "__main__":
    main()
