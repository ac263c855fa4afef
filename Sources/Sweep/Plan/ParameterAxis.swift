import Conditions
import Foundation
import Transferability
import Wording

/// The values that one parameter takes in a sweep.
package struct ParameterAxis: Sendable, Equatable {
  /// What an axis of the grid holds.
  package enum Values: Sendable, Equatable {
    case list([MetricOption])
    /// Drawn by random or Sobol sampling only.
    case uniform(Double, Double)
    case logUniform(Double, Double)
  }

  /// The parameter or option, as plans write it.
  package let name: String
  /// The values to sweep, or the range to draw from.
  package let values: Values

  /// The value at `position` in [0, 1): the list's item, or the point of the interval.
  func value(at position: Double) -> MetricOption {
    switch values {
    case .list(let items): items[min(items.count - 1, Int(position * Double(items.count)))]
    case .uniform(let low, let high): .number(low + position * (high - low))
    case .logUniform(let low, let high): .number(exp(log(low) + position * (log(high) - log(low))))
    }
  }
}

extension ParameterAxis {
  /// Reads an axis of the `ped` block: a value, a list, or a range.
  static func ped(_ parameter: PEDParameter, _ node: PlanNode) throws -> ParameterAxis {
    let path = "ped.\(parameter.name)"
    if case .mapping = node.value {
      return ParameterAxis(name: parameter.name, values: try range(path, parameter, node))
    }
    let items = try node.list().map { try item(path, parameter, $0) }
    guard !items.isEmpty else { throw node.fail("\(path) has no values: the grid is empty") }
    try checkDistinct(items, path, node)
    return ParameterAxis(name: parameter.name, values: .list(items))
  }

  /// Reads an axis of `metric_options`: a value or a list, of the option's kind, so that 1, 1.0 and
  /// 1e0 are one value and text stays text.
  static func option(
    _ option: OptionDescription, path: String, _ node: PlanNode
  ) throws -> ParameterAxis {
    let items = try node.list().map { node -> MetricOption in
      let text = try node.text(path)
      guard let value = option.kind.value(of: text) else {
        throw node.fail("\(path) is \(node.kind); allowed are \(option.allowed)")
      }
      return value
    }
    let name = option.name
    guard !items.isEmpty else { throw node.fail("\(path) has no values: the grid is empty") }
    try checkDistinct(items, path, node)
    return ParameterAxis(name: name, values: .list(items))
  }

  private static func checkDistinct(
    _ items: [MetricOption], _ path: String, _ node: PlanNode
  ) throws {
    var seen = Set<MetricOption>()
    for item in items where !seen.insert(item).inserted {
      throw node.fail("\(path) lists \(item) twice; each value is run once")
    }
  }

  private static func flag(_ text: String) -> Bool? {
    switch text.lowercased() {
    case "true", "yes", "on": true
    case "false", "no", "off": false
    default: nil
    }
  }

  private static func item(
    _ path: String, _ parameter: PEDParameter, _ node: PlanNode
  ) throws -> MetricOption {
    switch parameter.kind {
    case .number(let range):
      let number = try node.number(path)
      guard range.contains(number) else {
        throw node.fail("\(path) is \(node.kind); it must be \(range.text)")
      }
      return .number(number)
    case .integer(let range):
      let count = try node.integer(path)
      guard range.contains(count) else {
        throw node.fail(
          "\(path) is \(node.kind); it must be a whole number from \(range.lowerBound) to "
            + "\(range.upperBound)")
      }
      return .integer(count)
    case .choice(let choices):
      let text = try node.text(path)
      guard choices.contains(text) else {
        throw node.fail(
          "\(path) is \"\(text)\"\(Suggestion.text(for: text, among: choices)); "
            + "allowed are \(choices.joined(separator: ", "))")
      }
      return .text(text)
    case .sum:
      let text = try node.text(path)
      guard let value = parameter.kind.value(of: text) else {
        throw node.fail("\(path) is \"\(text)\"; allowed are \(parameter.kind.allowed)")
      }
      return value
    case .flag:
      guard let flag = flag(try node.text(path)) else {
        throw node.fail("\(path) is \(node.kind); it must be true or false")
      }
      return .flag(flag)
    }
  }

  private static func range(
    _ path: String, _ parameter: PEDParameter, _ node: PlanNode
  ) throws -> Values {
    let kinds = ["linspace", "logspace", "uniform", "loguniform"]
    let entries = try node.mapping(path, allowed: kinds)
    guard case .number(let allowed) = parameter.kind, entries.count == 1, let entry = entries.first
    else {
      throw node.fail(
        "\(path) takes a value, a list, or (for numbers) one of "
          + "{linspace: [from, to, count]}, {logspace: [from, to, count]}, "
          + "{uniform: [from, to]}, {loguniform: [from, to]}")
    }
    let isSpace = entry.key.hasSuffix("space")
    let arguments = try entry.value.list().map { try $0.number("\(path).\(entry.key)") }
    guard arguments.count == (isSpace ? 3 : 2), arguments[0] < arguments[1] else {
      throw entry.value.fail(
        "\(path).\(entry.key) takes [from, to\(isSpace ? ", count" : "")] with from < to")
    }
    let (low, high) = (arguments[0], arguments[1])
    if entry.key.hasPrefix("log") && low <= 0 {
      throw entry.value.fail("\(path).\(entry.key) starts at \(low); it must start above 0")
    }
    for end in [low, high] where !allowed.contains(end) {
      throw entry.value.fail("\(path).\(entry.key) holds \(end); \(path) must be \(allowed.text)")
    }
    if entry.key == "uniform" { return .uniform(low, high) }
    if entry.key == "loguniform" { return .logUniform(low, high) }
    let count = try entry.value.list()[2].integer("\(path).\(entry.key): count")
    guard (2...100_000).contains(count) else {
      throw entry.value.fail("\(path).\(entry.key) has count \(count); it must be from 2 to 100000")
    }
    let points = spaced(low, high, count, logarithmic: entry.key == "logspace")
    return .list(
      try points.map { point in
        try item(path, parameter, PlanNode(value: .scalar("\(point)"), place: node.place))
      })
  }

  private static func spaced(
    _ low: Double, _ high: Double, _ count: Int, logarithmic: Bool
  ) -> [Double] {
    (0..<count).map { index in
      // The ends are given exactly, whatever rounding does between them.
      if index == 0 { return low }
      if index == count - 1 { return high }
      let position = Double(index) / Double(count - 1)
      let point =
        logarithmic
        ? exp(log(low) + position * (log(high) - log(low))) : low + position * (high - low)
      // To 15 digits, so that a point that is 0.1 but for rounding is 0.1: the official default.
      return Printed.rounded(point, digits: 15)
    }
  }
}
