import Foundation

/// Small lists and dictionaries as JSON text, the same text for the same value.
enum JSONColumn {
  static func encode(_ value: [String]) -> String { text(value) }
  static func encode(_ value: [String: String]) -> String { value.isEmpty ? "{}" : text(value) }

  /// - Throws: ``DamagedRecord``.
  static func decode<Value: Decodable>(_ text: String, as type: Value.Type) throws -> Value {
    do {
      return try JSONDecoder().decode(type, from: Data(text.utf8))
    } catch {
      throw DamagedRecord("\"\(text.prefix(40))\" is not the JSON that belongs there")
    }
  }

  private static func text(_ value: some Encodable) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      return String(decoding: try encoder.encode(value), as: UTF8.self)
    } catch {
      preconditionFailure("strings always encode as JSON, and \(value) does not: \(error)")
    }
  }
}
