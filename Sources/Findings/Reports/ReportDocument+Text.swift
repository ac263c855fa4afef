extension ReportDocument {
  /// For a terminal; figures are left out.
  package func text() -> String {
    let parts = blocks.compactMap { block -> String? in
      switch block {
      case .answer(let sentences): return sentences.joined(separator: " ") + "\n"
      case .heading(let heading): return heading.uppercased() + "\n"
      case .paragraph(let paragraph): return paragraph + "\n"
      case .list(let items): return items.map { "- \($0)\n" }.joined()
      case .code(let code): return code + "\n"
      case .results(let table): return table.text
      case .variants(let variants): return variants.first?.table.text
      case .table(let caption, let table): return caption + "\n\n" + table.text
      case .figure, .files: return nil
      }
    }
    return parts.joined(separator: "\n")
  }
}
