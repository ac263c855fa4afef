import FeatureStatistics
import LinearAlgebra
import Platform
import Testing
import Transferability

/// Metrics that read more than features and labels, and what follows from their formulas.
struct CompanionMetricTests {
  private func score(
    _ name: String, _ input: ScoringInput, _ options: [String: MetricOption] = [:]
  ) throws -> MetricScore {
    try #require(MetricCatalog.entry(named: name)).make(options).prepare(input)
      .score(.none(classes: input.moments.classCount))
  }

  private func input(_ data: MetricSample, _ companions: Companions) -> ScoringInput {
    let plain = data.input
    return ScoringInput(
      moments: plain.moments, scatter: plain.scatter, labels: plain.labels,
      features: plain.features, companions: companions)
  }

  @Test(arguments: [
    ("otce", "reads labelled features on the source data; the store has no reference with"),
    ("kite", "reads features of the untrained architecture; the store has no random_features"),
    ("ccfv", "compares images, of which each row is a point; the store has no images"),
    ("parameter_count", "reads the attribute \"parameters\" of the model; the store has none"),
    ("source_accuracy", "reads the attribute \"source_accuracy\" of the model; the store has none"),
  ])
  func `What is lacking is said`(_ name: String, _ sentence: String) throws {
    let error = #expect(throws: MetricError.self) {
      try score(name, input(.ordinary, Companions()))
    }
    #expect(error?.description.contains(sentence) == true)
  }

  @Test func `Attributes are scores as they are`() throws {
    let given = input(.ordinary, Companions(attribute: { ["parameters": 86e6][$0] }))
    #expect(try score("parameter_count", given).components == [86e6])
    let bad = input(.ordinary, Companions(attribute: { _ in .nan }))
    #expect(throws: MetricError.self) { try score("parameter_count", bad) }
  }

  @Test func `A source that is the target says all of its labels at no distance`() throws {
    let data = MetricSample.ordinary
    let source = SourceSample(features: data.rows, labels: data.labels)
    let given = input(data, Companions(source: { source }))
    #expect(abs(try score("otce", given).components[0]) < 1e-15)
    let distance = try score("otce", given, ["term": .text("wasserstein")]).components[0]
    #expect(abs(distance) < 1e-12)
  }

  @Test func `OTCE says of how many rows it is`() throws {
    let data = MetricSample.ordinary
    let source = SourceSample(features: data.rows, labels: data.labels)
    let found = try score(
      "otce", input(data, Companions(source: { source })), ["rows": .integer(20)])
    #expect(
      found.notes == ["20 of 55 rows are coupled", "20 of 55 rows of the source are coupled"])
  }

  @Test func `Features that are the untrained ones have KITE's numerator`() throws {
    let data = MetricSample.ordinary
    let given = input(data, Companions(randomFeatures: { data.rows }))
    let (kite, cka) = (try score("kite", given), try score("cka", given))
    #expect(abs(kite.components[0] - cka.components[0]) < 1e-12)
  }

  @Test func `Classes at equal distances are treated alike`() throws {
    var rows = Matrix(rows: 12, columns: 3)
    for i in 0..<12 {
      rows[i, i % 3] = 1
      for d in 0..<3 { rows[i, d] += [0.1, -0.1, 0.1, -0.1][i / 3] * (d == (i / 6) ? 1 : 2) }
    }
    let data = MetricSample("equal", rows: rows, labels: (0..<12).map { $0 % 3 })
    #expect(abs(try score("class_fairness", data.input).components[0] - 1) < 1e-12)
  }

  @Test func `FaCe adds its terms over the models of a run`() throws {
    let metric = try #require(MetricCatalog.entry(named: "face")).make([:])
    #expect(metric.combine([[-3, 0.5], [-1, 0.7], [-2, 0.9]]) == [0, 1.5, 1.5])
  }

  @Test func `CC-FV's public code adds what it should divide by`() throws {
    let data = MetricSample("points", counts: [18, 18], dimension: 4)
    let images = data.labels.indices.map { $0 % 3 }
    let given = input(data, Companions(images: { images }))
    let formula = try score("ccfv", given).components[0]
    let official = try score("ccfv", given, ["variant": .text("official")]).components[0]
    // One class beside the background: W against W (1 + 2/9) 9/2.
    #expect(abs(formula - official - log(4.5 + 1)) < 1e-12)
  }

  @Test func `Rows of one image are refused`() throws {
    let one = Array(repeating: 0, count: 55)
    let error = #expect(throws: MetricError.self) {
      try score("ccfv", input(.ordinary, Companions(images: { one })))
    }
    #expect(error?.description == "CC-FV compares images; all rows are of one.")
  }
}
