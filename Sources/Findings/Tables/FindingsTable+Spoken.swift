import Ledger

extension FindingsTable {
  /// For pages and papers: parameters as people say them ("step size"), where text, Markdown and CSV name
  /// them as plans and conditions do.
  var spoken: FindingsTable {
    var table = self
    table.labelColumns = labelColumns.map(PEDParameters.namesSpoken(in:))
    table.columns = columns.map(PEDParameters.namesSpoken(in:))
    table.columnTitle = columnTitle.map(PEDParameters.namesSpoken(in:))
    table.notes = notes.map(PEDParameters.namesSpoken(in:))
    for row in rows.indices {
      table.rows[row].labels = rows[row].labels.map(PEDParameters.namesSpoken(in:))
    }
    return table
  }
}

extension PEDParameters {
  /// A sentence in which names of parameters are words of their own; other names stay as they are.
  static func namesSpoken(in text: String) -> String {
    var result = ""
    var word = ""
    func end() {
      result += names.contains(word) ? spoken(word) : word
      word = ""
    }
    for character in text {
      if character.isLetter || character.isNumber || character == "_" {
        word.append(character)
      } else {
        end()
        result.append(character)
      }
    }
    end()
    return result
  }
}
