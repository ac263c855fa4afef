import Tabular
import Wording

/// One value of a table that a machine reads.
package enum ExportCell: Sendable, Equatable {
  case text(String)
  case number(Double)
  case integer(Int)
  case empty

  init(_ value: Double?) { self = value.map { .number($0) } ?? .empty }
  init(_ value: Int?) { self = value.map { .integer($0) } ?? .empty }
  init(_ value: String?) { self = value.map { .text($0) } ?? .empty }

  /// RFC 4180; numbers as the shortest text that reads back to the same bits.
  var csv: String {
    switch self {
    case .text(let text): CSVWriter.quoted(CSVWriter.guarded(text))
    case .number(let value): Printed.exact(value)
    case .integer(let value): String(value)
    case .empty: ""
    }
  }

  /// JSON has no NaN and no infinity: they become null.
  var json: String {
    switch self {
    case .text(let text): JSONText.quoted(text)
    case .number(let value): value.isFinite ? Printed.exact(value) : "null"
    case .integer(let value): String(value)
    case .empty: "null"
    }
  }

  /// Without quotes: for fields that are not part of a line.
  var plain: String {
    if case .text(let text) = self { text } else { csv }
  }

  var double: Double? {
    switch self {
    case .number(let value): value
    case .integer(let value): Double(value)
    case .text, .empty: nil
    }
  }
}
