extension FindingsTable {
  /// For a terminal of `width` characters: as it is where it fits, else with rows and columns
  /// exchanged where that fits, else in blocks of columns, the answer in the first. nil: as it is.
  package func text(within width: Int?) -> String {
    guard let width, !Self.fits(text, width) else { return text }
    let turned = turned().text
    return Self.fits(turned, width)
      ? turned : leading(with: Self.answers).text(blocksWithin: width)
  }

  /// Whether the lines of the table do; sentences are broken by the terminal.
  private static func fits(_ text: String, _ width: Int) -> Bool {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard let rule = lines.firstIndex(where: { $0.hasPrefix("-") }) else { return true }
    return lines[rule].count <= width
  }
}
