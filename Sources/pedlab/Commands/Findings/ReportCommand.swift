import ArgumentParser
import Findings
import Foundation
import Ledger
import Sweep

struct ReportCommand: ParsableCommand {
  /// Where the figures and tables are to stand besides the report's pages.
  enum Destination: String, CaseIterable, ExpressibleByArgument { case paper }

  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Write an experiment as CSV, Markdown, one HTML page and SVG figures.",
    discussion: """
      EXAMPLES
        pedlab report step-size --out report
        pedlab report step-size --for paper --features
      """)

  @OptionGroup var source: ExperimentArguments

  @Option(help: "The folder of the report (default: Results/EXPERIMENT).")
  var out: String?

  @Option(
    name: .customLong("for"),
    help: """
      paper: also a folder paper with the figures as PDF (by rsvg-convert) at the width of a column or \
      a page, text of 8 points and no titles, and LaTeX of figures and tables.
      """)
  var destination: Destination?

  @Flag(
    help: """
      Also read the features (or their statistics in the cache): the report then shows how much of \
      what PED sees is from units dead on the source data, beside the ranks that models gain, and \
      the motion itself.
      """)
  var features = false

  @OptionGroup var cache: CacheOption

  @Flag(help: "Also make PNG files of the figures, with rsvg-convert.")
  var png = false

  @Flag(help: "Without traces.csv, which is large after large sweeps (pedlab export csv has it).")
  var withoutTraces = false

  @Flag(help: "Replace files of the folder that no report wrote, too.")
  var force = false

  func run() throws {
    let record = try source.record()
    let folder = out ?? "Results/\(source.experiment)"
    var options = Report.Options()
    options.tables = withoutTraces ? .withoutTraces : .all
    options.withPNG = png
    options.forPaper = destination == .paper
    options.force = force
    let report = Report(
      record, names: record.displayNames,
      evidence: features ? try evidence(record) : nil)
    let files = try report.write(to: folder, options)
    let figures = files.filter { $0.hasSuffix(".svg") }
    if png { try convert(figures.filter { $0.hasPrefix("figures/") }, in: folder, to: "png") }
    if destination == .paper {
      try convert(figures.filter { $0.hasPrefix("paper/") }, in: folder, to: "pdf")
    }
    try Output.print(folder + "/report.md")
    try Output.print(folder + "/report.html")
    if destination == .paper { try Output.print(folder + "/paper/figures.tex") }
  }

  /// Of the store that the experiment's latest plan names.
  private func evidence(_ record: ExperimentRecord) throws -> FeatureEvidence {
    guard let provenance = record.provenance else {
      throw TableError(
        "--features: the ledger does not say which plan \(record.name) came from, so its store is "
          + "not known; leave --features out.")
    }
    let start = provenance.workingFolder ?? FileManager.default.currentDirectoryPath
    let path =
      provenance.planPath.hasPrefix("/")
      ? provenance.planPath : "\(start)/\(provenance.planPath)"
    let plan = try Plan.parse(provenance.resolvedPlan, path: path)
    let workers = try WorkerCount.resolved(nil)
    let inputs = try SweepInputs(
      plan, cache: cache.cache(), workers: workers, readsTruth: false)
    return FeatureEvidence(deadUnitShares: try inputs.deadUnitShares(workers: workers)) {
      try inputs.motionPath(model: $0, dataset: $1, setting: $2)
    }
  }

  /// Beside the SVG files: PNG twice as large as they are drawn, PDF at their size.
  private func convert(_ figures: [String], in folder: String, to format: String) throws {
    let options = format == "png" ? ["--zoom", "2"] : ["--format", "pdf"]
    for figure in figures {
      let path = folder + "/" + figure
      try ExternalTool.rsvgConvert.run(
        options + [path, "--output", String(path.dropLast(4)) + "." + format])
    }
  }
}
