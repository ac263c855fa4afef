import FeatureStatistics
import LinearAlgebra
import Platform
import Testing
import Transferability

/// What follows from the formulas of metrics that have no official code.
struct MetricPropertyTests {
  private func score(
    _ name: String, _ data: MetricSample, _ options: [String: MetricOption] = [:]
  ) throws -> Double {
    let input = data.input
    return try #require(MetricCatalog.entry(named: name)).make(options).prepare(input)
      .score(.none(classes: input.moments.classCount)).components[0]
  }

  private static func reordered(_ data: MetricSample) -> MetricSample {
    let last = data.labels.max() ?? 0
    return MetricSample("reordered", rows: data.rows, labels: data.labels.map { last - $0 })
  }

  @Test
  func `transformer-ranker's LogME depends on the order of labels, the official one does not`()
    throws
  {
    let data = MetricSample("wide", counts: [5, 3, 7], dimension: 30)
    let variant: [String: MetricOption] = ["variant": .text("transformer_ranker")]
    let (one, other) = (
      try score("logme", data, variant), try score("logme", Self.reordered(data), variant)
    )
    #expect(abs(one - other) > 1e-6)
    let (plain, again) = (try score("logme", data), try score("logme", Self.reordered(data)))
    #expect(abs(plain - again) <= 1e-12)
  }

  @Test func `The pooled debiased H-score is an affine function of the H-score`() throws {
    let data = MetricSample.ordinary
    let (rows, classes, rank) = (55.0, 4.0, 6.0)
    let h = try score("hscore", data)
    let expected = h - (classes - 1) / (rows - classes) * (rank - h)
    let debiased = try score("hscore_debiased", data, ["within": .text("pooled")])
    #expect(abs(debiased - expected) <= 1e-12)
  }

  @Test func `Classes of equal size have one debiased H-score`() throws {
    let data = MetricSample("equal", counts: [12, 12, 12], dimension: 5)
    let pooled = try score("hscore_debiased", data, ["within": .text("pooled")])
    #expect(abs(try score("hscore_debiased", data) - pooled) <= 1e-12)
  }

  @Test(arguments: [
    "cka", "kite", "fisher_ratio", "int", "concept_variance", "variance_collapse", "silhouette",
    "stable_rank",
  ])
  func `Ratios do not change with the scale of the features`(_ name: String) throws {
    let data = MetricSample.ordinary
    let scaled = data.changing("scaled") { rows in
      for i in rows.elements.indices { rows.elements[i] *= 1024 }
    }
    let (one, other) = (try score(name, data), try score(name, scaled))
    #expect(abs(one - other) <= 1e-12 * max(1, abs(one)))
  }

  @Test func `Collapsed classes have the largest scores`() throws {
    let apart = MetricSample.ordinary.changing("apart") { rows in
      for (i, c) in MetricSample.ordinary.labels.enumerated() { rows[i, c] += 1000 }
    }
    #expect(try score("silhouette", apart) > 0.99)
    #expect(try score("variance_collapse", apart) > -1e-3)
    #expect(try score("fisher_ratio", apart) > 1e5)
    // One-hot means are as far apart as labels are.
    #expect(try score("cka", apart) > 0.9)
  }

  @Test func `RankMe of equal singular values is their number`() throws {
    var rows = Matrix(rows: 8, columns: 4)
    for i in 0..<8 { rows[i, i % 4] = i < 4 ? 1 : -1 }
    let data = MetricSample("equal", rows: rows, labels: [0, 1, 0, 1, 0, 1, 0, 1])
    #expect(abs(try score("rankme", data) - 4) < 1e-4)
    #expect(abs(try score("stable_rank", data) - 4) < 1e-12)
    #expect(abs(try score("stable_rank", data, ["normalised": .flag(true)]) - 1) < 1e-12)
  }

  @Test func `LEAD's kernel saturates at the public time and matters at a short one`() throws {
    let kernel: [String: MetricOption] = ["rate": .text("mean_eigenvalue")]
    let saturated = try score("lead", .ordinary, kernel)
    // Every class at its labels: log(e / (e + C - 1)).
    #expect(abs(saturated - log(exp(1) / (exp(1) + 3))) < 1e-9)
    let short = try score("lead", .ordinary, kernel.merging(["time": .number(0.01)]) { $1 })
    #expect(abs(short - saturated) > 1e-3)
    let other = kernel.merging(["time": .number(0.01), "seed": .integer(1)]) { $1 }
    #expect(try score("lead", .ordinary, other) != short)
    #expect(
      try score("lead", .ordinary) == score("lead", .ordinary, ["seed": .integer(1)]),
      "the kernel cancels in the public code")
  }

  @Test func `Spread and Attract tells where it does nothing`() throws {
    let input = MetricSample.ordinary.input
    let result = try #require(MetricCatalog.entry(named: "sa")).make([:]).prepare(input)
      .score(.none(classes: 4))
    #expect(result.notes == ["the features vary too little for SA: the base metric's score"])
    #expect(abs(result.components[0] - (try score("sfda", .ordinary))) <= 1e-12)
  }

  @Test func `Ranks are combined over the models of a run`() throws {
    let entry = try #require(MetricCatalog.entry(named: "mean_rank"))
    let components: [[Double]] = [[1, 30, 0, 0, 0], [3, 10, 0, 0, 0], [2, 10, 0, 0, 0]]
    // Ranks 1, 3, 2 and 3, 1.5, 1.5.
    let ranked = try entry.make([:]).combine(components)
    #expect(ranked == [2.0, 2.25, 1.75])
    let scaled = try entry.make(["rule": .text("minmax")]).combine(components)
    #expect(scaled == [0.5, 0.5, 0.25])
  }

  @Test func `Weights are those of the members, and equal ones are the default`() throws {
    let entry = try #require(MetricCatalog.entry(named: "mean_rank"))
    let components: [[Double]] = [[1, 30, 0, 0, 0], [3, 10, 0, 0, 0], [2, 10, 0, 0, 0]]
    #expect(try entry.make(["weights": .text("1+0")]).combine(components) == [1, 3, 2])
    #expect(try entry.make(["weights": .text("1+3")]).combine(components) == [2.5, 1.875, 1.625])
    let equal = try entry.make([:]).combine(components)
    #expect(try entry.make(["weights": .text("0.5+0.5")]).combine(components) == equal)
    #expect(throws: MetricError.self) { _ = try entry.make(["weights": .text("0.5+0.25+0.25")]) }
    let quarters = entry.expanded(["rule": .text("minmax"), "weights": .text("quarters")])
    #expect(quarters.count == 5)
    #expect(quarters[0] == ["rule": .text("minmax"), "weights": .text("0+1")])
    #expect(quarters[2] == ["rule": .text("minmax")])
    #expect(
      entry.expanded(["of": .text("logme+gbc+ncm"), "weights": .text("quarters")]).count == 15)
    #expect(entry.expanded(["weights": .text("2+2")]) == [[:]])
  }

  @Test func `Random numbers depend on names and seed alone`() throws {
    func random(_ name: String, _ seed: Int) throws -> Double {
      let data = MetricSample.ordinary.input
      let input = ScoringInput(
        moments: data.moments, labels: data.labels, features: data.features, name: name)
      return try #require(MetricCatalog.entry(named: "random_score")).make(["seed": .integer(seed)])
        .prepare(input).score(.none(classes: 4)).components[0]
    }
    #expect(try random("a on b", 0) == random("a on b", 0))
    #expect(try random("a on b", 0) != random("a on b", 1))
    #expect(try random("a on b", 0) != random("a on c", 0))
  }
}
