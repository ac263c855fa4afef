/// The value of an option in a plan.
package enum MetricOption: Hashable, Sendable, CustomStringConvertible {
  case integer(Int)
  case number(Double)
  case text(String)
  case flag(Bool)

  /// The value as plans and ledgers have it; numbers in the fewest digits that give them back.
  package var description: String {
    switch self {
    case .integer(let value): "\(value)"
    case .number(let value): "\(value)"
    case .text(let value): value
    case .flag(let value): "\(value)"
    }
  }

  /// The option that `description` was written from.
  package init(parsing text: String) {
    if let integer = Int(text) {
      self = .integer(integer)
    } else if let number = Double(text) {
      self = .number(number)
    } else if text == "true" || text == "false" {
      self = .flag(text == "true")
    } else {
      self = .text(text)
    }
  }
}
