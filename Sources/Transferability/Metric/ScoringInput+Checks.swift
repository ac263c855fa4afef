import FeatureStatistics
import LinearAlgebra

/// What every metric needs of what it reads, checked before any of them begins.
extension ScoringInput {
  /// - Throws: ``MetricError`` that says what is missing, or where the first value that is not
  ///   finite stands.
  func check(for metric: MetricDescription) throws {
    guard metric.inputs != .shape, metric.inputs != .attribute else { return }
    if metric.inputs.contains(.targets), let targets {
      return try check(targets, for: metric)
    }
    guard targets == nil else {
      throw MetricError("\(metric.title) compares classes; the labels are real-valued targets.")
    }
    guard moments.sampleCount > 0, !labels.isEmpty else {
      throw MetricError("\(metric.title) needs rows; the features have none.")
    }
    guard labels.count == moments.sampleCount, features.rows == labels.count else {
      throw MetricError(
        "\(metric.title): the features have \(counted(features.rows, "row")) and the labels "
          + "\(labels.count). Each row needs one label.")
    }
    if let empty = moments.counts.firstIndex(of: 0) {
      throw MetricError("\(metric.title): class \(empty) (from 0) has no rows.")
    }
    guard moments.dimension > 0 else {
      throw MetricError("\(metric.title) needs features; these have no columns.")
    }
    if metric.comparesClasses { try requireTwoClasses(metric.title) }
    if metric.inputs != .logits { try checkFinite(metric) }
  }

  private func check(_ targets: Matrix, for metric: MetricDescription) throws {
    guard targets.rows > 0, features.columns > 0 else {
      throw MetricError(
        "\(metric.title) needs rows and columns; the features are \(features.rows) x "
          + "\(features.columns).")
    }
    guard targets.rows == features.rows else {
      throw MetricError(
        "\(metric.title): the features have \(counted(features.rows, "row")) and the targets "
          + "\(targets.rows). Each row needs one.")
    }
    guard targets.columns > 0 else {
      throw MetricError("\(metric.title): the targets have no columns.")
    }
    guard let bad = targets.elements.firstIndex(where: { !$0.isFinite }) else {
      return try requireDifferent(targets, metric.title)
    }
    throw MetricError(
      "\(metric.title): the targets are not finite: row \(bad / targets.columns), column "
        + "\(bad % targets.columns) (from 0) is \(targets.elements[bad]). Leave out the rows or "
        + "columns that are not known.")
  }

  /// Statistics that are not finite come from features that are not, or that are too large to
  /// square.
  private func checkFinite(_ metric: MetricDescription) throws {
    let areFinite =
      moments.means.elements.allSatisfy(\.isFinite)
      && moments.variances.elements.allSatisfy(\.isFinite)
      && (scatter?.elements.allSatisfy(\.isFinite) ?? true)
    guard !areFinite else { return }
    var largest = 0.0
    try features.forEachBlock { start, block in
      for (index, value) in block.elements.enumerated() {
        guard value.isFinite else {
          throw MetricError(
            "\(metric.title): the features are not finite: row \(start + index / block.columns), "
              + "column \(index % block.columns) (from 0) is \(value).")
        }
        largest = max(largest, abs(value))
      }
    }
    throw MetricError(
      "\(metric.title): the features are too large to square in double precision; the largest is "
        + "\(largest). Divide them by a constant.")
  }
}
