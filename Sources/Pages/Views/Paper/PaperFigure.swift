import Findings
import Ledger
import Wording

/// A figure of the report at the size that it has in a paper.
struct PaperFigure {
  private let state: PageState
  private let figures: [ReportFigure]
  private let isServed: Bool
  private let ledger: LedgerStore

  init(_ grid: ResultGrid, _ context: PageContext) throws {
    state = context.state
    isServed = context.formToken != nil
    ledger = context.ledger
    let sections = try context.sections(grid)
    let record = try context.results().record(of: sections.drawnSettings, without: state.without)
    figures = try sections.with(record).figures()
  }

  /// The chosen figure as PDF.
  func pdf() throws -> [UInt8] {
    guard let figure = try chosen() else { throw PageError.missing("There is no figure.") }
    return try PDFFigure.bytes(figure.draw(format(figure)))
  }

  func html() throws -> HTML {
    guard let figure = try chosen() else { return "" }
    let format = try format(figure)
    var names = Choices("Figure")
    for other in figures {
      names.add(
        other.name, state.with { $0[.figure] = other.name }, isChosen: other.name == figure.name)
    }
    var widths = Choices("Width")
    for width in FigureFormat.allCases where width.isPaper {
      widths.add(
        width.rawValue, state.with { $0[.width] = width.rawValue }, isChosen: width == format)
    }
    return """
      <h2>Figure</h2>\(names.html)\(widths.html)
      \(PrintedFigure.html(figure.draw(format), figure.caption, name: figure.name, pdf: pdfAddress))
      <p class="note">At its true size on a printed page: text of 8 points.</p>
      \(SourceText.html(figure.latex(experiment: state.experiment), "The float in LaTeX"))
      \(CommandText.html(
        "pedlab report \(ShellText.quoted(state.experiment)) --for paper", of: ledger))
      """
  }

  /// Empty in pages that are files.
  private var pdfAddress: String {
    isServed ? state.address.replacing("/paper", with: PageName.pdfPath, maxReplacements: 1) : ""
  }

  private func chosen() throws -> ReportFigure? {
    guard !state[.figure].isEmpty else { return figures.first }
    guard let figure = figures.first(where: { $0.name == state[.figure] }) else {
      throw PageError.missing(
        "There is no figure \"\(state[.figure])\"; there are \(figures.map(\.name).joined(separator: ", "))."
      )
    }
    return figure
  }

  private func format(_ figure: ReportFigure) throws -> FigureFormat {
    guard !state[.width].isEmpty else { return figure.isPageWide ? .page : .column }
    guard let format = FigureFormat(rawValue: state[.width]), format.isPaper else {
      throw PageError.badRequest("width=\(state[.width]): allowed are column and page.")
    }
    return format
  }
}
