import Ledger

/// `pedlab report`: the experiment as CSV files, a Markdown page, one self-contained HTML page and
/// SVG figures. The same ledger gives the same bytes: no clock, no host, no times of computation;
/// numbers are printed to three decimals, so that another CPU prints the same.
package struct Report {
  let record: ExperimentRecord
  /// What models and datasets are called in figures and tables.
  let names: [String: String]
  /// What the features show; nil where they were not read.
  let evidence: FeatureEvidence?

  package init(
    _ record: ExperimentRecord, names: [String: String] = [:], evidence: FeatureEvidence? = nil
  ) {
    self.record = record
    self.names = names
    self.evidence = evidence
  }

  /// What is written.
  package struct Options: Sendable {
    /// The CSV files beside the pages.
    package var tables = CSVExport.Tables.all
    /// The caller makes a PNG file beside each figure afterwards.
    package var withPNG = false
    /// Figures and tables for a paper in a folder of their own; the caller makes PDF of the figures.
    package var forPaper = false
    /// Replace files that no report wrote, too.
    package var force = false

    package init() {}
  }

  /// Writes the report into `folder` and returns the files, relative to it. What an earlier report
  /// wrote there (``ReportManifest``) is replaced, and nothing else.
  ///
  /// - Throws: ``ExportError``, before anything is written if a file is in the way, and what the
  ///   ledger throws.
  @discardableResult
  package func write(to folder: String, _ options: Options = Options()) throws -> [String] {
    guard !record.runs.isEmpty else { throw ExportError.nothingToExport(experiment: record.name) }
    let folder = try ExportFolder.checked(folder)
    let texts = try texts(options)
    let files = options.tables.fileNames + texts.map(\.name)
    let manifest = ReportManifest(folder)
    if !options.force { try manifest.check(files + converted(files, options)) }
    let batch = FileBatch(folder)
    try CSVExport(record, times: .empty, tables: options.tables).add(to: batch)
    for (name, text) in texts { try batch.write(text, to: name) }
    try batch.commit { try manifest.replace(with: files + converted(files, options)) }
    return files
  }

  /// What other programs make of the figures.
  private func converted(_ files: [String], _ options: Options) -> [String] {
    let figures = files.filter { $0.hasSuffix(".svg") }
    let png = options.withPNG ? figures.filter { $0.hasPrefix("figures/") } : []
    return png.map { $0.dropLast(4) + ".png" }
      + figures.filter { $0.hasPrefix(PaperFolder.name + "/") }.map { $0.dropLast(4) + ".pdf" }
  }

  private func texts(_ options: Options) throws -> [(name: String, text: String)] {
    let document = try document(options.tables)
    var texts = [
      ("report.md", document.markdown()), ("report.html", document.html()),
    ]
    if let provenance = record.provenance { texts.append(("plan.yaml", provenance.resolvedPlan)) }
    texts += document.figureFiles.map { ("figures/\($0.name).svg", $0.draw(.screen)) }
    if options.forPaper { texts += PaperFolder(document, experiment: record.name).files }
    return texts
  }

  /// The report as text and figures.
  func document(_ tables: CSVExport.Tables) throws -> ReportDocument {
    let record = try record.renamed(names).withEveryStatistic()
    let data = ReportData(record, bar: try TableBar(record))
    var document = ReportDocument(title: "Results of \(record.name)")
    document.blocks.append(.answer(data.answer))
    document.blocks.append(.paragraph(data.summary))
    document.blocks += data.correlationTables()
    document.blocks += data.pairedFigures()
    document.blocks += try evidenceFigures(data)
    document.blocks += data.comparisonTables()
    document.blocks += try data.modelFigures()
    document.blocks += data.changeTables()
    document.blocks += data.parameterFigures()
    document.blocks += data.choiceTables()
    document.blocks += try data.weightTables()
    document.blocks += try data.sampleFigures()
    document.blocks += try data.motionFigures()
    document.blocks += data.intervalTable()
    document.blocks += data.caveats()
    document.blocks += data.provenanceNotes(tables)
    document.nameFiguresApart()
    return document
  }

  private func evidenceFigures(_ data: ReportData) throws -> [ReportDocument.Block] {
    guard let evidence = evidence?.renamed(names) else { return [] }
    let figures = [try data.whyFigure(evidence.deadUnitShares), try data.pathFigure(evidence)]
    return figures.contains { $0 != nil }
      ? [.heading("Why PED helps or harms")] + figures.compactMap { $0 } : []
  }
}
