extension TextTable {
  /// The table for a Markdown page.
  package var markdown: String {
    func line(_ cells: [String]) -> String {
      "| " + cells.map(MarkdownText.escaped).joined(separator: " | ") + " |\n"
    }
    let rule = header.indices.map { $0 < leftAligned ? " :-- |" : " --: |" }.joined()
    return line(header) + "|" + rule + "\n" + rows.map(line).joined()
  }
}
