import Findings

extension Output {
  /// A document of several lines.
  static func json(_ value: some Encodable) throws {
    try print(JSONTreeEncoder.value(of: value).spacedText)
  }

  static func json(_ value: JSONValue) throws { try print(value.text) }
}
