import Findings
import Published
import Tabular
import Testing

struct HubAuditTests {
  /// Golden values: SciPy 1.17.1, weightedtau of minus the sum of rankdata over the other datasets;
  /// W by its definition in NumPy. PED's README has 10 of the 11 datasets.
  @Test(arguments: [
    (BuiltInGroundTruth.pedSSL, ["sun397"], 0.6738557682345115, 0.7216783216783217),
    (.sfdaCNN, [], 0.8368134296833208, 0.8734491315136477),
  ])
  func `The static ranker and Kendall's W are those of SciPy`(
    _ hub: BuiltInGroundTruth, _ without: [String], _ tau: Double, _ concordance: Double
  ) throws {
    let truth = try hub.groundTruth()
    let audit = HubAudit(truth, datasets: truth.datasets.filter { !without.contains($0) })
    #expect(abs((audit.staticRanker.mean ?? 0) - tau) < 1e-12)
    #expect(abs((audit.kendallW ?? 0) - concordance) < 1e-12)
    #expect(audit.checklist.count == 9)
    #expect(audit.verdict.contains("hardly tells a metric from a fixed list"))
  }

  /// SciPy 1.17.1 over 60,000 random orders of 12: 0.452 and 0.686.
  @Test func `Chance is that of random orders`() throws {
    let chance = try #require(ChanceLevels(models: 12))
    #expect(abs(chance.p95 - 0.452) < 0.01)
    #expect(abs(chance.bestMedian - 0.686) < 0.015)
  }

  /// By hand: rank sums 2.5 + 1, 2.5 + 2, 1 + 3 of ascending ranks; one pair of equals.
  @Test func `W is corrected for ties`() throws {
    let rows: [[Double?]] = [[2, 2, 1], [1, 2, 3]]
    let value = try #require(KendallConcordance.coefficient(rows))
    // 12 (3.5^2 + 4.5^2 + 4^2) - 3 x 4 x 3 x 16 = 6; 4 x 3 x 8 - 2 x 6 = 84.
    #expect(abs(value - 6.0 / 84) < 1e-12)
    #expect(KendallConcordance.coefficient([[1, 2]]) == nil)
  }

  @Test func `A hub in which every dataset agrees is a static leaderboard`() throws {
    let table = TruthTable(
      models: ["a", "b", "c", "d"], datasets: ["x", "y", "z"],
      merits: Array(repeating: [4, 3, 2, 1], count: 3))
    #expect(StaticRanker(table).mean == 1)
    #expect(KendallConcordance.coefficient(table.merits) == 1)
  }

  @Test func `A table with gaps is ranked among the models that are there`() {
    let table = TruthTable(
      models: ["a", "b", "c"], datasets: ["x", "y"], merits: [[3, 2, 1], [30, nil, 10]])
    #expect(StaticRanker.scores(table) == [[0, nil, -1], [0, -0.5, -1]])
    #expect(StaticRanker(table).taus == [1, 1])
  }

  @Test func `Noise comes from seeds, and a perfect metric does not reach 1`() throws {
    let csv = """
      model,dataset,seed,accuracy
      a,x,0,80
      a,x,1,82
      b,x,0,80.5
      b,x,1,82.5
      c,x,0,60
      c,x,1,61
      """
    let truth = try GroundTruth(CSVTable(text: csv, name: "t"))
    let ceiling = try #require(HubAudit(truth).ceiling)
    #expect(ceiling.source == .seeds)
    #expect(ceiling.mean > 0.5 && ceiling.mean < 0.99)
  }

  @Test func `Attributes answer points of the checklist`() throws {
    let truth = try BuiltInGroundTruth.sfdaCNN.groundTruth()
    let rows = truth.models.enumerated().map { "\($1),\($1.prefix(3)),\($0 + 1)" }
    let table = try CSVTable(
      text: "model,family,parameters\n" + rows.joined(separator: "\n"), name: "m.csv")
    let audit = HubAudit(truth, attributes: try ModelAttributes(table))
    #expect(audit.checklist[0].answer == .yes)
    #expect(audit.checklist[1].answer == .no)
    #expect(audit.checklist[1].detail == "the largest has 11.0 times as many as the smallest")
    #expect(audit.orders.map(\.order) == [.parameters])
    #expect(throws: CSVError.self) {
      try ModelAttributes(CSVTable(text: "model,colour\na,red", name: "m.csv"))
    }
  }
}
