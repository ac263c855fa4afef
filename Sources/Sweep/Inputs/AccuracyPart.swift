import Tabular

/// The accuracy of a model as a part of an input digest, where it is its own digest.
package struct AccuracyPart: Equatable, Sendable {
  /// As the truth has it.
  package let value: Double
  /// What counts as better.
  package let better: GroundTruth.Better

  private static let lower = " (lower is better)"

  init(_ value: Double, _ better: GroundTruth.Better) {
    (self.value, self.better) = (value, better)
  }

  /// - Returns: nil if `text` is not what ``text`` gives.
  package init?(_ text: String) {
    let isLower = text.hasSuffix(Self.lower)
    guard let value = Double(isLower ? String(text.dropLast(Self.lower.count)) : text) else {
      return nil
    }
    self.init(value, isLower ? .lower : .higher)
  }

  /// What stands in place of a digest.
  package var text: String { "\(value)\(better == .lower ? Self.lower : "")" }

  /// The name of the part that belongs to a model.
  package static func name(of model: String) -> String { "accuracy \(model)" }
}
