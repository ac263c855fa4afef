import Findings
import Foundation
import Testing

/// Legends name the marks that are drawn, and no others.
@Suite struct LegendTests {
  private static func paired(_ gains: [Double]) -> String {
    PairedChart(
      title: "t", xName: "x", beforeName: "M", afterName: "P",
      rows: gains.map { .init(name: "d", before: 0.5, after: 0.5 + $0) }
    ).svg()
  }

  @Test(arguments: [
    ([0.1], ["P, higher"]), ([-0.1], ["P, lower"]), ([0], ["P, equal"]),
    ([0.1, 0, -0.1], ["P, higher or equal", "P, lower"]),
  ])
  func `Pairs are higher, lower or equal`(_ gains: [Double], _ expected: [String]) {
    let svg = Self.paired(gains)
    for text in ["P, higher", "P, higher or equal", "P, equal", "P, lower"] {
      #expect(svg.contains(">\(text)<") == expected.contains(text), "\(text)")
    }
  }

  @Test func `What was run with PED alone is neither higher nor lower`() {
    let svg = PairedChart(
      title: "t", xName: "x", beforeName: "M", afterName: "P",
      rows: [.init(name: "d", before: nil, after: 0.5)]
    ).svg()
    #expect(svg.contains(">P alone<") && !svg.contains("higher") && !svg.contains("equal"))
  }

  private static func forest(_ intervals: [(low: Double, high: Double)]) -> String {
    ForestChart(
      title: "t", xName: "x",
      rows: intervals.map {
        .init(name: "r", mean: 0.1, interval: $0, byDataset: [0.1, 0.2, 0.3])
      }
    ).svg()
  }

  @Test func `A mark is filled where its interval is without 0`() {
    let clear = Self.forest([(0.05, 0.15)])
    #expect(clear.contains("over 3 datasets, without 0<") && !clear.contains("with 0<"))
    let unclear = Self.forest([(-0.05, 0.25)])
    #expect(unclear.contains("over 3 datasets, with 0<") && !unclear.contains("without 0"))
    #expect(Self.forest([(0.05, 0.15), (-0.05, 0.25)]).contains(">with 0<"))
  }

  private static func scatter(pick: String, models: [String]) -> String {
    ScatterPanels(
      title: "t", yName: "accuracy",
      panels: [
        .init(
          title: "M", note: "", xName: "score",
          models: models.enumerated().map {
            .init(name: $1, score: Double($0), accuracy: Double($0))
          }, best: ["a", "b"], pick: pick)
      ]
    ).svg()
  }

  @Test func `Scores name the best, the pick and the others`() {
    let all = Self.scatter(pick: "c", models: ["a", "b", "c", "d"])
    #expect(all.contains(">the 2 best models by accuracy<") && all.contains(">the others<"))
    // A best model that is picked has a ring, and so has the legend.
    let best = Self.scatter(pick: "a", models: ["a", "b"])
    #expect(!best.contains(">the others<"))
    #expect(best.components(separatedBy: "pl-ring pl-s1").count == 3)
  }

  @Test func `Ranks that PED does not move away have no sign for it`() {
    func svg(_ after: Double) -> String {
      RankPanels(
        title: "t",
        panels: [
          .init(title: "d", note: "", models: [.init(name: "m", truth: 1, before: 2, after: after)])
        ]
      ).svg()
    }
    #expect(svg(1).contains("nearer to the truth") && !svg(1).contains("further away"))
    #expect(svg(3).contains("further away") && !svg(3).contains("nearer to the truth"))
  }

  @Test func `A bar of colours says what lies beyond its ends`() {
    func map(_ values: [Double?]) -> String {
      var panel = HeatMap.Panel(
        xName: "x", columns: values.indices.map { "c\($0)" }, values: [values],
        palette: .diverging(limit: 7))
      panel.barName = "bar"
      (panel.decimals, panel.isSigned) = (0, true)
      var other = panel
      (other.barName, other.values) = (nil, [values.map { $0.map { $0 - 5 } }])
      return HeatMap(title: "t", yName: "", rows: ["a"], panels: [panel, other]).svg()
    }
    // The second panel has the colours of the first.
    #expect(map([0, 7]).contains(">−7<") && map([0, 7]).contains(">+7<"))
    #expect(map([-3, 8]).contains(">≤ −7<") && map([-3, 8]).contains(">≥ +7<"))
  }
}
