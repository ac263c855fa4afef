import FeatureStore
import LinearAlgebra
import Testing
import Transferability

/// Scores of the official implementations on pairs of the bundled store.
struct OfficialMetricTests {
  private static let deterministic = [
    "energy", "etran", "gbc", "hscore", "knn", "lda", "leep", "lfc", "linear_probe", "logme", "nce",
    "ncti", "parc", "reg_hscore", "tmi", "transrate",
  ]

  @Test func `Every metric with official code has official scores`() throws {
    let covered =
      try OfficialScore.table("official_metrics.csv").map(\.metric)
      + OfficialScore.table("official_random.csv").map(\.metric)
    #expect(Self.deterministic.allSatisfy(covered.contains))
    // SFDA and LogME have their 2,912 scores in Tests/Fixtures/hub; others have formulas in the
    // conformance kit; the last have no code.
    let rest = Set(MetricCatalog.entries.map(\.description.name)).subtracting(covered)
      .subtracting(GoldenValueTests.values.map(\.metric))
    #expect(
      rest == [
        "ncm", "mean_rank", "face", "feature_count", "parameter_count", "source_accuracy",
        "random_score", "constant",
      ])
  }

  @Test(arguments: deterministic)
  func `Scores equal those of the official code`(name: String) throws {
    let store = try OfficialScore.hub()
    let rows = try OfficialScore.table("official_metrics.csv").filter { $0.metric == name }
    #expect(rows.count >= 8)
    for expected in rows {
      let classes = try store.labels(of: expected.dataset).classCount
      let result = try expected.prepared(store).score(.none(classes: classes))
      let score = result.components[expected.component]
      let official = try #require(Double(expected.rest[0]))
      #expect(
        abs(score - official) <= 1e-9 * max(1, abs(official)),
        "\(expected.options) \(expected.model) on \(expected.dataset): \(score), not \(official)")
    }
  }

  /// Over twelve seeds here and twelve there; the standard error is that of the difference. By
  /// chance 0.7 % of the differences are beyond three of them.
  @Test(arguments: ["nleep", "pactran", "ncti"])
  func `Random scores have the official mean within three standard errors`(name: String) throws {
    let store = try OfficialScore.hub()
    let rows = try OfficialScore.table("official_random.csv").filter {
      $0.metric == name && ["leaf_outline", "photo_patches"].contains($0.dataset)
        && ["byol", "simclr", "sup_conv", "vae"].contains($0.model)
    }
    #expect(rows.count >= 8)
    var beyondThree = 0
    for expected in rows {
      let distance = try standardErrors(expected, store)
      #expect(distance <= 4, "\(expected.options) \(expected.model) on \(expected.dataset)")
      beyondThree += distance > 3 ? 1 : 0
    }
    #expect(Double(beyondThree) <= 0.05 * Double(rows.count))
  }

  /// How many standard errors the means differ by; 0 if they are equal to 1e-9.
  private func standardErrors(_ expected: OfficialScore, _ store: FeatureStore) throws -> Double {
    let classes = try store.labels(of: expected.dataset).classCount
    // The official number of PACTran is a loss.
    let sign = expected.metric == "pactran" ? -1.0 : 1
    let scores = try (0..<12).map { seed in
      sign
        * (try expected.prepared(store, adding: ["seed": .integer(seed)])
          .score(.none(classes: classes)).components[expected.component])
    }
    let cells = try expected.rest.prefix(3).map { try #require(Double($0)) }
    let (runs, mean, sd) = (cells[0], cells[1], cells[2])
    let ours = scores.reduce(0, +) / 12
    let variance = scores.reduce(0) { $0 + ($1 - ours) * ($1 - ours) } / 11
    guard abs(ours - mean) > 1e-9 * max(1, abs(mean)) else { return 0 }
    return abs(ours - mean) / (variance / 12 + sd * sd / runs).squareRoot()
  }
}
