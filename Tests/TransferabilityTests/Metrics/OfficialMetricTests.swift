import FeatureStore
import Foundation
import LinearAlgebra
import Testing
import Transferability

/// Scores of the official implementations on pairs of the bundled store.
struct OfficialMetricTests {
  struct Case {
    let metric: String
    let component: Int
    let model: String
    let dataset: String
    let score: Double
  }

  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  private static func cases() throws -> [Case] {
    let file = root.appending(path: "Tests/Fixtures/metrics/official_metrics.csv")
    return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").dropFirst().map {
      let cells = $0.split(separator: ",").map(String.init)
      return Case(
        metric: cells[0], component: try #require(Int(cells[1])), model: cells[2],
        dataset: cells[3], score: try #require(Double(cells[4])))
    }
  }

  @Test(arguments: [
    "hscore", "reg_hscore", "transrate", "lda", "etran", "lfc", "leep", "nce",
  ])
  func `Scores equal those of the official code`(name: String) throws {
    let path = Self.root.appending(path: "Experiments/data/hub.h5").path
    let store = try FeatureStore(.file(path))
    let metric = try #require(MetricCatalog.entry(named: name)).make([:])
    let cases = try Self.cases().filter { $0.metric == name }
    #expect(cases.count >= 8)
    for expected in cases {
      let (model, dataset) = (expected.model, expected.dataset)
      let sample = Sample(
        statistics: try store.classStatistics(model: model, dataset: dataset),
        labels: try store.labels(of: dataset).classes,
        features: try store.features(model: model, dataset: dataset),
        logits: try store.logits(model: model, dataset: dataset))
      let prepared = try metric.prepare(sample, expectedEvaluations: 1)
      let result = try prepared.score(.none(classes: sample.statistics.classCount))
      let score = result.components[expected.component]
      #expect(
        abs(score - expected.score) <= 1e-9 * max(1, abs(expected.score)),
        "\(model) on \(dataset): \(score), official \(expected.score)")
    }
  }
}
