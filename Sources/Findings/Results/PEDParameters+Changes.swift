import Ledger

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

  private mutating func set(_ name: String, _ value: String) throws {
    if let official = Self.switches.first(where: { $0.name == name })?.official {
      ablation[name] = value == official ? nil : value
      return
    }
    guard let number = Double(value), number.isFinite else {
      throw TableError("--base \(name)=\(value): '\(value)' is not a number.")
    }
    switch name {
    case "step_size": stepSize = number
    case "force_constant": forceConstant = number
    case "radius_scale": radiusScale = number
    case "exit_ratio": exitRatio = number
    default:
      guard let whole = Int(exactly: number) else {
        throw TableError("--base iterations=\(value): '\(value)' is not a whole number.")
      }
      iterations = whole
    }
  }
}
