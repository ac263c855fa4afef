/// Text as LaTeX sets it, whatever it holds.
package enum LaTeXText {
  /// Text in which no character means something to LaTeX.
  package static func escaped(_ text: String) -> String {
    text.map(escaped).joined()
  }

  private static func escaped(_ character: Character) -> String {
    switch character {
    case "&", "%", "$", "#", "_", "{", "}": "\\\(character)"
    case "\\": "\\textbackslash{}"
    case "~": "\\textasciitilde{}"
    case "^": "\\textasciicircum{}"
    case "<", ">": "$\(character)$"
    case "|": "$\\mid$"
    // After \\ a bracket or a star would be taken for an argument of it.
    case "[", "]", "*": "{\(character)}"
    case "\"": "''"
    case "—": "---"
    case "–": "--"
    case "…": "\\ldots{}"
    case "\u{A0}": "~"
    default: signs[character].map { "$\($0)$" } ?? other(character)
    }
  }

  /// Signs and Greek letters, as mathematics.
  private static let signs: [Character: String] = [
    "±": "\\pm", "×": "\\times", "≥": "\\geq", "≤": "\\leq", "−": "-", "→": "\\rightarrow",
    "∞": "\\infty", "≈": "\\approx", "·": "\\cdot", "°": "^{\\circ}", "²": "^2", "³": "^3",
    "α": "\\alpha", "β": "\\beta", "γ": "\\gamma", "δ": "\\delta", "ε": "\\varepsilon",
    "η": "\\eta", "θ": "\\theta", "κ": "\\kappa", "λ": "\\lambda", "μ": "\\mu", "µ": "\\mu",
    "ν": "\\nu", "π": "\\pi", "ρ": "\\rho", "σ": "\\sigma", "τ": "\\tau", "φ": "\\varphi",
    "χ": "\\chi", "ψ": "\\psi", "ω": "\\omega", "Γ": "\\Gamma", "Δ": "\\Delta", "Θ": "\\Theta",
    "Λ": "\\Lambda", "Π": "\\Pi", "Σ": "\\Sigma", "Φ": "\\Phi", "Ψ": "\\Psi", "Ω": "\\Omega",
  ]

  /// pdflatex knows the letters of Latin-1 and Latin Extended-A; of others it prints the code, which
  /// LuaLaTeX and XeLaTeX print as they are.
  private static func other(_ character: Character) -> String {
    guard needsFallback(character) else { return String(character) }
    let codes = character.unicodeScalars.map { String($0.value, radix: 16, uppercase: true) }
    return "\\pedlabunicode{\(character)}{U+\(codes.joined(separator: " U+"))}"
  }

  private static func needsFallback(_ character: Character) -> Bool {
    let known: ClosedRange<UInt32> = 0xA1...0x17F
    return signs[character] == nil && !"—–…\u{A0}".contains(character)
      && character.unicodeScalars.contains { !$0.isASCII && !known.contains($0.value) }
  }

  /// The definition that ``escaped(_:)`` of some texts needs; empty where it needs none.
  static func fallbacks(of texts: [String]) -> [String] {
    guard texts.contains(where: { $0.contains(where: needsFallback) }) else { return [] }
    return [
      "% Letters that pdflatex has not are printed as their codes; LuaLaTeX and XeLaTeX print them.",
      "\\providecommand{\\pedlabunicode}[2]{\\ifdefined\\Umathchar#1\\else\\texttt{#2}\\fi}",
    ]
  }

  /// Lines over each other that stand on the line of the heads beside them.
  static func stackedHead(_ text: String) -> String {
    let lines = HeadLines.of(text).map(escaped)
    return lines.count == 1
      ? lines[0] : "\\begin{tabular}[b]{@{}r@{}}\(lines.joined(separator: "\\\\"))\\end{tabular}"
  }

  /// Letters, digits and `:.-` only: what else a label holds may be active in somebody's document.
  static func label(_ text: String) -> String {
    String(
      text.map { character in
        character.isASCII && (character.isLetter || character.isNumber || ":.-".contains(character))
          ? character : "-"
      })
  }

  /// Signs and missing values of a number, an interval.
  static func number(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "—": result += "---"
      case "-": result += "$-$"
      case "+": result += "$+$"
      case "°": result += "$^{\\circ}$"
      case "≈": result += "$^{\\approx}$"
      case "[", "]": result += "{\(character)}"
      default: result.append(character)
      }
    }
    return result
  }
}
