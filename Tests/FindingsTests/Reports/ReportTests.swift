import Findings
import Foundation
import TestSupport
import Testing

@Suite struct ReportTests {
  @Test func reportHasItsPartsAndTheSameBytesAgain() throws {
    let temporary = try TemporaryFolder()
    defer { temporary.keep() }
    let folder = temporary.path
    let record = SampleExperiment.record()
    let files = try Report(record).write(to: folder)
    let again = folder + "/again"
    try Report(SampleExperiment.record()).write(to: again)
    for file in files {
      let one = try Data(contentsOf: URL(fileURLWithPath: folder + "/" + file))
      #expect(try one == Data(contentsOf: URL(fileURLWithPath: again + "/" + file)), "\(file)")
    }
    #expect(files.contains("report.md") && files.contains("report.html"))
    #expect(files.contains("figures/heatmap-logme.svg"))
    for name in ["energy", "orders-faces", "ranks-logme", "sensitivity-sfda", "changes-logme"] {
      #expect(files.contains("figures/\(name).svg"), "\(name)")
    }
  }

  @Test func tablesAreLabelledHonestly() throws {
    let temporary = try TemporaryFolder()
    defer { temporary.keep() }
    let folder = temporary.path
    try Report(SampleExperiment.record()).write(to: folder)
    let text = try String(contentsOfFile: folder + "/report.md", encoding: .utf8)
    // Official setting: gain 0.1 * 6 / 10 on every dataset; the grid's best is 0.2 * 6 / 10.
    #expect(text.contains("| LogME | 0.400°≈ | 0.300°≈ | 0.500°≈ | 0.400°≈ |"))
    #expect(text.contains("| LogME + PED, official | 0.460≈ | 0.360°≈ | 0.560°≈ | 0.460°≈ |"))
    #expect(
      text.contains("| LogME + PED, leave-one-out | 0.520≈ | 0.420°≈ | 0.620°≈ | 0.520°≈ |"))
    #expect(
      text.contains("| digits | step size 0.2 | 0.300 | 0.360 | 0.420 | 0.420 |"))
    #expect(text.contains("| LogME | base | — | 0.460 | 0.360 | 0.560 | 0.460 |"))
    #expect(text.contains("| LogME | step_size 0.2 | +0.060 | 0.520 | 0.420 | 0.620 | 0.520 |"))
    #expect(text.contains("an upper bound that nobody can reach"))
    #expect(text.contains("**"))
    #expect(text.contains("Multiple comparisons"))
    #expect(text.contains("pedlab run Experiments/sample/plan.yaml"))
  }

  @Test func datasetsWithNearNamesKeepTheirFigures() throws {
    let temporary = try TemporaryFolder()
    defer { temporary.keep() }
    let folder = temporary.path
    let record = SampleExperiment.record(datasets: ["a b", "a-b"])
    let files = try Report(record).write(to: folder)
    #expect(files.contains("figures/orders-a-b.svg") && files.contains("figures/orders-a-b-2.svg"))
    #expect(Set(files).count == files.count)
  }

  @Test func tracesCanBeLeftOut() throws {
    let temporary = try TemporaryFolder()
    defer { temporary.keep() }
    let folder = temporary.path
    try Report(SampleExperiment.record()).write(to: folder)
    #expect(FileManager.default.fileExists(atPath: folder + "/traces.csv"))
    var options = Report.Options()
    options.tables = .withoutTraces
    let files = try Report(SampleExperiment.record()).write(to: folder, options)
    #expect(!files.contains("traces.csv"))
    #expect(!FileManager.default.fileExists(atPath: folder + "/traces.csv"))
  }

  @Test func pageIsSelfContained() throws {
    let temporary = try TemporaryFolder()
    defer { temporary.keep() }
    let folder = temporary.path
    try Report(SampleExperiment.record()).write(to: folder)
    let page = try String(contentsOfFile: folder + "/report.html", encoding: .utf8)
    // The name of SVG's elements looks like an address, and is none.
    let text = page.replacingOccurrences(of: "http://www.w3.org/2000/svg", with: "")
    #expect(!text.contains("src=") && !text.contains("http:") && !text.contains("https:"))
    // Of other files it names those that the report wrote.
    let links = page.components(separatedBy: "href=\"").dropFirst().map {
      $0.components(separatedBy: "\"")[0]
    }
    for link in links where !link.hasPrefix("#") {
      #expect(FileManager.default.fileExists(atPath: folder + "/" + link), "\(link)")
    }
    for link in links where link.hasPrefix("#") {
      #expect(page.contains("id=\"\(link.dropFirst())\""), "\(link)")
    }
    #expect(page.contains("prefers-color-scheme:dark"))
    #expect(page.components(separatedBy: "<svg").count > 8)
  }

  /// On a telephone, on a dark screen, and on paper: each figure is shown once, and printed once.
  @Test func printedPagesAreLightAndHaveTheDrawingThatFitsASheet() throws {
    let temporary = try TemporaryFolder()
    defer { temporary.keep() }
    try Report(SampleExperiment.record()).write(to: temporary.path)
    let page = try String(contentsOfFile: temporary.file("report.html"), encoding: .utf8)
    let figures = page.components(separatedBy: "<figure id=").dropFirst()
    for figure in figures {
      let name = figure.prefix { $0 != ">" }
      #expect(figure.components(separatedBy: " print\"><svg").count == 2, "\(name)")
      #expect(!figure.contains("scroll narrow print"), "\(name)")
    }
    // Small multiples that are wider than a sheet are printed in the drawing for narrower pages.
    let wide = try #require(figures.first { $0.hasPrefix("\"ranks-logme\"") })
    #expect(wide.contains("scroll medium print") && wide.contains("\"scroll screen\""))
    for rule in ["@media (prefers-color", "@media(prefers-color"] { #expect(!page.contains(rule)) }
    #expect(page.contains("@media screen and (prefers-color-scheme:dark)"))
    // Chromium repeats the head of a table on its next page only where it has no button.
    #expect(page.contains("thead button{display:contents}"))
  }

  @Test func theAnswerComesFirst() throws {
    let temporary = try TemporaryFolder()
    defer { temporary.keep() }
    let folder = temporary.path
    try Report(SampleExperiment.record()).write(to: folder)
    let text = try String(contentsOfFile: folder + "/report.md", encoding: .utf8)
    #expect(
      text.components(separatedBy: "\n")[2].hasPrefix(
        "PED at the official defaults raises LogME's mean weighted Kendall tau by 0.060, from 0.400 "
          + "to 0.460: better on 3 of 3 datasets."))
    // Three datasets: no test could say that a pair differs.
    #expect(
      text.contains(
        "Over 3 datasets Wilcoxon's smallest p is 0.2500, which after Holm's adjustment for 15 pairs is "
          + "above 0.05: no difference, however large, can be found."))
  }

  @Test func theSettingNearestToTheOfficialOneStandsForIt() throws {
    let temporary = try TemporaryFolder()
    defer { temporary.keep() }
    let folder = temporary.path
    // By the order of the settings 0.01 would come first; by its logarithm 0.09 is nearest to 0.1.
    let record = SampleExperiment.record(stepSizes: [0.01, 0.09, 0.2], iterations: [2, 6])
    try Report(record).write(to: folder)
    let text = try String(contentsOfFile: folder + "/report.md", encoding: .utf8)
    #expect(text.contains("PED at the setting nearest to the official defaults raises"))
    // What the sentence says stands in the table below it.
    #expect(text.contains("from 0.400 to 0.454: better on 3 of 3 datasets"))
    #expect(text.contains("| LogME + PED, nearest to official | 0.454≈ |"))
    #expect(
      text.contains("the setting nearest to the official defaults, which were not run (step_size"))
    for figure in ["ped-logme", "energy", "orders-faces", "ranks-logme", "changes-logme"] {
      let svg = try String(contentsOfFile: "\(folder)/figures/\(figure).svg", encoding: .utf8)
      let words = svg.replacingOccurrences(of: "<[^>]*>", with: " ", options: .regularExpression)
        .split(whereSeparator: \.isWhitespace).joined(separator: " ")
      #expect(words.contains("step size 0.09, iterations 6"), "\(figure)")
    }
  }

  @Test func aPaperGetsFiguresWithoutTitlesAndFloatsWithLabelsOfTheirOwn() throws {
    let temporary = try TemporaryFolder()
    defer { temporary.keep() }
    let folder = temporary.path
    var options = Report.Options()
    options.forPaper = true
    let files = try Report(SampleExperiment.record()).write(to: folder, options)
    #expect(files.contains("paper/ped-logme.svg"))
    let both = try ["figures", "tables"].map {
      try String(contentsOfFile: "\(folder)/paper/\($0).tex", encoding: .utf8)
    }.joined()
    let labels = both.components(separatedBy: "\\label{").dropFirst().map {
      $0.components(separatedBy: "}")[0]
    }
    #expect(labels.count > 10 && Set(labels).count == labels.count)
  }

  @Test func namesOfAPaperReplaceThoseOfTheStoreOrAreRefused() throws {
    let temporary = try TemporaryFolder()
    defer { temporary.keep() }
    let folder = temporary.path
    let record = SampleExperiment.record()
    try Report(record, names: ["resnet50": "ResNet-50", "digits": "Digits"]).write(to: folder)
    let text = try String(contentsOfFile: folder + "/report.html", encoding: .utf8)
    #expect(text.contains("ResNet-50") && !text.contains("resnet50"))
    #expect(throws: TableError.self) {
      try Report(record, names: ["digits": "faces"]).write(to: folder)
    }
  }
}
