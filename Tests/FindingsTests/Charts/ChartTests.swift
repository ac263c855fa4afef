import Findings
import Foundation
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite struct ChartTests {
  @Test(arguments: SampleCharts.all.map(\.name), FigureFormat.allCases)
  func figureIsWellFormedAndDescribed(_ name: String, _ format: FigureFormat) throws {
    let svg = try #require(SampleCharts.all.first { $0.name == name }).draw(format)
    let parser = XMLParser(data: Data(svg.utf8))
    #expect(parser.parse(), "\(name): \(parser.parserError.map { "\($0)" } ?? "")")
    #expect(svg.contains("role=\"img\""))
    #expect(svg.contains("<desc>"))
    #expect(svg.contains("prefers-color-scheme:dark") == !format.isPaper)
    #expect(!svg.contains("nan") && !svg.contains("inf\""))
  }

  /// At 40 models with long names, 12 datasets, and in the narrow column of a paper too.
  @Test(arguments: SampleCharts.all.map(\.name), FigureFormat.allCases)
  func noTextIsClippedOrCovered(_ name: String, _ format: FigureFormat) throws {
    let svg = try #require(SampleCharts.all.first { $0.name == name }).draw(format)
    #expect(TextBoxes(svg).faults == [])
  }

  @Test func figuresOfAPaperHaveItsWidthAndNoTitle() throws {
    for (name, draw) in SampleCharts.all {
      #expect(draw(.column).contains("width=\"234pt\""), "\(name)")
      #expect(draw(.page).contains("width=\"495pt\""), "\(name)")
      #expect(!draw(.column).contains("class=\"pl-head\""), "\(name)")
    }
  }

  /// With its caption below: 12 datasets as small multiples, 40 models as rows.
  @Test(arguments: SampleCharts.all.map(\.name))
  func aPageOfAPaperHoldsAFigure(_ name: String) throws {
    let svg = try #require(SampleCharts.all.first { $0.name == name }).draw(.page)
    let height = try #require(svg.components(separatedBy: "height=\"").dropFirst().first)
    #expect(try #require(Double(height.prefix { $0 != "p" })) <= 550)
  }

  /// A curve that ends early has a cross at its end, and nothing is drawn after it.
  @Test func curvesEndWithASignOfWhyAndNoLineGoesOn() throws {
    var chart = LinePanels(
      title: "t", xName: "step", yName: "energy",
      panels: [
        .init(
          title: "d", note: "",
          lines: [
            .init(name: "short", points: [(0, 1), (1, 0.9)], look: .series(0), stop: "exit"),
            .init(name: "long", points: [(0, 1), (1, 0.8), (6, 0.2)], look: .series(1)),
          ])
      ])
    chart.lookNames = nil
    let svg = chart.svg()
    #expect(svg.contains("short: 0.9 at step 1, ended: exit"))
    let lines = svg.components(separatedBy: "<polyline").dropFirst()
    #expect(lines.count == 2)
    let points = try #require(lines.first).components(separatedBy: "points=\"")[1]
      .components(separatedBy: "\"")[0]
    #expect(points.split(separator: " ").count == 2)
  }

  @Test func namesWithoutOrderAreNotJoinedByALine() {
    func chart(_ labels: [(String, Double?)]) -> String {
      SensitivityChart(
        title: "t", yName: "y", zeroName: "z",
        panels: [
          .init(
            name: "force",
            levels: labels.map {
              .init(
                label: $0.0, number: $0.1, mean: 0.1, interval: (0, 0.2), byDataset: [],
                isOfficial: false)
            })
        ]
      ).svg()
    }
    #expect(!chart([("constant", nil), ("overlap", nil)]).contains("<polyline"))
    #expect(chart([("0.1", 0.1), ("1", 1)]).contains("<polyline"))
  }

  @Test func cellsOverFewerDatasetsAreHatchedAndTheOfficialOneIsFramed() {
    var panel = HeatMap.Panel(
      xName: "x", columns: ["1", "2"], values: [[0.1, -0.2]], palette: .diverging(limit: 0.2))
    panel.partial = [[nil, "7/8"]]
    panel.boxed = (0, 1)
    let svg = HeatMap(title: "t", yName: "y", rows: ["a"], panels: [panel]).svg()
    #expect(svg.contains(">7/8<"))
    #expect(svg.contains("class=\"pl-box\""))
  }

  /// Beside the cells of 12 datasets a telephone has room for a few letters only.
  @Test func aTelephoneShowsNamesOfModelsWhole() throws {
    let draw = try #require(SampleCharts.all.first { $0.name == "matrix" }).draw
    let narrow = TextBoxes(draw(.narrow))
    let shown = narrow.boxes.map(\.text)
    // Of 50 characters and more the middle is left out.
    for model in LongNames.models {
      let isThere = shown.contains { $0 == model || ($0.count > 40 && $0.contains("…")) }
      #expect(isThere, "\(model)")
    }
    #expect(LongNames.models.count { shown.contains($0) } > 30)
    // Each cell in sight without scrolling, and the names of datasets at both ends of both panels.
    #expect(narrow.width <= 340)
    for dataset in LongNames.datasets.dropLast() {
      #expect(narrow.boxes.count { $0.text == dataset } == 4, "\(dataset)")
    }
    #expect(!draw(.medium).contains(">\(LongNames.models[0])</text>"))
  }

  /// Three orders beside each other have no room for two columns of names.
  @Test func aTelephoneNumbersTheOrdersOfModelsWithLongNames() throws {
    let draw = try #require(SampleCharts.all.first { $0.name == "slope" }).draw
    let texts = TextBoxes(draw(.narrow)).boxes.map(\.text)
    for place in LongNames.models.indices {
      #expect(texts.count { $0 == "\(place + 1)" } == 2)
      let named = try #require(texts.first { $0.hasPrefix("\(place + 1)  ") })
      #expect(named.count > 15, "\(named)")
    }
    #expect(Set(texts.filter { $0.contains("  ") }).count == LongNames.models.count)
    #expect(!draw(.medium).contains("1  vit"))
  }

  /// "τw …430" would be another number.
  @Test func headsOfOrdersAreWholeBesideShortNames() {
    let chart = SlopeChart(
      title: "t",
      models: [("a", 1), ("b", 2)].map {
        .init(name: $0.0, before: $0.1, truth: $0.1, after: $0.1, accuracy: "9 %")
      },
      heads: (["H-score", "τw −0.430"], ["accuracy", "n = 2"], ["H-score + PED", "τw −0.574"]))
    for format in FigureFormat.allCases {
      let texts = TextBoxes(chart.svg(format)).boxes.map(\.text)
      #expect(texts.contains("τw −0.430") && texts.contains("τw −0.574"), "\(format)")
      #expect(TextBoxes(chart.svg(format)).faults == [])
    }
  }

  /// Of DejaVu Sans; signs stand between the scripts whose letters are as wide as the em.
  @Test func signsAreAsWideAsTheyAreSet() {
    let widths = ["−", "→", "±", "–", "…", "τ", "字"].map { FontMetrics.width($0, size: 1000) }
    #expect(widths == [838, 838, 838, 500, 1000, 638, 1000])
  }

  @Test func namesAreShortenedInTheMiddleAndStayApart() {
    let short = TextFit.distinct(LongNames.models, to: 120, style: .small)
    #expect(Set(short).count == LongNames.models.count)
    let first = short[0]
    #expect(first.hasPrefix("vit_large") && first.hasSuffix("in1k") && first.contains("…"))
    #expect(TextFit.shortened("resnet50", to: 120, style: .small) == "resnet50")
  }

  /// "−0.3…" or "[0.1" would be another number.
  @Test func notesAreShortenedByWholeClauses() {
    func short(_ text: String, _ width: Double) -> String {
      TextFit.clauses(text, to: width, style: .small)
    }
    #expect(short("τw 0.733 → −0.308, n = 40", 130) == "τw 0.733 → −0.308")
    #expect(short("τw 0.599 [0.179, 0.874], n = 40", 160) == "τw 0.599 [0.179, 0.874]")
    #expect(
      short("τw(decline, accuracy) −0.17; 12 without overlap", 200) == "τw(decline, accuracy) −0.17"
    )
    #expect(short("n = 40", 130) == "n = 40")
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
    _ = LinePanels(title: "t", xName: "x", yName: "y", panels: []).svg()
    _ = SensitivityChart(title: "t", yName: "y", zeroName: "z", panels: []).svg()
    _ = ForestChart(title: "t", xName: "x", rows: []).svg()
    _ = SlopeChart(title: "t", models: [], heads: ([], [], [])).svg()
    _ = RankPanels(title: "t", panels: []).svg()
    _ = RankBlobChart(title: "t", rows: []).svg()
    _ = ScatterPanels(title: "t", yName: "y", panels: []).svg()
    _ = ShareBars(title: "t", kinds: [], rows: []).svg()
    _ = PairedChart(title: "t", xName: "", beforeName: "a", afterName: "b", rows: []).svg()
    _ = HeatMap(title: "t", yName: "", rows: [], panels: []).svg()
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

  /// What is better, worse and the rest stand beside each other in most figures.
  @Test(arguments: [
    (ChartStyle.lightSeries, ChartStyle.lightRest), (ChartStyle.darkSeries, ChartStyle.darkRest),
  ])
  func theRestIsToldApartFromBetterAndWorse(colors: [String], rest: String) {
    for sight in Colour.sights {
      for color in colors.prefix(2) {
        #expect(Colour.difference(color, rest, sight) >= 20, "\(color) \(rest) \(sight.name)")
      }
    }
  }

  /// The two ends of a heat map about a baseline, and its middle.
  @Test(arguments: [false, true]) func signsOfAHeatMapAreToldApartByEveryEye(isDark: Bool) {
    let palette = CellPalette.diverging(limit: 1)
    let colors = [-1.0, -0.5, 0, 0.5, 1].map { palette.shade($0).color(isDark: isDark).hex }
    for sight in Colour.sights {
      for (index, first) in colors.enumerated() {
        for second in colors[(index + 1)...] {
          #expect(Colour.difference(first, second, sight) >= 15, "\(first) \(second) \(sight.name)")
        }
      }
    }
  }

  @Test func valuesInAHeatMapAreReadable() {
    for step in -100...100 {
      for isDark in [false, true] {
        let color = CellPalette.diverging(limit: 1).shade(Double(step) / 100).color(isDark: isDark)
        #expect(Colour.contrast(color.hex, color.ink) >= 4.5, "\(step) \(color.hex)")
      }
    }
  }

  /// Pages of `ui` allow no style within elements, so that a class stands for what a cell is in the dark.
  @Test func cellsAreKnownToADarkPageByClassesOfItsSheet() throws {
    let svg = try #require(SampleCharts.all.first { $0.name == "heat" }).draw(.screen)
    #expect(!svg.contains(" style=\""))
    let classes = svg.matches(of: /class="pl-cell (pl-(?:lo|hi)[0-9]+)"/).map { "\($0.output.1)" }
    #expect(Set(classes).count > 5)
    for name in classes {
      #expect(svg.contains(".pl-cell.\(name){fill:#"), "\(name)")
      #expect(ChartStyle.pageSheet.contains(".pl-cell.\(name){fill:#"), "\(name)")
    }
  }

  @Test func numbersThatAreComparedHaveAsManyDigitsAsTellThemApart() {
    #expect(Typeset.apart([0.1, 0.25]) == ["0.1", "0.25"])
    #expect(Typeset.apart([0.49126281, 0.49126282, .nan]) == ["0.49126281", "0.49126282", "–"])
    #expect(Typeset.apart([1.0 / 3, 1.0 / 3]) == ["0.3333", "0.3333"])
  }

  @Test func ticksOfLargeNumbersAreWrittenOut() {
    #expect(Typeset.tick(25_000) == "25000")
    #expect(Typeset.tick(0.3) == "0.3")
    #expect(Typeset.tick(-400_000) == "−400000")
  }

  @Test func printedNumbersNeverSayMinusZero() {
    #expect(Typeset.fixed(-0.0001, 2) == "0.00")
    #expect(Typeset.fixed(-0.126, 2) == "−0.13")
    #expect(Typeset.fixed(nil) == "–")
    #expect(Typeset.short(0.1) == "0.1")
  }
}
