extension ReportFigure {
  /// The float that places the figure's PDF in a paper.
  package func latex(experiment: String) -> String {
    let environment = isPageWide ? "figure*" : "figure"
    return """
      \\begin{\(environment)}[t]
        \\centering
        \\includegraphics{\(name).pdf}
        \\caption{\(LaTeXText.escaped(fullCaption))}
        \\label{\(LaTeXText.label("fig:\(experiment)-\(name)"))}
      \\end{\(environment)}

      """
  }
}
