import Ledger

/// How many rows per class scores are computed from, with which seeds, and whether with errors.
package struct SampleBudgets: Sendable {
  /// Rows a class; nil: all.
  package let perClass: [Int?]
  /// Of the samples.
  package let seeds: [Int]
  /// Whether each score gets a standard error, by leaving out blocks of rows.
  package let withErrors: Bool

  /// Rows of a class at least: of one row there is no variance.
  package static let fewestRows = 2
  /// Blocks of rows that are left out in turn.
  package static let blocks = 10

  /// Each size with each seed; nil: all rows, which no seed changes.
  var samples: [RowSample?] {
    perClass.flatMap { size -> [RowSample?] in
      guard let size else { return [nil] }
      return seeds.map { RowSample(perClass: size, seed: $0) }
    }
  }

  package init(perClass: [Int?], seeds: [Int], withErrors: Bool) {
    self.perClass = perClass
    self.seeds = seeds
    self.withErrors = withErrors
  }
}
