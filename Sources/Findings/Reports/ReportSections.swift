import Ledger

/// Parts of a report, for pages that show one at a time.
package struct ReportSections {
  private let data: ReportData

  /// Of the results of an experiment, without its runs.
  ///
  /// - Parameters:
  ///   - grid: what tables are made of.
  ///   - only: a metric that figures are limited to; nil for all.
  ///   - choice: how PED's setting on each dataset is chosen.
  ///   - setting: the one setting that is shown in place of a choice.
  package init(
    _ grid: ResultGrid, experiment: String, only: MethodSetting? = nil,
    choice: SettingChoice = .official, setting: PEDParameters? = nil
  ) {
    let empty = ExperimentRecord(name: experiment, runs: []) { _ in [:] }
    data = ReportData(empty, grid, only: only, choice: choice, drawn: setting)
  }

  private init(_ data: ReportData) { self.data = data }

  /// The same with the runs whose scores are drawn: those of ``drawnSettings``.
  package func with(_ record: ExperimentRecord) -> ReportSections {
    ReportSections(data.with(record))
  }

  /// Without PED and with it as it is shown: the settings whose runs figures of scores are made of.
  package var drawnSettings: [MethodSetting] {
    let shown = data.bases.flatMap { base in
      data.datasets.compactMap { data.shown(base, $0).map { ReportData.with(base, $0) } }
    }
    return Set(data.bases + shown).sorted()
  }

  /// The setting that stands for PED on all datasets; nil without one.
  package var drawn: PEDParameters? { data.drawn }

  /// What was found, in sentences.
  package var answer: [String] { data.answer }

  /// With PED and without, by dataset.
  package func pairs() -> ReportDocument { document(data.pairedFigures()) }

  /// Shares of variance, marginal effects, one change at a time, and a heat map.
  ///
  /// - Parameters:
  ///   - axes: the parameters of the map; nil: the two with most values.
  ///   - link: where a cell leads, by the values of its setting.
  package func parameters(
    axes: ParameterAxes? = nil, link: ((PEDParameters) -> String?)? = nil
  ) -> ReportDocument {
    document(data.parameterFigures(axes: axes, link: link) + data.forestFigures())
  }

  /// The parameters with more than one value, of which a map can be drawn.
  package var mapParameters: [String] { data.bases.first.map(data.mapParameters) ?? [] }

  /// Where each score puts the models, and where they belong.
  package func scores() throws -> ReportDocument { document(try data.modelFigures()) }

  /// What taking the first k models by score costs, with PED and without; nil without scores.
  package func topPicks() throws -> [TopPicks] {
    try data.bases.compactMap { try ReportScores(data, $0) }.map(TopPicks.init)
  }

  /// How stable the order of the models is.
  package func stability() throws -> ReportDocument {
    document(try data.bases.compactMap { try ReportScores(data, $0) }.compactMap(data.modelRanks))
  }

  /// Tests over datasets.
  package func comparisons() -> ReportDocument { document(data.comparisonTables()) }

  /// The figures of all parts, each with a name of its own; those of scores where there are runs.
  package func figures() throws -> [ReportFigure] {
    var all = document(
      data.pairedFigures() + data.comparisonTables() + data.parameterFigures()
        + data.forestFigures())
    if !data.record.runs.isEmpty { all.blocks += try data.modelFigures() }
    all.nameFiguresApart()
    return all.figures
  }

  private func document(_ blocks: [ReportDocument.Block]) -> ReportDocument {
    var document = ReportDocument(title: data.record.name)
    document.blocks = blocks
    return document
  }
}
