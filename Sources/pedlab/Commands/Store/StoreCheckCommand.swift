import ArgumentParser
import FeatureStore
import Foundation
import Tabular

/// `pedlab store check`.
struct StoreCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Read everything once and list what is wrong or surprising.",
    discussion: """
      Looks for values that are not finite, labels that do not fit, classes with one sample, \
      constant features, missing references, ground truth without features and the reverse, and \
      units that are dead on the reference but not on a dataset: PED divides them by a small number, \
      so they may decide what it does. Exit code 3 if there is an error.
      """)

  @OptionGroup var store: StoreOption

  @Option(help: "Accuracies, CSV (model,dataset,accuracy); default: the store's own.")
  var truth: String?

  @Flag(help: "JSON.")
  var json = false

  struct Finding: Encodable {
    let severity: String
    let place: String
    let message: String
  }

  func run() throws {
    try StoreCommand.reporting {
      let truth = try truth.map { try FeatureStore.groundTruth(csv: $0) }
      let findings = try FeatureStore(store.location).check(truth: truth)
      if json {
        try StoreCommand.printJSON(
          findings.map {
            Finding(severity: $0.severity.rawValue, place: $0.place, message: $0.message)
          })
      } else if findings.isEmpty {
        print("\(store.store): nothing to complain about.")
      } else {
        for finding in findings {
          print("\(finding.severity.rawValue): \(finding.place): \(finding.message)")
        }
      }
      if findings.contains(where: { $0.severity == .error }) { throw ExitStatus.unreadableInput }
    }
  }
}
