import Findings
import Foundation
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite struct ChartTests {
  private static func decline(_ step: Int, _ series: Int) -> (x: Double, y: Double) {
    let product = Double(step * (series + 1))
    return (Double(step), 1 / (1 + product / 8))
  }

  static let figures: [(name: String, svg: String)] = [
    (
      "lines",
      LineChart(
        title: "Energy of logme <b> & \"co\"", subtitle: "relative to step 0", xName: "step",
        yName: "U / U₀",
        series: (0..<12).map { s in
          LineChart.Series(
            name: "model_\(s)",
            points: (0...6).map { decline($0, s) })
        }
      ).svg()
    ),
    (
      "heat",
      HeatMap(
        title: "Weighted tau", xName: "step size", yName: "iterations",
        columns: ["0.05", "0.1", "0.2", "0.5"], rows: ["1", "2", "4", "6"],
        values: [
          [0.1, 0.2, nil, 0.3], [0.15, 0.5, 0.1, 0.2], [0.4, 0.6, 0.7, .nan], [0.2, 0.3, -0.1, 0],
        ]
      ).svg()
    ),
    (
      "intervals",
      IntervalChart(
        title: "Marginal effects", yName: "weighted tau",
        panels: ["step size", "iterations", "force constant", "radius scale"].map { name in
          IntervalChart.Panel(
            name: name,
            points: (1...4).map {
              let value = 0.3 + 0.05 * Double($0 * name.count % 5)
              return IntervalChart.Point(
                label: "\($0)", value: value, low: value - 0.1, high: value + 0.07)
            })
        }
      ).svg()
    ),
    (
      "scatter",
      ScatterChart(
        title: "LogME on digits", subtitle: "weighted tau 0.52 [0.10, 0.80], n = 14",
        scoreName: "logme",
        points: (0..<14).map {
          ScatterChart.Point(
            name: "some_model_\($0)", score: 0.5 + 0.01 * Double($0 * 5 % 14),
            accuracy: 80 + 0.4 * Double($0 / 2))
        }
      ).svg()
    ),
    (
      "pairs",
      PairedChart(
        title: "PED against no PED", xName: "weighted tau", beforeName: "logme",
        afterName: "logme + PED",
        rows: [
          .init(name: "digits", before: 0.4, after: 0.6),
          .init(name: "letters", before: 0.4, after: -0.1),
          .init(name: "faces", before: nil, after: 0.3),
        ]
      ).svg()
    ),
    (
      "ranks",
      CriticalDifferenceChart(
        title: "Mean ranks over 8 datasets", subtitle: "Nemenyi, alpha 0.05",
        methods: [
          ("logme", 2.2), ("logme + PED", 1.4), ("sfda", 3.1), ("gbc", 4.6), ("nleep", 3.7),
        ],
        criticalDifference: 1.3
      ).svg()
    ),
  ]

  @Test(arguments: figures.map(\.name)) func figureIsWellFormedAndDescribed(_ name: String) throws {
    let svg = try #require(Self.figures.first { $0.name == name }).svg
    let parser = XMLParser(data: Data(svg.utf8))
    #expect(parser.parse(), "\(name): \(parser.parserError.map { "\($0)" } ?? "")")
    #expect(svg.contains("role=\"img\""))
    #expect(svg.contains("<desc>"))
    #expect(svg.contains("prefers-color-scheme:dark"))
    #expect(!svg.contains("nan") && !svg.contains("inf\""))
  }

  @Test func equalDataGiveEqualBytes() {
    func chart() -> String {
      CriticalDifferenceChart(
        title: "t", methods: [("b", 1.5), ("a", 1.5), ("c", 3)], criticalDifference: 1
      ).svg()
    }
    #expect(chart() == chart())
  }

  @Test func groupsAreTheWidestThatDoNotDiffer() {
    let chart = CriticalDifferenceChart(
      title: "", methods: [("a", 1), ("b", 1.5), ("c", 2.4), ("d", 4)], criticalDifference: 1)
    #expect(chart.groups() == [0...1, 1...2])
  }

  @Test func emptyDataDrawAnEmptyFigure() {
    #expect(LineChart(title: "t", xName: "x", yName: "y", series: []).svg().contains("No data"))
    _ = ScatterChart(title: "t", scoreName: "s", points: []).svg()
    _ = IntervalChart(title: "t", yName: "y", panels: []).svg()
    _ = PairedChart(title: "t", xName: "", beforeName: "a", afterName: "b", rows: []).svg()
    _ = HeatMap(title: "t", xName: "", yName: "", columns: [], rows: [], values: []).svg()
  }

  @Test(arguments: [
    (ChartStyle.lightSeries, ChartStyle.lightPaper), (ChartStyle.darkSeries, ChartStyle.darkPaper),
  ])
  func seriesAreToldApartByEveryEye(colors: [String], paper: String) {
    for color in colors { #expect(Colour.contrast(color, paper) >= 3, "\(color)") }
    for sight in Colour.sights {
      for (index, first) in colors.enumerated() {
        for second in colors[(index + 1)...] {
          #expect(Colour.difference(first, second, sight) >= 20, "\(first) \(second) \(sight.name)")
        }
      }
    }
  }

  @Test func valuesInAHeatMapAreReadable() {
    for step in 0...100 {
      let color = HeatMap.color(Double(step) / 100)
      #expect(Colour.contrast(color.hex, color.ink) >= 4.5, "\(step) \(color.hex)")
    }
  }

  @Test func printedNumbersNeverSayMinusZero() {
    #expect(Typeset.fixed(-0.0001, 2) == "0.00")
    #expect(Typeset.fixed(-0.126, 2) == "−0.13")
    #expect(Typeset.fixed(nil) == "–")
    #expect(Typeset.short(0.1) == "0.1")
  }
}
