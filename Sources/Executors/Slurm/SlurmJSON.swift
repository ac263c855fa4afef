import Foundation

/// A value of the JSON that Slurm's commands print, which changed from release to release: a number is
/// 7, or (from 23.02 on) {"set": true, "infinite": false, "number": 7}; a state is "RUNNING", or
/// (from 23.11 on) ["RUNNING"]; an exit code is a wait status, or {"return_code": ..., "signal": ...}.
enum SlurmJSON: Decodable, Sendable {
  case null
  case bool(Bool)
  case number(Double)
  case text(String)
  case list([SlurmJSON])
  case object([String: SlurmJSON])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .text(value)
    } else if let value = try? container.decode([SlurmJSON].self) {
      self = .list(value)
    } else {
      self = .object(try container.decode([String: SlurmJSON].self))
    }
  }

  subscript(key: String) -> SlurmJSON {
    if case .object(let entries) = self { return entries[key] ?? .null }
    return .null
  }

  /// A whole number in either shape; nil where it is not set.
  var integer: Int? {
    switch self {
    case .number(let value): Int(exactly: value)
    case .text(let text): Int(text)
    case .object(let entries):
      if case .bool(false)? = entries["set"] { nil } else { entries["number"]?.integer }
    default: nil
    }
  }

  /// A text that is not empty.
  var string: String? {
    if case .text(let text) = self, !text.isEmpty { return text }
    return nil
  }

  /// The words of a state: the base state first, then what is added to it.
  var words: [String] {
    switch self {
    case .text(let text): text.split(whereSeparator: { " ,+".contains($0) }).map(String.init)
    case .list(let values): values.flatMap(\.words)
    default: []
    }
  }

  /// How a job ended: its exit code, 128 and more for a signal.
  var exitCode: Int? {
    if case .object = self, self["number"].integer == nil {
      if let signal = self["signal"]["id"].integer ?? self["signal"]["signal_id"].integer,
        signal > 0
      {
        return 128 + signal
      }
      return self["return_code"].integer
    }
    guard let status = integer else { return nil }
    return status & 0x7F == 0 ? status >> 8 : 128 + status & 0x7F
  }
}
