import Findings
import Ledger
import Wording

/// The table, or a figure at its true size, as it goes into the paper, with the command that makes it again.
enum PaperPage: PageView {
  static let title = "Paper"

  static func content(_ context: PageContext) throws -> HTML {
    let state = context.state
    let grid = try context.grid()
    guard !grid.settings.isEmpty else { return try context.nothingYet() }
    return [
      Choices.values(state).html, Choices.settings(state, grid).html, try table(grid, context),
      try PaperFigure(grid, context).html(),
    ].joined()
  }

  private static func table(_ grid: ResultGrid, _ context: PageContext) throws -> HTML {
    let state = context.state
    let format = try format(state)
    let results = try context.results()
    var options = PaperTable.Options()
    options.choices = [context.choice(grid)]
    options.leftOut = try results.leftOut().map { [$0] } ?? []
    options.displayNames = results.names
    let table = PaperTable.table(grid, experiment: state.experiment, options: options)
    let text = table.written(as: format)
    var formats = Choices("Format")
    for other in TableFormat.allCases {
      formats.add(
        other.rawValue, state.with { $0[.format] = other.rawValue }, isChosen: other == format)
    }
    return """
      <h2>Table</h2>\(HTML(trusted: table.html))\(formats.html)
      \(SourceText.html(text, "The table as \(format.rawValue)"))
      \(CommandText.html(
        TableCommand(state: state, choice: context.choice(grid), setting: nil)
          .line("--format \(format.rawValue)"), of: context.ledger))
      """
  }

  private static func format(_ state: PageState) throws -> TableFormat {
    guard !state[.format].isEmpty else { return .latex }
    guard let format = TableFormat(rawValue: state[.format]) else {
      let known = TableFormat.allCases.map(\.rawValue)
      throw PageError.badRequest(
        "format=\(state[.format]): there is no such format; there are \(known.joined(separator: ", "))."
      )
    }
    return format
  }
}
