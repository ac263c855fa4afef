import ArgumentParser
import FeatureStore
import Foundation
import Sweep
import Tabular

/// `pedlab store check`.
struct StoreCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Read everything once and list what is wrong or surprising.",
    discussion: """
      Says what will be used and what not, how labels are read, and what agrees with the accuracies. \
      Looks for values that are not finite, labels and logits that do not fit, classes with one \
      sample, rows that were never written or stand there twice, constant features, missing \
      references, and units that are dead on the reference but not on a dataset: PED divides them by \
      a small number, so they may decide what it does. Exit code 3 if there is an error.
      """)

  @OptionGroup var store: StoreOption

  @Option(help: "Accuracies, CSV (model,dataset,accuracy); default: the store's own.")
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
    let truth = try truth.map { try FeatureStore.groundTruth(csv: $0) }
    let report = try FeatureStore(store.location, store.options)
      .report(truth: truth, logitsAre: store.reading.logitsAre)
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
      try Output.print("\(group.severity.rawValue): \(group.placesText): \(group.message)")
    }
  }
}
