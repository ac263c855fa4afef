import Tabular
import Wording

/// How many test images accuracies were measured on.
package struct TestSizes: Sendable, Equatable {
  private let all: Int?
  private let named: [String: Int]

  /// Of no dataset.
  package static let unknown = TestSizes(all: nil, named: [:])

  private init(all: Int?, named: [String: Int]) {
    self.all = all
    self.named = named
  }

  /// The same for all datasets; nil: unknown.
  package init(_ all: Int?) { self.init(all: all, named: [:]) }

  /// Reads `5000`, or `digits=1000,letters=5000`.
  ///
  /// - Throws: ``TableError`` for what is no whole number from 1, and for a dataset that is named twice.
  package init(_ text: String) throws {
    var named: [String: Int] = [:]
    for field in FieldList.fields(text) {
      let parts = field.split(separator: "=", maxSplits: 1).map(String.init)
      guard let size = parts.last.flatMap({ Int($0) }), size > 0 else {
        throw TableError(
          "'\(field)' is not a number of test images; give a whole number from 1, or "
            + "DATASET=NUMBER,DATASET=NUMBER.")
      }
      guard parts.count == 2 else {
        self.init(all: size, named: [:])
        return
      }
      guard named.updateValue(size, forKey: parts[0]) == nil else {
        throw TableError("'\(text)' names the test images of \(parts[0]) twice; give one number.")
      }
    }
    self.init(all: nil, named: named)
  }

  /// - Throws: ``TableError`` for a dataset that the accuracies have not, and if these are no shares, of
  ///   which alone the number of test images says how noisy they are.
  package func check(against truth: GroundTruth) throws {
    guard self != .unknown else { return }
    try UnknownDatasets.refuse(Array(named.keys), option: "--test-size", truth)
    guard truth.scale != nil else {
      throw TableError(
        "--test-size: the error over test images is that of a share of right or wrong answers, and "
          + "\(truth.name) holds other numbers. Say --unit percent or --unit fraction if they are shares."
      )
    }
  }

  /// The test images of a dataset; nil: unknown.
  package func of(_ dataset: String) -> Int? { named[dataset] ?? all }
}
