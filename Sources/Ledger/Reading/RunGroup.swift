import Conditions

/// The runs that agree in some columns, counted and averaged by SQLite.
package struct RunGroup: Sendable, Equatable {
  /// What they agree in, in the order in which columns were asked for.
  package let keys: [ExpressionValue]
  /// How many runs there are.
  package let runs: Int
  /// How many of them have the value that is averaged.
  package let count: Int
  /// Of the value; nil where no run has it.
  package let mean: Double?
  /// Sample standard deviation (n - 1); nil with fewer than two.
  package let sd: Double?
}
