import Findings
import Ledger
import Sweep
import Tabular
import Wording

/// The command that audits the accuracies of an experiment, as its page does.
enum AuditText {
  /// - Parameters:
  ///   - store: the file of features; nil where there is none that a command can name.
  ///   - truth: of each dataset of the experiment a run.
  /// - Returns: nil where no command reads the accuracies.
  static func line(_ plan: Plan, store: String?, truth: ExperimentRecord) -> String? {
    guard let hub = plan.groundTruthPath ?? plan.truth.file ?? store else { return nil }
    var words = ["pedlab", "audit", hub]
    let options = plan.truth.options
    if let unit = options.unit { words += ["--unit", unit.rawValue] }
    if options.better == .lower { words += ["--better", options.better.rawValue] }
    if !options.repetitions.isEmpty { words += ["--repetitions", list(options.repetitions)] }
    // A file may have others; of a store all are taken unless the plan chooses.
    let isFile = plan.truth.file != nil
    if isFile || plan.datasets != nil {
      words += ["--datasets", list(Set(truth.runs.map(\.specification.dataset)).sorted())]
    }
    if isFile || plan.models != nil {
      words += ["--models", list(Set(truth.runs.flatMap(\.specification.models)).sorted())]
    }
    return ShellText.line(words)
  }

  private static func list(_ names: [String]) -> String {
    names.map(CSVWriter.quoted).joined(separator: ",")
  }
}
