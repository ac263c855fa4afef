import Findings
import Wording

/// A table of texts, with links where cells have them.
struct PageTable {
  struct Cell {
    var content: HTML
    var isNumber = false
    /// The number that ``content`` rounds, for files and for who points at it; empty where it does not.
    var exact = ""

    static func text(_ text: String) -> Cell { Cell(content: "\(text)") }
    static func number(_ text: String) -> Cell { Cell(content: "\(text)", isNumber: true) }
    /// A number as people read it.
    static func rounded(_ number: Double, _ text: String? = nil) -> Cell {
      Cell(
        content: "\(text ?? Typeset.short(number))", isNumber: true, exact: Printed.exact(number))
    }
    static func link(_ text: String, _ address: String) -> Cell {
      Cell(content: "<a href=\"\(address)\">\(text)</a>")
    }
  }

  var caption: String
  var header: [HTML]
  var rows: [[Cell]]

  var html: HTML {
    let heads = header.enumerated().map { index, head -> HTML in
      // A head stands where the cells below it stand.
      let isText = index == 0 || rows.first.map { !$0[index].isNumber } ?? true
      let kind: HTML = isText ? " class=\"label\"" : ""
      return "<th scope=\"col\"\(kind)>\(head)</th>"
    }
    let lines = rows.map { row -> HTML in
      let cells = row.enumerated().map { index, cell -> HTML in
        if index == 0 { return "<th scope=\"row\" class=\"label\">\(cell.content)</th>" }
        let kind: HTML = cell.isNumber ? "" : " class=\"label\""
        let exact: HTML = cell.exact.isEmpty ? "" : " title=\"\(cell.exact)\" data-exact"
        return "<td\(kind)\(exact)>\(cell.content)</td>"
      }
      return "<tr>\(cells)</tr>"
    }
    return """
      <p class="caption">\(caption)</p>
      <div class="scroll" tabindex="0" role="region" aria-label="\(caption)">
      <table><thead><tr>\(heads)</tr></thead><tbody>
      \(lines.joined())
      </tbody></table></div>
      """
  }
}
