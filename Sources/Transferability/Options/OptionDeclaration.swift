/// An option, declared once: its name, what it may be, its default, and how a plan's value becomes a
/// typed one.
package struct OptionDeclaration<Value: Sendable>: DeclaredOption {
  /// Name, kind, default and summary, for help and documentation.
  package let description: OptionDescription
  /// Typed.
  package let defaultValue: Value
  private let decode: @Sendable (MetricOption) -> Value?

  init(
    _ name: String, _ kind: OptionKind, default value: MetricOption, as defaultValue: Value,
    _ summary: String, decode: @escaping @Sendable (MetricOption) -> Value?
  ) {
    precondition(
      kind.accepted(value) == value,
      "option \(name): its default \(value) is not among \(kind.allowed)")
    description = OptionDescription(
      name: name, kind: kind, defaultValue: value, summary: summary)
    self.defaultValue = defaultValue
    self.decode = decode
  }

  /// The typed value, or nil if `value` is not allowed.
  package func value(_ value: MetricOption) -> Value? {
    description.kind.accepted(value).flatMap(decode)
  }
}

extension OptionDeclaration where Value == Int {
  /// An integer of a range.
  package static func integer(
    _ name: String, in range: ClosedRange<Int>, default value: Int, _ summary: String
  ) -> Self {
    Self(name, .integer(range), default: .integer(value), as: value, summary) {
      if case .integer(let integer) = $0 { integer } else { nil }
    }
  }
}

extension OptionDeclaration where Value == Double {
  /// A finite number of a range.
  package static func number(
    _ name: String, _ range: NumberRange, default value: Double, _ summary: String
  ) -> Self {
    Self(name, .number(range), default: .number(value), as: value, summary) {
      if case .number(let number) = $0 { number } else { nil }
    }
  }
}

extension OptionDeclaration where Value == Bool {
  /// true or false.
  package static func flag(_ name: String, default value: Bool, _ summary: String) -> Self {
    Self(name, .flag, default: .flag(value), as: value, summary) {
      if case .flag(let flag) = $0 { flag } else { nil }
    }
  }
}

extension OptionDeclaration
where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
  /// One of the words of an enumeration.
  package static func choice(_ name: String, default value: Value, _ summary: String) -> Self {
    Self(
      name, .choice(Value.allCases.map(\.rawValue)), default: .text(value.rawValue), as: value,
      summary
    ) {
      if case .text(let text) = $0 { Value(rawValue: text) } else { nil }
    }
  }
}

extension OptionDeclaration where Value == String {
  /// A sum of names, or of numbers.
  package static func sum(
    _ name: String, _ kind: SumKind, default value: String, _ summary: String
  ) -> Self {
    Self(name, .sum(kind), default: .text(value), as: value, summary) {
      if case .text(let text) = $0 { text } else { nil }
    }
  }
}

extension OptionDeclaration where Value == UInt64 {
  /// What random metrics share.
  package static var seed: Self {
    Self(
      "seed", .integer(0...Int.max), default: .integer(0), as: 0,
      "of the random numbers; a list of seeds in a plan is repetitions"
    ) {
      if case .integer(let seed) = $0 { UInt64(exactly: seed) } else { nil }
    }
  }
}
