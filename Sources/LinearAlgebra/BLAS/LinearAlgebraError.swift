/// A factorisation that does not exist, or that LAPACK could not reach: a sentence.
package struct LinearAlgebraError: Error, CustomStringConvertible, Sendable, Equatable {
  package let description: String
  package init(_ description: String) { self.description = description }

  /// - Throws: an error that names the routine unless `info` is 0.
  static func check(_ info: Int32, _ routine: String, _ meaning: String) throws {
    guard info != 0 else { return }
    throw LinearAlgebraError(
      info < 0
        ? "\(routine): argument \(-info) is not valid; NaN or infinite values among the features "
          + "are the usual cause."
        : "\(routine): \(meaning) (info \(info)).")
  }
}
