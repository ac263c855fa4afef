/// The figures and tables of a report for a LaTeX document: figures at the width of a column or of a
/// page, without titles, and two files to take the floats from.
struct PaperFolder {
  static let name = "paper"

  let files: [(name: String, text: String)]

  init(_ document: ReportDocument, experiment: String) {
    let figures = document.figures
    let drawn = figures.map { figure in
      ("\(Self.name)/\(figure.name).svg", figure.draw(figure.isPageWide ? .page : .column))
    }
    files =
      drawn + [
        ("\(Self.name)/figures.tex", Self.floats(figures, experiment)),
        ("\(Self.name)/tables.tex", Self.tables(document)),
      ]
  }

  private static func floats(_ figures: [ReportFigure], _ experiment: String) -> String {
    let head = "% needs \\usepackage{graphicx}, and \\graphicspath{{FOLDER/}} with this folder.\n"
    return head
      + figures.map { $0.latex(experiment: experiment) }.joined(separator: "\n")
  }

  private static func tables(_ document: ReportDocument) -> String {
    document.blocks.compactMap { block in
      switch block {
      case .results(let table): table.latex()
      case .variants(let variants): variants.first?.table.latex()
      default: nil
      }
    }.joined(separator: "\n")
  }
}
