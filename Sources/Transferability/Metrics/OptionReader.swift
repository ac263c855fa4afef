/// Reads the options of a plan, and says which of them are not allowed.
struct OptionReader {
  private let metric: MetricDescription
  private let options: [String: MetricOption]

  /// - Throws: ``MetricError`` for an option that the description does not name.
  init(_ options: [String: MetricOption], of metric: MetricDescription) throws {
    let names = metric.options.map(\.name)
    if let unknown = options.keys.sorted().first(where: { !names.contains($0) }) {
      throw MetricError(
        "\(metric.name) has no option \"\(unknown)\"; "
          + (names.isEmpty ? "it has none." : "it has: \(names.joined(separator: ", "))."))
    }
    self.metric = metric
    self.options = options
  }

  func choice(_ name: String, _ allowed: [String]) throws -> String {
    guard let value = options[name] else { return allowed[0] }
    guard case .text(let text) = value, allowed.contains(text) else {
      throw refusal(name, value, allowed.joined(separator: ", "))
    }
    return text
  }

  func integer(_ name: String, in range: ClosedRange<Int>, default fallback: Int) throws -> Int {
    guard let value = options[name] else { return fallback }
    guard case .integer(let number) = value, range.contains(number) else {
      throw refusal(name, value, "integers from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  func positive(_ name: String, default fallback: Double) throws -> Double {
    guard let value = options[name] else { return fallback }
    let number: Double? =
      switch value {
      case .number(let number): number
      case .integer(let number): Double(number)
      default: nil
      }
    guard let number, number > 0, number.isFinite else {
      throw refusal(name, value, "numbers above 0")
    }
    return number
  }

  /// A number between 0 and 1, neither of them.
  func share(_ name: String, default fallback: Double) throws -> Double {
    let number = try positive(name, default: fallback)
    guard number < 1 else { throw refusal(name, .number(number), "numbers between 0 and 1") }
    return number
  }

  func flag(_ name: String, default fallback: Bool) throws -> Bool {
    guard let value = options[name] else { return fallback }
    guard case .flag(let flag) = value else { throw refusal(name, value, "true, false") }
    return flag
  }

  /// The option `seed`: any integer from 0.
  func seed() throws -> UInt64 {
    UInt64(try integer("seed", in: 0...Int.max, default: 0))
  }

  private func refusal(_ name: String, _ value: MetricOption, _ allowed: String) -> MetricError {
    MetricError("\(metric.name): option \(name) is \(value); allowed are \(allowed).")
  }
}
