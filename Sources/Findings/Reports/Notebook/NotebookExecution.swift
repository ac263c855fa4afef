/// Runs a notebook where it stands, by Jupyter: its outputs are then what its own code shows.
package enum NotebookExecution {
  private static let python = ExternalTool(
    name: "python3", remedy: "notebooks are executed by Python: pip install nbclient ipykernel")

  private static let script = """
    import os, sys
    import nbclient, nbformat
    path = os.path.abspath(sys.argv[1])
    notebook = nbformat.read(path, as_version=4)
    folder = {"metadata": {"path": os.path.dirname(path)}}
    nbclient.NotebookClient(notebook, timeout=600, kernel_name="python3", resources=folder).execute()
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
    nbformat.write(notebook, path)
    """

  /// Whether python3 has Jupyter, and what the notebook imports.
  package static var isAvailable: Bool {
    do {
      try python.run(["-c", "import nbclient, nbformat, ipykernel, matplotlib, pandas"])
      return true
    } catch {
      return false
    }
  }

  /// - Throws: ``ExportError`` with what Python said.
  package static func run(_ path: String) throws { try python.run(["-c", script, path]) }
}
