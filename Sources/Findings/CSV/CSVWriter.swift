/// CSV text, one row per call; numbers in the shortest form that reads back exactly.
package struct CSVWriter: Sendable {
  package private(set) var text = ""

  package init() {}

  package mutating func write(_ fields: [String]) {
    text += fields.map(Self.quoted).joined(separator: ",")
    text += "\n"
  }

  /// Empty for nil and NaN.
  package static func number(_ value: Double?) -> String {
    guard let value, !value.isNaN else { return "" }
    return value == value.rounded() && abs(value) < 1e15 ? "\(Int64(value))" : "\(value)"
  }

  private static func quoted(_ field: String) -> String {
    let special: Set<Character> = [",", "\"", "\n", "\r", "\r\n"]
    guard field.contains(where: special.contains) else { return field }
    return "\""
      + field.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"") + "\""
  }
}
