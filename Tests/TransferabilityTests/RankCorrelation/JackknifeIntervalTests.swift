import Testing
import Transferability

struct JackknifeIntervalTests {
  private static let scores = [0.2, 0.9, 0.4, 0.7, 0.1, 0.6]
  private static let truth: [Double?] = [70, 90, 72, 71, 69, 88]

  @Test func theValueLiesWithin() throws {
    let found = try #require(JackknifeInterval(scores: Self.scores, truth: Self.truth))
    let tau = RankCorrelation.compute(scores: Self.scores, truth: Self.truth).weightedTau
    #expect(found.interval.contains(tau))
    #expect(found.groups == 6)
  }

  @Test func aModelWithoutATruthIsLeftOut() throws {
    let more = JackknifeInterval(scores: Self.scores + [5, .nan], truth: Self.truth + [nil, 4])
    #expect(more == JackknifeInterval(scores: Self.scores, truth: Self.truth))
  }

  @Test func familiesAreWiderThanModelsWhereTheyAgree() throws {
    let families = ["a", "b", "c", "a", "b", "c"]
    let found = try #require(
      JackknifeInterval(scores: Self.scores, truth: Self.truth, families: families))
    #expect(found.groups == 3)
  }

  @Test func tooFewGroupsAndPerfectOrdersHaveNone() {
    #expect(
      JackknifeInterval(
        scores: Self.scores, truth: Self.truth, families: ["a", "b", "a", "b", "a", "b"]) == nil)
    #expect(JackknifeInterval(scores: [1, 2, 3, 4], truth: [1, 2, 3, 4]) == nil)
    #expect(JackknifeInterval(scores: [1, 2], truth: [1, 2]) == nil)
    #expect(JackknifeInterval(scores: [1, 1, 1, 1], truth: [1, 2, 3, 4]) == nil)
  }

  @Test func noiseOfTheTruthAddsToIt() throws {
    let found = try #require(JackknifeInterval(scores: Self.scores, truth: Self.truth))
    let wider = found.adding([0.3, 0.7, 0.5], to: 0.5)
    #expect(wider.standardError > found.standardError)
  }

  /// Regret, recall and nDCG by hand: the two best are swapped, one tie at the border.
  @Test func topStatistics() {
    let value = RankCorrelation.compute(scores: [3, 4, 2, 1], truth: [90, 80, 70, 60])
    #expect(value["regret_at_1"] == 10)
    #expect(value["regret_at_3"] == 0)
    #expect(value["recall_at_1"] == 0)
    #expect(value["recall_at_3"] == 1)
    let tied = RankCorrelation.compute(scores: [3, 3, 2, 1], truth: [90, 80, 70, 60])
    #expect(tied["regret_at_1"] == 5)
    #expect(tied["recall_at_1"] == 0.5)
    let few = RankCorrelation.compute(scores: [3, 1, 2], truth: [90, 80, 70])
    #expect(few["recall_at_3"].isNaN)
    #expect(RankCorrelation.compute(scores: [1, 2], truth: [5, 5])["ndcg_at_3"].isNaN)
  }
}
