import Foundation
import Ledger

/// `pedlab report`: the experiment as CSV files, a Markdown page, one self-contained HTML page and
/// SVG figures. The same ledger gives the same bytes: no clock, no host, no times of computation;
/// numbers are printed to three decimals, so that another CPU prints the same.
package struct Report {
  let record: ExperimentRecord

  package init(_ record: ExperimentRecord) { self.record = record }

  /// Writes the report into `folder` and returns the files, relative to it. Figures of an earlier
  /// report are replaced. Throws ``ExportError`` and what the ledger throws.
  @discardableResult
  package func write(to folder: String, withTraces: Bool = true) throws -> [String] {
    guard !record.runs.isEmpty else { throw ExportError.nothingToExport(experiment: record.name) }
    try CSVExport(record, withTimes: false, withTraces: withTraces).write(to: folder)
    let document = try document(withTraces: withTraces)
    var files = CSVExport.fileNames.filter { withTraces || $0 != "traces.csv" }
    // That of an earlier report would not belong to this one.
    if !withTraces { try? FileManager.default.removeItem(atPath: folder + "/traces.csv") }
    func write(_ text: String, _ name: String) throws {
      try TextFile.write(text, to: folder + "/" + name)
      files.append(name)
    }
    try write(document.markdown(), "report.md")
    try write(document.html(), "report.html")
    if let provenance = record.provenance {
      try write(provenance.resolvedPlan, "plan.yaml")
    }
    try removeFigures(folder + "/figures")
    for case .figure(let name, _, let svg) in document.blocks {
      try write(svg, "figures/\(name).svg")
    }
    return files
  }

  private func removeFigures(_ folder: String) throws {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for file in files where file.hasSuffix(".svg") || file.hasSuffix(".png") {
      try FileManager.default.removeItem(atPath: folder + "/" + file)
    }
  }

  /// The report as text and figures.
  func document(withTraces: Bool) throws -> ReportDocument {
    let data = ReportData(record)
    var document = ReportDocument(title: "Results of \(record.name)")
    document.blocks.append(.paragraph(data.summary))
    document.blocks += data.correlationTables()
    document.blocks += data.intervalTable()
    document.blocks += data.pairedFigures()
    document.blocks += data.comparisonTables()
    document.blocks += data.changeTables()
    document.blocks += data.parameterFigures()
    document.blocks += try data.motionFigures()
    document.blocks += try data.scoreFigures()
    document.blocks += data.caveats()
    document.blocks += data.provenanceNotes(withTraces: withTraces)
    document.nameFiguresApart()
    return document
  }
}
