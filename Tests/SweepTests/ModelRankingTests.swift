import Sweep
import Testing

/// The order of models by the mean of their ranks.
struct ModelRankingTests {
  /// Scores of a dataset: model, metric, score.
  private func rankings(
    _ scores: [(model: String, metric: String, score: Double)], dataset: String = "d"
  ) -> [ModelRanking] {
    ModelRanking.rankings(
      scores.map {
        OneOffScore(
          dataset: dataset, model: $0.model, setting: SweepSetting(metric: $0.metric),
          score: $0.score)
      })
  }

  @Test func `The unit of a metric does not count`() throws {
    let ranking = try #require(
      rankings([
        ("a", "x", 3), ("b", "x", 2), ("c", "x", 1),
        ("a", "y", -1e9), ("b", "y", -2e9), ("c", "y", -3e9),
      ]).first)
    #expect(ranking.places.map(\.model) == ["a", "b", "c"])
    #expect(ranking.places.map(\.meanRank) == [1, 2, 3])
    #expect(ranking.places[0].scores == ["x": 3, "y": -1e9])
  }

  @Test func `Metrics that disagree leave models with the same rank`() throws {
    let ranking = try #require(
      rankings([("b", "x", 2), ("a", "x", 1), ("b", "y", 1), ("a", "y", 2)]).first)
    #expect(ranking.places.map(\.model) == ["a", "b"])
    #expect(ranking.places.map(\.rank) == [1, 1] && ranking.places.map(\.meanRank) == [1.5, 1.5])
  }

  @Test func `Models whose scores differ by rounding are named`() throws {
    let ranking = try #require(
      rankings([
        ("a", "x", 1), ("b", "x", 1 - 1e-15), ("c", "x", 0.5),
        ("a", "y", 3), ("b", "y", 2), ("c", "y", 1),
      ]).first)
    #expect(ranking.roundingTies.map(\.metric) == ["x"])
    #expect(ranking.roundingTies.first?.models == ["a", "b"])
  }

  @Test func `Equal scores share the mean of their ranks`() throws {
    let ranking = try #require(
      rankings([("a", "x", 5), ("b", "x", 5), ("c", "x", 5), ("d", "x", 9)]).first)
    #expect(ranking.places.map(\.model) == ["d", "a", "b", "c"])
    #expect(ranking.places.map(\.meanRank) == [1, 3, 3, 3])
    #expect(ranking.places.map(\.rank) == [1, 2, 2, 2])
  }

  @Test func `A metric that could not score every model does not count`() throws {
    let ranking = try #require(
      rankings([("a", "x", 1), ("b", "x", 2), ("c", "x", 3), ("a", "y", 9), ("b", "y", 8)]).first)
    #expect(ranking.places.map(\.model) == ["c", "b", "a"])
    #expect(ranking.places.map(\.rank) == [1, 2, 3])
    #expect(ranking.counted == ["x"] && ranking.uncounted == ["y"])
    #expect(ranking.places.first?.scores["y"] == nil && ranking.places.last?.scores["y"] == 9)
  }

  @Test func `Where no metric scored every model, ranks are over those that all scored`() throws {
    let ranking = try #require(
      rankings([("a", "x", 1), ("b", "x", 2), ("b", "y", 8), ("c", "y", 9)]).first)
    #expect(ranking.places.map(\.model) == ["b", "a", "c"])
    #expect(ranking.places.map(\.rank) == [1, nil, nil])
    #expect(ranking.counted == ["x", "y"] && ranking.uncounted.isEmpty)
  }

  @Test func `Datasets are ranked apart, in the order of their names`() {
    let scores = ["z", "a"].flatMap { dataset in
      ["m", "n"].enumerated().map { index, model in
        OneOffScore(
          dataset: dataset, model: model, setting: SweepSetting(metric: "x"),
          score: dataset == "a" ? Double(index) : -Double(index))
      }
    }
    let rankings = ModelRanking.rankings(scores)
    #expect(rankings.map(\.dataset) == ["a", "z"])
    #expect(rankings.map { $0.places.map(\.model) } == [["n", "m"], ["m", "n"]])
    #expect(ModelRanking.rankings([]).isEmpty)
  }
}
