/// Text as LaTeX sets it, whatever it holds.
package enum LaTeXText {
  /// Text in which no character means something to LaTeX.
  package static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "&", "%", "$", "#", "_", "{", "}": result += "\\\(character)"
      case "\\": result += "\\textbackslash{}"
      case "~": result += "\\textasciitilde{}"
      case "^": result += "\\textasciicircum{}"
      case "<", ">": result += "$\(character)$"
      case "|": result += "$\\mid$"
      // After \\ a bracket or a star would be taken for an argument of it.
      case "[", "]", "*": result += "{\(character)}"
      case "\"": result += "''"
      case "±": result += "$\\pm$"
      case "Δ": result += "$\\Delta$"
      case "τ": result += "$\\tau$"
      case "×": result += "$\\times$"
      case "≥": result += "$\\geq$"
      case "≤": result += "$\\leq$"
      case "−": result += "$-$"
      case "—": result += "---"
      case "–": result += "--"
      default: result.append(character)
      }
    }
    return result
  }

  static func stackedHead(_ text: String) -> String {
    let lines = HeadLines.of(text).map(escaped)
    return lines.count == 1 ? lines[0] : "\\shortstack[r]{\(lines.joined(separator: "\\\\"))}"
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
      case "[", "]": result += "{\(character)}"
      default: result.append(character)
      }
    }
    return result
  }
}
