import ArgumentParser
import FeatureStore
import Foundation
import Published
import Sweep
import Tabular

/// `pedlab store check`.
struct StoreCheckCommand: ParsableCommand, ReadsStores {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Read everything once and list what is wrong or surprising.",
    discussion: """
      Says what will be used and what not, how labels are read, and what agrees with the accuracies. \
      Looks for values that are not finite, labels and logits that do not fit, classes with one \
      sample, rows that were never written, duplicate rows, constant features, missing \
      references, and units that are dead on the reference but not on a dataset: PED divides them by \
      a small number, so they may decide what it does. Errors that differ in names and numbers alone are \
      shown once, and counted; --json lists each. Exit code 3 if there is an error.

      EXAMPLES
        pedlab store check features.h5
        pedlab store check features.h5 --truth accuracy.csv
      """)

  @OptionGroup var store: StoreOption

  @Option(
    help: "Accuracies: a CSV (model,dataset,accuracy), or built-in ones (default: the store's own)."
  )
  var truth: String?

  @Flag(help: "JSON.")
  var json = false

  struct Document: Encodable {
    struct Finding: Encodable {
      let severity: String
      let place: String
      let message: String
    }

    let overview: [String]
    let findings: [Finding]
  }

  func run() throws {
    let truth = try truth.map { try GroundTruth.named($0) }
    let report = try OptionWords.naming {
      try store.opened().report(truth: truth, logitsAre: store.reading.logitsAre)
    }
    if json {
      try Output.json(document(report))
    } else {
      try show(report)
    }
    if report.findings.contains(where: { $0.severity == .error }) {
      throw ExitStatus.unreadableInput
    }
  }

  private func document(_ report: StoreReport) -> Document {
    Document(
      overview: report.overview,
      findings: report.findings.map {
        Document.Finding(severity: $0.severity.rawValue, place: $0.place, message: $0.message)
      })
  }

  /// What is there, then what is wrong, the same thing said once for all places.
  private func show(_ report: StoreReport) throws {
    try Output.print("\(store.store)")
    for line in report.overview { try Output.print("  \(line)") }
    let groups = FindingGroup.grouping(report.findings)
    try Output.print(groups.isEmpty ? "Nothing is wrong or surprising." : "")
    for group in groups {
      try Output.print(OptionWords.text("\(group.severity.rawValue): \(group.sentence)"))
    }
  }
}
