import ArgumentParser
import Findings
import Foundation
import Ledger

struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Write an experiment as CSV, Markdown, one HTML page and SVG figures.")

  @OptionGroup var source: ExperimentArguments

  @Option(help: "The folder of the report (default: Results/EXPERIMENT).")
  var out: String?

  @Flag(help: "Also make PNG files of the figures, with rsvg-convert.")
  var png = false

  @Flag(help: "Without traces.csv, which is large after large sweeps (pedlab export csv has it).")
  var withoutTraces = false

  @Flag(help: "Replace files of the folder that no report wrote, too.")
  var force = false

  func run() throws {
    let record = try source.record()
    let folder = out ?? "Results/\(source.experiment)"
    let files = try Report(record).write(
      to: folder, withTraces: !withoutTraces, withPNG: png, force: force)
    if png { try convert(files.filter { $0.hasSuffix(".svg") }, in: folder) }
    try Output.print(folder + "/report.md")
    try Output.print(folder + "/report.html")
  }

  /// The figures twice as large as they are drawn, beside the SVG files.
  private func convert(_ figures: [String], in folder: String) throws {
    for figure in figures {
      let path = folder + "/" + figure
      try ExternalTool.rsvgConvert.run(
        ["--zoom", "2", path, "--output", String(path.dropLast(4)) + ".png"])
    }
  }
}
