/// What values an option may take.
package enum OptionKind: Sendable, Equatable {
  case integer(ClosedRange<Int>)
  case number(NumberRange)
  case choice([String])
  case sum(SumKind)
  case flag

  /// The allowed values as messages and documentation name them: "integers from 0 to 4096".
  package var allowed: String {
    switch self {
    case .integer(let range) where range.upperBound == .max: "integers from \(range.lowerBound)"
    case .integer(let range): "integers from \(range.lowerBound) to \(range.upperBound)"
    case .number(let range): "numbers \(range.text)"
    case .choice(let names): names.joined(separator: ", ")
    case .sum(let kind): kind.allowed
    case .flag: "true, false"
    }
  }

  /// `value` as this kind has it (an integer where numbers are allowed becomes a number), or nil if
  /// it is not allowed.
  package func accepted(_ value: MetricOption) -> MetricOption? {
    switch (self, value) {
    case (.integer(let range), .integer(let number)): range.contains(number) ? value : nil
    case (.number(let range), .number(let number)): range.contains(number) ? value : nil
    case (.number(let range), .integer(let number)):
      range.contains(Double(number)) ? .number(Double(number)) : nil
    case (.choice(let names), .text(let name)): names.contains(name) ? value : nil
    case (.sum(let kind), .text(let text)): kind.accepted(text).map { .text($0) }
    case (.flag, .flag): value
    default: nil
    }
  }
}
