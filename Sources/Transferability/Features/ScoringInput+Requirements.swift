import FeatureStatistics
import LinearAlgebra

/// What a metric needs of its input, as sentences where it is missing.
extension ScoringInput {
  /// - Throws: ``MetricError`` with fewer than two classes.
  func requireTwoClasses(_ metric: String) throws {
    guard moments.classCount > 1 else {
      throw MetricError("\(metric) compares classes; the dataset has one.")
    }
  }

  /// - Throws: ``MetricError`` if every row has the same targets.
  func requireDifferent(_ targets: Matrix, _ metric: String) throws {
    let first = targets.row(0)
    guard (0..<targets.rows).allSatisfy({ zip(targets.row($0), first).allSatisfy(==) }) else {
      return
    }
    let what =
      targets.columns == 1 ? "are \(targets[0, 0]) in every row" : "are the same in every row"
    throw MetricError("\(metric): the targets \(what), so that there is nothing to predict.")
  }

  /// - Throws: ``MetricError`` where no class has two different rows.
  func requireSpreadWithinClasses(_ metric: String) throws {
    guard moments.variances.elements.contains(where: { $0 > 0 }) else {
      throw MetricError(
        "\(metric) inverts the covariance within classes, and there is none: all rows of each class are the "
          + "same, or there is one.")
    }
  }
}
