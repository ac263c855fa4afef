extension ReportDocument {
  /// The document as a Markdown page.
  package func markdown() -> String {
    (["# \(title)\n"] + blocks.map(markdown)).joined(separator: "\n")
  }

  private func markdown(_ block: Block) -> String {
    switch block {
    case .answer(let sentences):
      return sentences.map(MarkdownText.escaped).joined(separator: " ") + "\n\n" + contents
    case .heading(let heading): return "## \(heading)\n"
    case .paragraph(let paragraph): return paragraph + "\n"
    case .list(let items): return items.map { "- \($0)\n" }.joined()
    case .code(let code): return "```\n\(code)\n```\n"
    case .results(let table): return table.markdown
    case .variants(let variants): return variants.first?.table.markdown ?? ""
    case .table(let caption, let table): return "**\(caption)**\n\n\(table.markdown)"
    case .figure(let figure):
      let caption = MarkdownText.escaped(figure.caption)
      return "![\(caption)](figures/\(figure.name).svg)\n\n*\(caption)*\n" + Self.parts(figure)
    case .files(let files):
      return "Files: " + files.map { "[\($0)](\($0))" }.joined(separator: ", ") + "\n"
    }
  }

  /// Links to the panels, each with what its file does not show.
  private static func parts(_ figure: ReportFigure) -> String {
    guard !figure.parts.isEmpty else { return "" }
    let links = figure.parts.map { part in
      "[\(MarkdownText.escaped(part.name))](figures/\(part.name).svg)"
        + (part.caption.isEmpty ? "" : " (\(MarkdownText.escaped(part.caption)))")
    }
    return "\n\(figure.partsTitle): \(links.joined(separator: ", ")).\n"
  }

  /// Links to the headings, as pages that show Markdown name them.
  private var contents: String {
    headings.map { "- [\($0)](#\(Self.anchor($0)))\n" }.joined()
  }

  /// "Are the differences real?" is `are-the-differences-real`.
  static func anchor(_ heading: String) -> String {
    String(
      heading.lowercased().compactMap { character -> Character? in
        character == " "
          ? "-" : character.isLetter || character.isNumber || character == "-" ? character : nil
      })
  }
}
