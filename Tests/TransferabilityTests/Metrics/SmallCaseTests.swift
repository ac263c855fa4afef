import FeatureStatistics
import Foundation
import LinearAlgebra
import Testing
import Transferability

/// Official scores of a few rows that anyone can look at: Tests/Fixtures/metrics/small_cases.json.
struct SmallCaseTests {
  struct Case: Decodable, Sendable {
    struct Score: Decodable, Sendable {
      let metric, options: String
      let score: Double
    }

    let name: String
    let features: [[Double]]
    let labels: [Int]
    let scores: [Score]
  }

  private static func cases() throws -> [Case] {
    let data = try Data(contentsOf: OfficialScore.fixture("small_cases.json"))
    return try JSONDecoder().decode([Case].self, from: data)
  }

  @Test func `Scores of hand-made rows equal those of the official code`() throws {
    var compared = 0
    for data in try Self.cases() {
      let input = MetricSample(data.name, rows: .init(data.features), labels: data.labels).input
      for expected in data.scores {
        let metric = try #require(MetricCatalog.entry(named: expected.metric))
          .make(OfficialScore.parse(expected.options))
        let score = try metric.prepare(input)
          .score(.none(classes: input.moments.classCount)).components[0]
        #expect(
          abs(score - expected.score) <= 1e-9 * max(1, abs(expected.score)),
          "\(data.name): \(expected.metric) \(expected.options) \(score), not \(expected.score)")
        compared += 1
      }
    }
    #expect(compared >= 80)
  }
}
