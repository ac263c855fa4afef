import Transferability

/// One key of the plan's `ped` block: what it may hold, and which setting it is.
struct PEDParameter: Sendable {
  enum Kind: Sendable {
    case number(allowed: String, isAllowed: @Sendable (Double) -> Bool)
    case count
    case choice([String])
    case flag
  }

  let name: String
  let kind: Kind
  /// Sets the parameter; the value has been checked against `kind`.
  let apply: @Sendable (inout PEDSettings, MetricOption) -> Void
  let value: @Sendable (PEDSettings) -> MetricOption

  /// The first of ``all`` have columns of their own in ledger and CSV; the rest are switches.
  static let swept = 5

  static func named(_ name: String) -> PEDParameter? { all.first { $0.name == name } }

  static let all: [PEDParameter] = [
    number("step_size", "above 0", { $0 > 0 }, \.stepSize),
    PEDParameter(
      name: "iterations", kind: .count, apply: { $0.iterations = $1.asInteger },
      value: { .integer($0.iterations) }),
    number("force_constant", "above 0", { $0 > 0 }, \.forceConstant),
    number("radius_scale", "at least 0", { $0 >= 0 }, \.radiusScale),
    number("exit_ratio", "at least 0", { $0 >= 0 }, \.exitRatio),
    choice("rescale", \.rescale),
    number("rescale_floor", "above 0", { $0 > 0 }, \.rescaleFloor),
    choice("force", \.force),
    choice("velocity", \.velocity),
    choice("mass", \.mass),
    choice("radius", \.radius),
    PEDParameter(
      name: "clip", kind: .flag, apply: { $0.clip = $1 == .flag(true) },
      value: { .flag($0.clip) }),
  ]

  private static func number(
    _ name: String, _ allowed: String, _ isAllowed: @escaping @Sendable (Double) -> Bool,
    _ path: any WritableKeyPath<PEDSettings, Double> & Sendable
  ) -> PEDParameter {
    PEDParameter(
      name: name, kind: .number(allowed: allowed, isAllowed: isAllowed),
      apply: { $0[keyPath: path] = $1.asNumber }, value: { .number($0[keyPath: path]) })
  }

  private static func choice<Choice>(
    _ name: String, _ path: any WritableKeyPath<PEDSettings, Choice> & Sendable
  ) -> PEDParameter
  where Choice: RawRepresentable & CaseIterable & Sendable, Choice.RawValue == String {
    PEDParameter(
      name: name, kind: .choice(Choice.allCases.map(\.rawValue)),
      apply: { settings, value in
        if case .text(let text) = value, let choice = Choice(rawValue: text) {
          settings[keyPath: path] = choice
        }
      }, value: { .text($0[keyPath: path].rawValue) })
  }
}

extension MetricOption {
  /// The value as a number; 0 for words, which no caller asks.
  var asNumber: Double {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value
    case .flag(let value): value ? 1 : 0
    case .text: 0
    }
  }

  var asInteger: Int { Int(asNumber) }
}
