/// JSON text, written piece by piece; ``JSONValue`` builds a whole document.
enum JSONText {
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where scalar.value < 0x20:
        let hex = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  static func object(_ columns: [String], _ cells: [ExportCell]) -> String {
    "{" + zip(columns, cells).map { "\(quoted($0)):\($1.json)" }.joined(separator: ",") + "}"
  }
}
