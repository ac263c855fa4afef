import FeatureStatistics
import LinearAlgebra
import Parallel
import Platform

/// The outputs of a model's source head for each row: N x K, and what they are.
package struct SourceOutputs: Sendable {
  /// What the numbers of a row are.
  package enum Kind: String, CaseIterable, Sendable {
    case logits, probabilities
    case logProbabilities = "log_probabilities"
  }

  /// N x K
  package let rows: any RowSource
  private let given: Kind?
  private let recognised = OnceCache<Int, Kind>()
  private let signs = OnceCache<Int, OutputSigns>()

  /// - Parameter kind: what the outputs are; nil for what their values show.
  package init(_ rows: any RowSource, kind: Kind?) {
    self.rows = rows
    given = kind
  }

  /// Whether the kind is found in the values.
  var isRecognised: Bool { given == nil }

  /// The kind that was given. Otherwise that which the values show, by one read: probabilities if
  /// every row lies in [0, 1] and sums to 1, log-probabilities if the exponentials of every row do,
  /// logits if neither.
  ///
  /// - Throws: what reading throws; ``MetricError`` for values that nearly are probabilities.
  package func kind() throws -> Kind {
    try given ?? recognised.value(for: 0) { try recognise() }
  }

  /// How the outputs are read, if their values show that they are no logits and this was not stated: the
  /// end of a sentence that begins with their place.
  ///
  /// - Throws: what reading throws.
  package var recognisedReading: String? {
    get throws {
      guard isRecognised else { return nil }
      switch try kind() {
      case .logits: return nil
      case .probabilities:
        return "all rows of the logits lie in [0, 1] and sum to 1: read as probabilities, without a"
          + " softmax (logits_are: logits makes them logits)"
      case .logProbabilities:
        return "the exponentials of all rows of the logits sum to 1: read as log-probabilities"
          + " (logits_are: logits makes them logits)"
      }
    }
  }

  /// What is doubtful of single rows, if the kind is found in the values: the end of a sentence that
  /// begins with their place. nil if nothing is.
  ///
  /// - Throws: what reading throws.
  package var rowDoubt: String? {
    get throws { isRecognised ? try read().rowDoubt : nil }
  }

  private func recognise() throws -> Kind { try read().kind() }

  /// By one read, whoever asks.
  private func read() throws -> OutputSigns {
    try signs.value(for: 0) {
      var signs = OutputSigns()
      try rows.forEachBlock { first, block in
        for i in 0..<block.rows { signs.add(block.row(i), index: first + i) }
      }
      return signs
    }
  }

  /// What rounding to half precision leaves of a sum of 1.
  static let sumTolerance = 1e-3
  /// What rounding to two or three digits may leave of it; such rows are divided by their sum where
  /// somebody says that they are probabilities.
  static let roundedSumTolerance = 0.05

  static func isDistribution(_ row: some Collection<Double>) -> Bool {
    abs(row.reduce(0, +) - 1) <= sumTolerance
      && row.allSatisfy { $0 >= 0 && $0 <= 1 + sumTolerance }
  }

  /// Why a row is no distribution, or nil if it is one.
  static func flaw(ofDistribution row: [Double]) -> String? {
    if let value = row.first(where: { $0 < 0 }) { return "holds \(value)" }
    let sum = row.reduce(0, +)
    return abs(sum - 1) <= sumTolerance ? nil : "sums to \(sum)"
  }
}
