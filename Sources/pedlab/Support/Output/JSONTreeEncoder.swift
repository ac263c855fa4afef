import Findings

/// Encodes values as a ``JSONValue``: keys in snake_case and in the order of their declaration, null
/// for what is missing, NaN or infinite, numbers in the shortest form that reads back exactly.
struct JSONTreeEncoder {
  static func value(of value: some Encodable) throws -> JSONValue {
    if let members = value as? any StringKeyedMembers {
      return .object(try members.members.map { ($0, try Self.value(of: $1)) })
    }
    if let known = scalar(value) { return known }
    let node = JSONNode()
    try value.encode(to: JSONNodeEncoder(node: node, codingPath: []))
    return node.value
  }

  /// The values that are written as they are; nil for those with parts.
  static func scalar(_ value: any Encodable) -> JSONValue? {
    switch value {
    case let value as String: .text(value)
    case let value as Bool: .flag(value)
    case let value as Double: .optional(value)
    case let value as Float: .optional(Double(value))
    case let value as any BinaryInteger: integer(value)
    default: nil
    }
  }

  private static func integer(_ value: some BinaryInteger) -> JSONValue {
    guard let integer = Int(exactly: value) else {
      preconditionFailure("\(value) is beyond the integers that JSON readers take.")
    }
    return .integer(integer)
  }

  /// `weightedTau` is `weighted_tau`, `relAt1` is `rel_at_1`.
  static func key(_ name: String) -> String {
    var result = ""
    for character in name {
      let isStart =
        character.isUppercase || character.isNumber && result.last?.isLowercase == true
      if isStart, !result.isEmpty, result.last != "_" { result.append("_") }
      result += character.lowercased()
    }
    return result
  }
}

/// A dictionary, whose keys are data and stay as they are.
private protocol StringKeyedMembers {
  var members: [(String, any Encodable)] { get }
}

extension Dictionary: StringKeyedMembers where Key == String, Value: Encodable {
  fileprivate var members: [(String, any Encodable)] {
    sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}
