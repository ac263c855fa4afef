import FeatureStatistics
import FeatureStore
import LinearAlgebra
import Platform
import TestSupport
import Testing
import Transferability

/// Every LogME and SFDA score of the bundled store, with and without PED, against the official
/// code: 2,912 rows.
struct HubAgreementTests {
  private struct Row {
    let model: String, dataset: String, metric: String
    let settings: PEDSettings?
    let steps: Int?
    let score: Double
  }

  private static func rows() throws -> [Row] {
    let text = try PackageFiles.fixture("hub/official_ped.csv")
    return try text.split(separator: "\n").dropFirst().map { line in
      let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      var settings: PEDSettings?
      if cells[2].hasPrefix("PED") {
        var values = PEDSettings()
        values.stepSize = try #require(Double(cells[3]))
        values.radiusScale = try #require(Double(cells[4]))
        values.forceConstant = try #require(Double(cells[5]))
        values.exitRatio = try #require(Double(cells[6]))
        settings = values
      }
      return Row(
        model: cells[0], dataset: cells[1], metric: cells[2].hasSuffix("SFDA") ? "sfda" : "logme",
        settings: settings, steps: Int(cells[7]), score: try #require(Double(cells[8])))
    }
  }

  @Test func `All scores and step counts are the official ones`() throws {
    let store = try FeatureStore(.file(PackageFiles.hub))
    let rows = try Self.rows()
    #expect(rows.count == 2912)
    var worst = 0.0
    for (pair, group) in Dictionary(grouping: rows, by: { [$0.model, $0.dataset] }) {
      let labels = try store.labels(of: pair[1])
      let features = try store.features(model: pair[0], dataset: pair[1])
      let reduced = try store.reducedFeatures(model: pair[0], dataset: pair[1])
      let input = ScoringInput(
        moments: reduced.moments, scatter: reduced.scatter,
        labels: labels.classes, features: features,
        reference: try store.reference(model: pair[0]))
      let ped = try PEDPreparation(
        moments: input.moments, reference: input.reference, rescale: .reference,
        floor: 0.001)
      let logme = try #require(MetricCatalog.entry(named: "logme")).make([:]).prepare(input)
      let sfda = try #require(MetricCatalog.entry(named: "sfda")).make([:]).prepare(input)
      for row in group {
        let outcome = try row.settings.map(ped.outcome)
        let motion = outcome?.motion ?? .none(classes: labels.classCount)
        let metric = row.metric == "sfda" ? sfda : logme
        let score = try metric.score(motion).components[0]
        let difference = abs(score - row.score) / max(1, abs(row.score))
        worst = max(worst, difference)
        #expect(difference <= 1e-9, "\(row)")
        #expect(outcome?.stepsTaken == row.steps, "\(row)")
      }
    }
    print("largest difference from the official scores: \(worst)")
  }
}
