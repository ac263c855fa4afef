import Wording

/// Why an experiment was not written.
package enum ExportError: Error, Equatable, CustomStringConvertible {
  case nothingToExport(experiment: String)
  case nothingToStudy(experiment: String)
  case unknownExperiment(name: String, ledger: String, known: [String])
  case cannotWrite(path: String, reason: String)
  case exists(path: String)
  case emptyPath
  /// `kind`: "a folder", "a device or a pipe".
  case notAFile(path: String, kind: String)
  case notAFolder(path: String)
  /// `ending`: ".ipynb".
  case wrongEnding(path: String, ending: String)
  /// `kind`: "a ledger of pedlab", "an SQLite database".
  case wouldReplace(path: String, kind: String)
  case notOurs(folder: String, files: [String])
  case server(url: String, reason: String)
  case tool(name: String, reason: String)

  package var description: String {
    switch self {
    case .nothingToExport(let experiment):
      "The experiment '\(experiment)' has no finished runs to export. 'pedlab status' shows what "
        + "it has, 'pedlab run' computes the rest."
    case .nothingToStudy(let experiment):
      "The experiment '\(experiment)' has no run with PED, whose parameters Optuna would study. "
        + "'pedlab export mlflow' takes runs without PED too."
    case .unknownExperiment(let name, let ledger, let known):
      missingName(name, noun: "experiment", place: "the ledger \(ledger)", known: known)
    case .cannotWrite(let path, let reason):
      "Cannot write \(path): \(reason). Choose another place with --out."
    case .exists(let path):
      "\(path) exists, and it may hold more than this export. Choose another --out, or pass "
        + "--force to replace it."
    case .emptyPath:
      "--out is empty. Give the file or folder to write."
    case .notAFile(let path, let kind):
      "\(path) is \(kind), and the export is one file. Choose another --out."
    case .notAFolder(let path):
      "\(path) is a file, and the export is a folder. Choose another --out."
    case .wrongEnding(let path, let ending):
      "\(path): the name of the file must end in \(ending), such as --out \(path)\(ending)."
    case .wouldReplace(let path, let kind):
      "\(path) holds \(kind), which an export never replaces. Choose another --out."
    case .notOurs(let folder, let files):
      "\(folder) holds \(listed(files)), which no report wrote there. Choose another --out, move "
        + "\(files.count == 1 ? "it" : "them") away, or pass --force to replace "
        + "\(files.count == 1 ? "it" : "them")."
    case .server(let url, let reason):
      "The tracking server at \(url) did not take the export: \(reason)."
    case .tool(let name, let reason):
      "\(name): \(reason)."
    }
  }
}
