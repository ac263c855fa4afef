import Ledger

/// `pedlab report`: the experiment as CSV files, a Markdown page, one self-contained HTML page and
/// SVG figures. The same ledger gives the same bytes: no clock, no host, no times of computation;
/// numbers are printed to three decimals, so that another CPU prints the same.
package struct Report {
  let record: ExperimentRecord

  package init(_ record: ExperimentRecord) { self.record = record }

  /// Writes the report into `folder` and returns the files, relative to it. What an earlier report
  /// wrote there (``ReportManifest``) is replaced, and nothing else.
  ///
  /// - Parameters:
  ///   - withPNG: the caller makes a PNG file beside each figure afterwards.
  ///   - force: replace files that no report wrote, too.
  /// - Throws: ``ExportError``, before anything is written if a file is in the way, and what the
  ///   ledger throws.
  @discardableResult
  package func write(
    to folder: String, withTraces: Bool = true, withPNG: Bool = false, force: Bool = false
  ) throws -> [String] {
    guard !record.runs.isEmpty else { throw ExportError.nothingToExport(experiment: record.name) }
    let folder = try ExportFolder.checked(folder)
    let document = try document(withTraces: withTraces)
    var texts = [("report.md", document.markdown()), ("report.html", document.html())]
    if let provenance = record.provenance { texts.append(("plan.yaml", provenance.resolvedPlan)) }
    for case .figure(let name, _, let svg) in document.blocks {
      texts.append(("figures/\(name).svg", svg))
    }
    let tables = CSVExport.fileNames.filter { withTraces || $0 != "traces.csv" }
    let files = tables + texts.map(\.0)
    let figures = withPNG ? files.filter { $0.hasSuffix(".svg") } : []
    let all = files + figures.map { $0.dropLast(4) + ".png" }
    let manifest = ReportManifest(folder)
    if !force { try manifest.check(all) }
    try CSVExport(record, withTimes: false, withTraces: withTraces).write(to: folder)
    for (name, text) in texts { try TextFile.write(text, to: folder + "/" + name) }
    try manifest.replace(with: all)
    return files
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
