"""The exported notebook is valid, shows its outputs, and runs."""

import nbclient
import nbformat

from conftest import pedlab


def test_notebook_is_valid_and_runs(demo_ledger, tmp_path):
    path = tmp_path / "demo.ipynb"
    pedlab("export", "notebook", "demo", "--ledger", demo_ledger, "--out", path)
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    before = [[output.output_type for output in cell.outputs] for cell in code]
    assert before[1:] == [["execute_result"], ["display_data"], ["display_data"], ["display_data"]]

    client = nbclient.NotebookClient(
        notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": tmp_path}}
    )
    client.execute()
    after = [[output.output_type for output in cell.outputs] for cell in code]
    assert [kinds for kinds in after if "error" in kinds] == []
    assert after[1:] == before[1:]
