import Findings
import Ledger
import Wording

/// The table as it goes into the paper, with the command that makes it again.
enum PaperPage: PageView {
  static let title = "Paper"

  static func content(_ context: PageContext) throws -> HTML {
    let state = context.state
    let record = try context.record()
    guard !record.runs.isEmpty else {
      return "<p class=\"answer\">No run of \(state.experiment) is finished yet.</p>"
    }
    let format = try format(state)
    var options = PaperTable.Options()
    options.choices = [state.choice]
    options.leftOut = record.leftOut.map { [$0] } ?? []
    let grid = ResultGrid(record.runs, value: state.value)
    let table = PaperTable.table(grid, experiment: record.name, options: options)
    let text = table.written(as: format)
    var formats = Choices("Format")
    for other in TableFormat.allCases {
      formats.add(
        other.rawValue, state.with { $0[.format] = other.rawValue }, isChosen: other == format)
    }
    return [
      Choices.values(state).html, Choices.settings(state).html, formats.html,
      HTML(trusted: table.html),
      "<h2>As \(format.rawValue)</h2><pre><code>\(text)</code></pre><p><button type=\"button\" data-copy=\"\(text)\" hidden>Copy</button></p>",
      CommandText.html(command(state, format)),
    ].joined()
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

  private static func command(_ state: PageState, _ format: TableFormat) -> String {
    "pedlab table \(ShellText.quoted(state.experiment)) --value \(state.value.rawValue) --choice "
      + "\(state.choice.rawValue) --format \(format.rawValue)"
  }
}
