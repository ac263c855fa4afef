"""The exported notebook is valid, shows its outputs, and runs."""

import os
import re
import subprocess
import sys
from xml.dom.minidom import parseString

import nbclient
import nbformat

from conftest import PEDLAB, pedlab


def numbers(cell):
    """The cells of the table that a code cell shows."""
    html = cell.outputs[0].data["text/html"]
    return [float(text) for text in re.findall(r"<td>(-?[\d.]+)</td>", html)]


def pictures(cells):
    """The SVG outputs of cells, each with its alternative text."""
    outputs = [output for cell in cells for output in cell.outputs if output.output_type == "display_data"]
    return [
        # Jupyter writes the XML anew.
        (parseString(output.data["image/svg+xml"]).documentElement.toxml(),
         output.metadata["image/svg+xml"]["alt"])
        for output in outputs
    ]


def test_notebook_is_valid_and_runs(demo_ledger, tmp_path):
    path = tmp_path / "demo.ipynb"
    pedlab("export", "notebook", "demo", "--ledger", demo_ledger, "--no-execute", "--out", path)
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    kinds = [[output.output_type for output in cell.outputs] for cell in code]
    # Each figure is shown from its file; the cell that draws it anew was not run.
    assert kinds == [[], ["execute_result"]] + [["display_data"], []] * 4
    filled, shown = numbers(code[1]), pictures(code)
    assert all(picture[1] for picture in shown)

    client = nbclient.NotebookClient(
        notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": tmp_path}}
    )
    client.execute()
    after = [[output.output_type for output in cell.outputs] for cell in code]
    assert after == [[], ["execute_result"]] + [["display_data"]] * 8
    # What was stored is what the code shows: the files, and their alternative texts.
    assert pictures(code[:3] + code[4::2]) == shown
    # The table that pedlab filled in is the one that pandas computes.
    assert len(filled) == 4 * 11 and numbers(code[1]) == filled


def test_notebook_is_executed_where_jupyter_is(demo_ledger, tmp_path):
    """The python3 that runs these tests has Jupyter."""
    environment = {**os.environ, "PATH": f"{os.path.dirname(sys.executable)}:{os.environ['PATH']}"}
    path = tmp_path / "demo.ipynb"
    subprocess.run([PEDLAB, "export", "notebook", "demo", "--ledger", demo_ledger, "--out", path],
                   env=environment, check=True, capture_output=True)
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    kinds = [[output.output_type for output in cell.outputs] for cell in code]
    assert kinds == [[], ["execute_result"]] + [["display_data"]] * 8
    for cell in code[2:]:
        (format, metadata), = cell.outputs[0].metadata.items()
        assert format in ("image/svg+xml", "image/png") and metadata["alt"]
