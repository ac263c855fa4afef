/// A report as blocks, which are written as Markdown, as HTML and as text: one content, three forms.
package struct ReportDocument {
  enum Block {
    /// What was found, before all else.
    case answer([String])
    case heading(String)
    case paragraph(String)
    case list([String])
    case code(String)
    case results(FindingsTable)
    /// The same table of other values and choices, of which a page can show one at a time; the first
    /// stands everywhere.
    case variants([TableVariant])
    case table(caption: String, TextTable)
    case figure(ReportFigure)
    /// Files beside the report.
    case files([String])
  }

  var title: String
  var blocks: [Block] = []

  var figures: [ReportFigure] {
    blocks.compactMap { if case .figure(let figure) = $0 { figure } else { nil } }
  }

  /// The figures, and the panels that are figures of their own.
  var figureFiles: [ReportFigure] { figures.flatMap { [$0] + $0.parts } }

  var headings: [String] {
    blocks.compactMap { if case .heading(let heading) = $0 { heading } else { nil } }
  }

  /// Datasets "a b" and "a-b" would have one file name: the second gets a number.
  mutating func nameFiguresApart() {
    var used: [String: Int] = [:]
    for (index, block) in blocks.enumerated() {
      guard case .figure(var figure) = block else { continue }
      let times = used[figure.name, default: 0] + 1
      used[figure.name] = times
      if times > 1 { figure.name += "-\(times)" }
      for part in figure.parts.indices {
        let times = used[figure.parts[part].name, default: 0] + 1
        used[figure.parts[part].name] = times
        if times > 1 { figure.parts[part].name += "-\(times)" }
      }
      blocks[index] = .figure(figure)
    }
  }
}
