import Ledger

/// The columns that describe a setting, the same in every export.
package enum SettingColumns {
  /// As documented, in this order.
  static let documented = [
    "motion", "step_size", "iterations", "force_constant", "radius_scale", "exit_ratio",
  ]
  /// Appended after the documented columns of a file.
  static let appended = ["seed", "metric_options"] + switches.map(\.name)
  /// The ablation switches with their official values, which the ledger leaves out.
  static let switches: [(name: String, official: String)] = [
    ("rescale", "reference"), ("rescale_floor", "0.001"), ("force", "overlap"),
    ("velocity", "reset"), ("mass", "unit"), ("radius", "rms"), ("clip", "true"),
  ]

  static func documentedValues(_ run: RunSpecification) -> [ExportCell] {
    guard let ped = run.ped else { return [.text("none")] + Array(repeating: .empty, count: 5) }
    return [
      .text("ped"), .number(ped.stepSize), .integer(ped.iterations), .number(ped.forceConstant),
      .number(ped.radiusScale), .number(ped.exitRatio),
    ]
  }

  static func appendedValues(_ run: RunSpecification) -> [ExportCell] {
    var cells: [ExportCell] = [
      run.seed.map { .integer($0) } ?? .empty,
      run.metricOptions.isEmpty ? .empty : .text(joined(run.metricOptions)),
    ]
    for (name, official) in switches {
      cells.append(run.ped.map { .text($0.ablation[name] ?? official) } ?? .empty)
    }
    return cells
  }

  /// `name=value;name=value`, sorted by name.
  package static func joined(_ options: [String: String]) -> String {
    options.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ";")
  }

  /// A method as people say it: `logme`, `logme + PED`, with what differs from the defaults.
  package static func method(_ run: RunSpecification) -> String {
    var name = run.metric
    if !run.metricOptions.isEmpty { name += " (\(joined(run.metricOptions)))" }
    return run.ped == nil ? name : name + " + PED"
  }
}

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
    case .text(let text): Self.quoted(text)
    case .number(let value): "\(value)"
    case .integer(let value): String(value)
    case .empty: ""
    }
  }

  /// JSON has no NaN and no infinity: they become null.
  var json: String {
    switch self {
    case .text(let text): JSONText.quoted(text)
    case .number(let value): value.isFinite ? "\(value)" : "null"
    case .integer(let value): String(value)
    case .empty: "null"
    }
  }

  private static func quoted(_ text: String) -> String {
    let special = text.utf8.contains { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }
    guard special else { return text }
    return "\""
      + text.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"") + "\""
  }
}

enum JSONText {
  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where scalar.value < 0x20:
        let hex = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  static func object(_ columns: [String], _ cells: [ExportCell]) -> String {
    "{" + zip(columns, cells).map { "\(quoted($0)):\($1.json)" }.joined(separator: ",") + "}"
  }
}
