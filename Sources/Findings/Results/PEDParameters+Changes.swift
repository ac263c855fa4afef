import Ledger
import Transferability

extension PEDParameters {
  /// Reads `step_size=0.2,force=constant`: what differs from the official defaults.
  ///
  /// - Throws: ``TableError`` that names the parameter, the value and what is allowed.
  package init(changes text: String) throws {
    self = .official
    for field in FieldList.fields(text) {
      let parts = field.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2, Self.names.contains(parts[0]) else {
        throw TableError(
          "--base \(field): write it as NAME=VALUE; the names are "
            + Self.names.joined(separator: ", ") + ".")
      }
      try set(parts[0], parts[1])
    }
  }

  private mutating func set(_ name: String, _ text: String) throws {
    guard let parameter = PEDParameter.named(name) else { return }
    guard let value = parameter.kind.accepted(MetricOption(parsing: text)) else {
      throw TableError(
        "--base \(name)=\(text): '\(text)' is not allowed; allowed are \(parameter.kind.allowed).")
    }
    switch (name, value) {
    case ("step_size", .number(let number)): stepSize = number
    case ("iterations", .integer(let number)): iterations = number
    case ("force_constant", .number(let number)): forceConstant = number
    case ("radius_scale", .number(let number)): radiusScale = number
    case ("exit_ratio", .number(let number)): exitRatio = number
    default: ablation[name] = value == parameter.official ? nil : value.description
    }
  }
}

extension PEDParameters {
  /// What differs from the official defaults, as ``init(changes:)`` reads it: exact, and empty for the
  /// official setting.
  package var changes: String {
    Self.names.compactMap { name in
      value(of: name).flatMap { value in
        value == Self.official.value(of: name) ? nil : "\(name)=\(value)"
      }
    }.joined(separator: ",")
  }
}
