package enum ExportError: Error, Equatable, CustomStringConvertible {
  case nothingToExport(experiment: String)
  case unknownExperiment(name: String, ledger: String, known: [String])
  case cannotWrite(path: String, reason: String)
  case exists(path: String)
  case server(url: String, reason: String)
  case tool(name: String, reason: String)

  package var description: String {
    switch self {
    case .nothingToExport(let experiment):
      "The experiment '\(experiment)' has no finished runs to export. 'pedlab status' shows what "
        + "it has, 'pedlab run' computes the rest."
    case .unknownExperiment(let name, let ledger, let known):
      "The ledger \(ledger) has no experiment '\(name)'. It has: "
        + (known.isEmpty ? "none" : known.joined(separator: ", ")) + "."
    case .cannotWrite(let path, let reason):
      "Cannot write \(path): \(reason). Choose another place with --out."
    case .exists(let path):
      "\(path) exists, and it may hold more than this export. Choose another --out, or pass "
        + "--force to replace it."
    case .server(let url, let reason):
      "The tracking server at \(url) did not take the export: \(reason)."
    case .tool(let name, let reason):
      "\(name): \(reason)."
    }
  }
}
