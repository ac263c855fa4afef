/// Which rows a score is computed from, where it is not all of them: of each class the first rows of an
/// order that the seed draws.
package struct RowSample: Codable, Hashable, Sendable {
  /// Rows of each class; of a class with fewer, all.
  package let perClass: Int
  /// Of the order. Seeds are repetitions.
  package let seed: Int

  package init(perClass: Int, seed: Int) {
    self.perClass = perClass
    self.seed = seed
  }
}
