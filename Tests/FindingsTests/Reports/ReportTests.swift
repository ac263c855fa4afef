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
    #expect(files.contains("figures/energy-digits.svg"))
    #expect(files.contains("figures/scores-faces.svg"))
  }

  @Test func tablesAreLabelledHonestly() throws {
    let temporary = try TemporaryFolder()
    defer { temporary.keep() }
    let folder = temporary.path
    try Report(SampleExperiment.record()).write(to: folder)
    let text = try String(contentsOfFile: folder + "/report.md", encoding: .utf8)
    // Official setting: gain 0.1 * 6 / 10 on every dataset; the grid's best is 0.2 * 6 / 10.
    #expect(text.contains("| LogME | 0.300 | 0.500 | 0.400 | 0.400 |"))
    #expect(text.contains("| LogME + PED, official | 0.360 | 0.560 | 0.460 | 0.460 |"))
    #expect(
      text.contains("| LogME + PED, leave-one-out | 0.420 | 0.620 | 0.520 | 0.520 |")
        || text.contains("| LogME + PED, leave-one-out | <u>0.420</u>"))
    #expect(
      text.contains("| digits | step size 0.2 | 0.300 | 0.360 | 0.420 | 0.420 |"))
    #expect(text.contains("| LogME | base | 0.360 | 0.560 | 0.460 | 0.460 | — |"))
    #expect(text.contains("| LogME | step_size 0.2 | 0.420 | 0.620 | 0.520 | 0.520 | +0.060 |"))
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
    #expect(files.contains("figures/energy-a-b.svg") && files.contains("figures/energy-a-b-2.svg"))
    #expect(Set(files).count == files.count)
  }

  @Test func tracesCanBeLeftOut() throws {
    let temporary = try TemporaryFolder()
    defer { temporary.keep() }
    let folder = temporary.path
    try Report(SampleExperiment.record()).write(to: folder)
    #expect(FileManager.default.fileExists(atPath: folder + "/traces.csv"))
    let files = try Report(SampleExperiment.record()).write(to: folder, withTraces: false)
    #expect(!files.contains("traces.csv"))
    #expect(!FileManager.default.fileExists(atPath: folder + "/traces.csv"))
  }

  @Test func pageIsSelfContained() throws {
    let temporary = try TemporaryFolder()
    defer { temporary.keep() }
    let folder = temporary.path
    try Report(SampleExperiment.record()).write(to: folder)
    let page = try String(contentsOfFile: folder + "/report.html", encoding: .utf8)
    #expect(!page.contains("<script") && !page.contains("src=") && !page.contains("href="))
    #expect(page.contains("prefers-color-scheme:dark"))
    #expect(page.components(separatedBy: "<svg").count > 8)
  }
}
