import Ledger
import Tabular
import Transferability

/// The parameters of PED that an experiment varies, as Optuna has them, and those that it does not.
struct StudyParameters {
  struct Varied {
    let name: String
    /// Optuna's distribution, the same for all trials.
    let distribution: String
    /// The values as JSON, of a categorical parameter; nil: a number.
    let choices: [String]?
  }

  let varied: [Varied]
  /// What all settings share, as JSON: attributes of the study.
  let constant: [(name: String, json: String)]

  /// - Parameter plan: the resolved plan, which says what was drawn on a logarithmic scale.
  init(_ settings: [PEDParameters], plan: String) {
    var varied: [Varied] = []
    var constant: [(name: String, json: String)] = []
    for (index, parameter) in PEDParameter.swept.enumerated() {
      let values = Set(settings.map { $0.numbers[index] }).sorted()
      if values.count > 1 {
        varied.append(Self.number(parameter, values, plan: plan))
      } else if let value = values.first {
        constant.append((parameter.name, CSVWriter.number(value)))
      }
    }
    for parameter in PEDParameter.ablations {
      let choices = Set(settings.compactMap { $0.value(of: parameter.name) }).sorted()
        .map { Self.json($0, parameter) }
      if choices.count > 1 {
        let list = choices.joined(separator: ", ")
        varied.append(
          Varied(
            name: parameter.name,
            distribution: Self.distribution("Categorical", "\"choices\": [\(list)]"),
            choices: choices))
      } else if let choice = choices.first {
        constant.append((parameter.name, choice))
      }
    }
    (self.varied, self.constant) = (varied, constant)
  }

  /// What Optuna stores for a setting: a number, or the place among the choices.
  func value(_ parameter: Varied, of setting: PEDParameters) -> Double {
    guard let text = setting.value(of: parameter.name) else {
      preconditionFailure("a setting without \(parameter.name), which every setting has")
    }
    guard let choices = parameter.choices else {
      guard let number = Double(text) else {
        preconditionFailure("\(parameter.name) is \(text), and it is a number")
      }
      return number
    }
    guard let known = PEDParameter.named(parameter.name),
      let place = choices.firstIndex(of: Self.json(text, known))
    else { preconditionFailure("\(parameter.name) is \(text), which is none of \(choices)") }
    return Double(place)
  }

  private static func number(
    _ parameter: PEDParameter, _ values: [Double], plan: String
  ) -> Varied {
    let (low, high) = (values[0], values[values.count - 1])
    let isDrawn = plan.contains("\n  \(parameter.name): {loguniform:")
    let isLogarithmic = low > 0 && (isDrawn || isGeometric(values))
    let text: String
    if case .integer = parameter.kind {
      text = distribution(
        "Int",
        "\"log\": \(isLogarithmic), \"step\": 1, \"low\": \(Int(low)), \"high\": \(Int(high))")
    } else {
      text = distribution(
        "Float", "\"step\": null, \"low\": \(low), \"high\": \(high), \"log\": \(isLogarithmic)")
    }
    return Varied(name: parameter.name, distribution: text, choices: nil)
  }

  /// Whether each value is the one before times the same factor, as logspace has them; two values are
  /// on any scale, and three of equal distance on the plain one.
  private static func isGeometric(_ values: [Double]) -> Bool {
    guard values.count > 2, values[0] > 0 else { return false }
    let factor = values[1] / values[0]
    return zip(values, values.dropFirst()).allSatisfy {
      abs($1 / $0 - factor) <= tolerance * factor
    }
  }

  /// For values that were written with four digits.
  private static let tolerance = 1e-3

  /// Numbers and switches as JSON has them, words in quotes.
  private static func json(_ text: String, _ parameter: PEDParameter) -> String {
    switch parameter.kind {
    case .choice, .sum: JSONText.quoted(text)
    case .flag: text
    case .number, .integer: Double(text).map(CSVWriter.number) ?? JSONText.quoted(text)
    }
  }

  private static func distribution(_ name: String, _ attributes: String) -> String {
    "{\"name\": \"\(name)Distribution\", \"attributes\": {\(attributes)}}"
  }
}
