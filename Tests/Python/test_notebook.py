"""The exported notebook is valid, shows its outputs, and runs."""

import re

import nbclient
import nbformat

from conftest import pedlab


def numbers(cell):
    """The cells of the table that a code cell shows."""
    html = cell.outputs[0].data["text/html"]
    return [float(text) for text in re.findall(r"<td>(-?[\d.]+)</td>", html)]


def test_notebook_is_valid_and_runs(demo_ledger, tmp_path):
    path = tmp_path / "demo.ipynb"
    pedlab("export", "notebook", "demo", "--ledger", demo_ledger, "--out", path)
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    before = [[output.output_type for output in cell.outputs] for cell in code]
    assert before[1:] == [["execute_result"]] + [["display_data"]] * 4
    filled = numbers(code[1])

    client = nbclient.NotebookClient(
        notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": tmp_path}}
    )
    client.execute()
    after = [[output.output_type for output in cell.outputs] for cell in code]
    assert [kinds for kinds in after if "error" in kinds] == []
    assert after[1:] == before[1:]
    # The table that pedlab filled in is the one that pandas computes.
    assert len(filled) == 4 * 9 and numbers(code[1]) == filled
