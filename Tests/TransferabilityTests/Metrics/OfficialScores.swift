import FeatureStatistics
import FeatureStore
import Foundation
import LinearAlgebra
import TestSupport
import Testing
import Transferability

/// One row of a table of official scores.
struct OfficialScore: Sendable {
  let metric: String
  /// As in the table: "k=3;distance=cosine".
  let options: String
  let component: Int
  let model: String
  let dataset: String
  /// The cells after these.
  let rest: [String]

  static func fixture(_ name: String) -> URL {
    URL(filePath: PackageFiles.path("Tests/Fixtures/metrics/\(name)"))
  }

  /// The rows of a table, in its order.
  static func table(_ name: String) throws -> [OfficialScore] {
    try String(contentsOf: fixture(name), encoding: .utf8).split(separator: "\n").dropFirst().map {
      let cells = $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      return OfficialScore(
        metric: cells[0], options: cells[1], component: try #require(Int(cells[2])),
        model: cells[3], dataset: cells[4], rest: Array(cells[5...]))
    }
  }

  static func hub() throws -> FeatureStore {
    try FeatureStore(.file(PackageFiles.hub))
  }

  func prepared(
    _ store: FeatureStore, adding more: [String: MetricOption] = [:]
  ) throws -> any PreparedMetric {
    let features = try store.features(model: model, dataset: dataset)
    let reduced = try store.reducedFeatures(model: model, dataset: dataset)
    let input = ScoringInput(
      moments: reduced.moments, scatter: reduced.scatter,
      labels: try store.labels(of: dataset).classes, features: features,
      outputs: try store.logits(model: model, dataset: dataset).map {
        SourceOutputs($0, kind: .logits)
      }, targets: try targets(features))
    let options = Self.parse(self.options).merging(more) { $1 }
    return try #require(MetricCatalog.entry(named: metric)).make(options).prepare(input)
  }

  /// Reads "k=3;distance=cosine"; `targets` is no option of a metric.
  static func parse(_ options: String) -> [String: MetricOption] {
    var result: [String: MetricOption] = [:]
    for option in options.split(separator: ";") where !option.hasPrefix("targets") {
      let parts = option.split(separator: "=").map(String.init)
      result[parts[0]] =
        Int(parts[1]).map(MetricOption.integer) ?? Double(parts[1]).map(MetricOption.number)
        ?? Bool(parts[1]).map(MetricOption.flag) ?? .text(parts[1])
    }
    return result
  }

  /// The made-up targets of the regression and multi-label cases, N x 3 and N x 4.
  private func targets(_ features: FeatureMatrix) throws -> Matrix? {
    guard options.contains("targets") else { return nil }
    let isRegression = options.contains("targets=regression")
    let classes = try Self.hub().labels(of: dataset).classes
    var rows: [[Double]] = []
    try features.forEachBlock { start, block in
      for i in start..<start + block.rows {
        rows.append(
          isRegression
            ? (0..<3).map { cos(0.1 * Double(i) * Double($0 + 1)) + block[i - start, $0] }
            : (1...4).map { (i * $0 + classes[i]) % 3 == 0 ? 1 : 0 })
      }
    }
    return Matrix(rows)
  }
}
