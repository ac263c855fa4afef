import Findings

extension Output {
  /// A document of several lines.
  static func json(_ value: some Encodable) throws {
    try json(JSONTreeEncoder.value(of: value))
  }

  static func json(_ value: JSONValue) throws { try print(value.spacedText) }
}
