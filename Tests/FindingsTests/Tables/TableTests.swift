import Findings
import Foundation
import Ledger
import Tabular
import Testing
import Wording

struct TableTests {
  let grid = ResultGrid(SampleRuns.runs)

  private func paper(_ change: (inout PaperTable.Options) -> Void = { _ in }) -> FindingsTable {
    var options = PaperTable.Options()
    change(&options)
    return PaperTable.table(grid, experiment: "step_size", options: options)
  }

  @Test func thePaperTableAsMarkdown() {
    #expect(
      paper().markdown
        == """
        **Weighted Kendall tau of scores with fine-tuned accuracy: step_size**

        | method | a | b | c | mean |
        | :-- | --: | --: | --: | --: |
        | LogME | **0.500** | <u>0.600</u> | **0.700** | **0.600** |
        | LogME + PED | 0.400 | **0.650** | 0.600 | <u>0.550</u> |
        | Δ with PED | -0.100 | +0.050 | -0.100 | -0.050 [-0.265, 0.165] |
        | SFDA | <u>0.450</u>\\~ | 0.550 | <u>0.650</u> | <u>0.550</u> |

        Best in bold, second underlined. LogME + PED: official defaults (step_size 0.1, \
        iterations 6, force_constant 1, radius_scale 0.6, exit_ratio 0.5), of 3 settings. \
        n = 14 models. \\~ some models' scores are equal up to rounding: their ranks, and so this value, are \
        partly noise.

        """.replacingOccurrences(of: "<u>0.450</u>\\~", with: "<u>0.450\\~</u>"))
  }

  /// All scores equal up to rounding: there is no correlation, and no mark beside it.
  @Test func aMarkThatIsNotThereIsNotExplained() {
    var table = FindingsTable(
      caption: "c", label: "l", labelColumns: ["method"], columns: ["a", "b"],
      rows: [
        .init(labels: ["M"], cells: [.init(value: nil, roundingTies: 3), .init(value: 0.5)])
      ])
    table.addCellNotes()
    #expect(!table.notes.contains { $0.hasPrefix("~") })
    table.rows[0].cells[1].roundingTies = 2
    table.addCellNotes()
    #expect(table.notes.contains { $0.hasPrefix("~") })
    // A column that is left out takes its marks with it.
    table.columns.removeLast()
    table.rows[0].cells.removeLast()
    table.dropMarkNotes()
    #expect(!table.notes.contains { $0.hasPrefix("~") })
  }

  @Test func withoutTheDefaultsTheChoiceIsLeaveOneOutAndSaysSo() {
    let runs = SampleRuns.runs.filter { $0.specification.ped != .official }
    let table = PaperTable.table(ResultGrid(runs), experiment: "x")
    #expect(table.notes[0].contains("leave one dataset out"))
    #expect(table.notes[0].contains("of 2 settings"))
  }

  @Test func bestSeenIsShownButNeverMarked() {
    let table = paper { $0.choices = [.bestSeen] }
    #expect(table.rows[1].cells.allSatisfy { $0.mark == .none })
    #expect(table.notes[0].contains("optimistic"))
  }

  @Test func severalChoicesAreARowEach() {
    let table = paper { $0.choices = [.official, .leaveOneOut, .bestSeen] }
    #expect(
      table.rows.map { $0.labels[0] } == [
        "LogME", "LogME + PED, official", "Δ with PED", "LogME + PED, leave-one-out", "Δ with PED",
        "LogME + PED, best seen", "Δ with PED", "SFDA",
      ])
    #expect(table.notes.count == 5)
  }

  @Test func groupsOfDatasetsArePooledInColumns() throws {
    let small = try DatasetGroup("small=a, b", known: ["a", "b", "c"])
    let table = paper {
      $0.groups = [small]
      $0.showsDatasets = false
      $0.showsDifferences = false
    }
    #expect(table.columns == ["small", "mean"])
    #expect(abs((table.rows[0].cells[0].value ?? 0) - 0.55) < 1e-12)
    #expect(table.rows.map { $0.labels[0] } == ["LogME", "LogME + PED", "SFDA"])
  }

  @Test func meansNeedEveryDataset() {
    let runs = SampleRuns.runs.filter {
      $0.specification.dataset != "b" || $0.specification.metric != "sfda"
    }
    let table = PaperTable.table(ResultGrid(runs), experiment: "x")
    #expect(table.rows.last?.cells.last?.value == nil)
    #expect(table.text.contains("—"))
  }

  @Test func publishedRowsAreMarkedAsPublished() throws {
    let runs = [SampleRuns.run("aircraft", "logme", 0.9), SampleRuns.run("pets", "logme", 0.1)]
    var options = PaperTable.Options()
    options.showsPublished = true
    let table = PaperTable.table(ResultGrid(runs), experiment: "x", options: options)
    let published = table.rows.filter(\.isPublished)
    #expect(published.count == 8)
    let sfda = try #require(published.first { $0.labels == ["SFDA + PED"] })
    #expect(sfda.cells.map(\.value)[..<2] == [0.464, 0.462])
    #expect(published.joined { $0.cells }.allSatisfy { $0.mark == .none })
    #expect(table.markdown.contains("| SFDA + PED (published) |"))
  }

  @Test func publishedTauIsThatOfTheFile() throws {
    let file = try PublishedTable.named("tau_ped_readme.csv")
    let datasets = Set(file.rows.map { $0.fields[1].lowercased() }).map {
      $0 == "voc" ? "voc2007" : $0
    }
    let runs = datasets.map { SampleRuns.run($0, "logme", 0.5) }
    var options = PaperTable.Options()
    options.showsPublished = true
    let table = PaperTable.table(ResultGrid(runs), experiment: "x", options: options)
    for row in file.rows {
      let method = row.fields[0].replacingOccurrences(of: "+Ours", with: " + PED")
      let dataset = row.fields[1].lowercased() == "voc" ? "voc2007" : row.fields[1].lowercased()
      let column = try #require(table.columns.firstIndex(of: dataset))
      let line = try #require(table.rows.first { $0.isPublished && $0.labels == [method] })
      #expect(line.cells[column].value == Double(row.fields[2]))
    }
  }

  @Test func csvAndJSONHoldEveryNumberInFull() throws {
    let table = paper()
    let csv = try CSVTable(text: table.csv, name: "table")
    #expect(csv.rows.count == 16)
    #expect(csv.rows[0].fields[..<3] == ["LogME", "a", "0.5"])
    #expect(csv.rows[0].fields[7] == "best")
    let json = try JSONSerialization.jsonObject(with: Data(table.json.text.utf8))
    let rows = try #require((json as? [String: Any])?["rows"] as? [[String: Any]])
    let labels = rows.map { ($0["labels"] as? [String: Any])?["method"] as? String }
    #expect(labels == ["LogME", "LogME + PED", "Δ with PED", "SFDA"])
  }

  @Test func latexHasBooktabsMarksArrowsCaptionAndLabel() {
    let latex = paper().latex()
    for part in [
      "\\toprule", "\\midrule", "\\bottomrule", "\\textbf{0.500}", "\\underline{0.600}",
      "step\\_size. Higher is better ($\\uparrow$).", "\\label{tab:step-size}",
      "$\\Delta$ with PED", "$-$0.100", "$+$0.050", "\\underline{0.450\\rlap{$^{\\sim}$}}",
      "$-$0.050\\\\{\\fontsize{7}{8}\\selectfont {[}$-$0.265, 0.165{]}}",
    ] {
      #expect(latex.contains(part), "\(part)")
    }
    #expect(
      LaTeXText.escaped("50% & a_b #1 {x} \\ ^~< [*") == "50\\% \\& a\\_b \\#1 \\{x\\} "
        + "\\textbackslash{} \\textasciicircum{}\\textasciitilde{}$<$ {[}{*}")
  }

  @Test func htmlIsAFragmentWithHeadsScopesAndMarks() {
    let html = paper().html
    for part in [
      "<th scope=\"row\" class=\"label\">LogME + PED</th>", "<td><strong>0.500</strong></td>",
      "<td><u>0.600</u></td>", "<td>−0.050 <span class=\"interval\">[−0.265, 0.165]</span></td>",
      "<tr class=\"rule\">",
      "role=\"region\" aria-label=\"Weighted Kendall tau",
    ] {
      #expect(html.contains(part), "\(part)")
    }
  }

  @Test func repetitionsArePrintedWithTheirSpread() {
    let runs = [
      SampleRuns.run("a", "nleep", 0.5, seed: 0), SampleRuns.run("a", "nleep", 0.7, seed: 1),
    ]
    var options = PaperTable.Options()
    options.digits = 2
    let table = PaperTable.table(ResultGrid(runs), experiment: "x", options: options)
    #expect(table.text.contains("0.60 ± 0.14 (2)"))
    #expect(table.latex().contains("0.60 $\\pm$ 0.14 (2)"))
  }

  @Test func intervalsArePrintedWhenAskedFor() {
    #expect(paper { $0.showsIntervals = true }.text.contains("0.500 [0.300, 0.600]"))
    #expect(!paper().text.contains("0.500 [0.300"))
  }

  @Test func anAblationChangesOneParameterAtATime() throws {
    let table = try AblationTable.table(grid, experiment: "x")
    #expect(
      table.rows.map(\.labels) == [
        ["LogME", "without PED"], ["LogME", "base"], ["LogME", "step_size 0.05"],
        ["LogME", "step_size 0.2"],
      ])
    #expect(abs((table.rows[2].cells.last?.value ?? 0) - 0.04) < 1e-12)
    var other = PEDParameters.official
    other.stepSize = 0.2
    #expect(other.singleChange(from: .official) == "step_size")
    other.ablation = ["force": "constant"]
    #expect(other.singleChange(from: .official) == nil)
    other.stepSize = 0.1
    #expect(other.singleChange(from: .official) == "force")
  }

  @Test func anAblationAroundASettingOfOnesOwn() throws {
    let base = try PEDParameters(changes: "step_size=0.2, force=overlap")
    let table = try AblationTable.table(grid, experiment: "x", base: base)
    #expect(table.rows.map { $0.labels[1] }[1...] == ["base", "step_size 0.05", "step_size 0.1"])
    #expect(table.rows[1].cells[0].value == 0.10)
    let other = try PEDParameters(changes: "iterations=3,force=constant,clip=false")
    #expect(other.ablation == ["force": "constant", "clip": "false"] && other.iterations == 3)
    #expect(
      throws: TableError(
        "No run has the base setting \(other.text); `pedlab table` shows which do.")
    ) { try AblationTable.table(grid, experiment: "x", base: other) }
  }

  @Test(arguments: [
    (
      "step=1",
      "--base step=1: write it as NAME=VALUE; the names are step_size, iterations, "
        + "force_constant, radius_scale, exit_ratio, rescale, rescale_floor, force, velocity, mass, "
        + "radius, clip."
    ),
    ("step_size=big", "--base step_size=big: 'big' is not allowed; allowed are numbers above 0."),
    (
      "iterations=1.5",
      "--base iterations=1.5: '1.5' is not allowed; allowed are integers from 0 to 100000."
    ),
  ])
  func mistakesInABaseAreSentences(text: String, sentence: String) {
    #expect(throws: TableError(sentence)) { try PEDParameters(changes: text) }
  }

  @Test(arguments: [
    ("a,b", "--group a,b: write it as NAME=DATASET,DATASET."),
    ("g=a,d", "--group g=a,d: there is no dataset 'd'; there are a, b, c."),
  ])
  func mistakesInAGroupAreSentences(text: String, sentence: String) {
    #expect(throws: TableError(sentence)) {
      try DatasetGroup(text, known: ["a", "b", "c"])
    }
  }

  @Test func rowsAndColumnsOfOnesChoice() throws {
    let table = try PivotTable.table(
      ResultCells(SampleRuns.runs), value: .weightedTau, rows: ["metric", "step_size"],
      columns: ["dataset"], experiment: "x")
    #expect(table.columns == ["a", "b", "c"])
    #expect(
      table.rows.map(\.labels) == [
        ["LogME", "0.05"], ["LogME", "0.1"], ["LogME", "0.2"], ["LogME", "—"], ["SFDA", "—"],
      ])
    for (rows, sentence) in [
      (
        ["step"],
        "There is no 'step' to make rows or columns of; there are "
          + (PivotTable.fields).joined(separator: ", ") + "."
      ),
      (["metric", "metric"], "'metric' is asked for twice in rows and columns."),
    ] {
      #expect(throws: TableError(sentence)) {
        try PivotTable.table(
          ResultCells(SampleRuns.runs), value: .weightedTau, rows: rows, columns: [],
          experiment: "x")
      }
    }
  }

  @Test func groupsAndMetricOptionsAreFields() throws {
    var runs = SampleRuns.runs
    for (index, count) in ["5", "10"].enumerated() {
      var run = SampleRuns.run("a", "nleep", 0.2 + 0.1 * Double(index))
      run.id += count
      run.specification.metricOptions = ["components": count]
      runs.append(run)
    }
    let groups = try [
      DatasetGroup("first two=a,b", known: ["a", "b", "c"]),
      DatasetGroup("all=a,b,c", known: ["a", "b", "c"]),
    ]
    let table = try PivotTable.table(
      ResultCells(runs), value: .weightedTau, rows: ["metric", "motion"], columns: ["group"],
      experiment: "x", groups: groups)
    #expect(table.columns == ["all", "first two"])
    let sfda = try #require(table.rows.first { $0.labels == ["SFDA", "none"] })
    #expect(abs((sfda.cells[0].value ?? 0) - 0.55) < 1e-12)
    #expect(abs((sfda.cells[1].value ?? 0) - 0.50) < 1e-12)
    let options = try PivotTable.table(
      ResultCells(runs.filter { $0.specification.metric == "nleep" }), value: .weightedTau,
      rows: ["components"], columns: ["dataset"], experiment: "x")
    #expect(options.rows.map(\.labels) == [["5"], ["10"]])
  }

  @Test(arguments: [
    (0.0005, 3, "0.001"), (-0.0004, 3, "0.000"), (-0.25, 1, "-0.3"), (12, 0, "12"),
    (1.005, 2, "1.00"), (0.07, 2, "0.07"),
  ])
  func decimals(value: Double, digits: Int, text: String) {
    #expect(Printed.fixed(value, decimals: digits) == text)
  }
}

extension Sequence {
  fileprivate func joined<T>(_ transform: (Element) -> [T]) -> [T] { flatMap(transform) }
}
