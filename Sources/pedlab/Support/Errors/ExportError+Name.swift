import Findings

extension ExportError {
  /// Whether the experiment is not there at all.
  var isUnknownExperiment: Bool { if case .unknownExperiment = self { true } else { false } }
}
