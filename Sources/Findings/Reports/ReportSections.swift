import Ledger

/// Parts of a report, for pages that show one at a time.
package struct ReportSections {
  private let data: ReportData

  /// - Parameters:
  ///   - value: the number of each run that is shown.
  ///   - setting: PED's setting that is drawn; nil: the official one, or the nearest.
  package init(_ record: ExperimentRecord, value: ResultValue, setting: PEDParameters? = nil) {
    data = ReportData(record, value: value, drawn: setting)
  }

  /// Shares of variance, marginal effects and heat maps of the parameters.
  package func parameters() -> ReportDocument { document(data.parameterFigures()) }

  /// Where each score puts the models, and where they belong.
  package func scores() throws -> ReportDocument { document(try data.modelFigures()) }

  /// Tests over datasets.
  package func comparisons() -> ReportDocument { document(data.comparisonTables()) }

  private func document(_ blocks: [ReportDocument.Block]) -> ReportDocument {
    var document = ReportDocument(title: data.record.name)
    document.blocks = blocks
    return document
  }
}
