import Conditions
import Transferability

/// One condition of the plan's `exclude`, over PED's parameters.
struct Exclusion: Sendable {
  private let expression: Expression
  /// Whether it has held for a point.
  private(set) var hasExcluded = false

  /// As it is written in the plan.
  var text: String { expression.text }

  /// The parameters whose values are words; flags are 0 and 1, false and true.
  private static let texts = Set(
    PEDParameter.all.filter {
      if case .text = $0.value(in: PEDSettings()) { true } else { false }
    }.map(\.name))

  /// - Throws: ``PlanError`` with the place in the plan and the place in the expression.
  init(_ text: Plan.Located) throws {
    do {
      expression = try Expression(
        text.value, columns: PEDParameter.all.map(\.name), texts: Self.texts)
    } catch {
      throw text.fail("exclude cannot be read: \(error)")
    }
  }

  mutating func excludes(_ settings: PEDSettings) -> Bool {
    let holds = holds(settings)
    hasExcluded = hasExcluded || holds
    return holds
  }

  private func holds(_ settings: PEDSettings) -> Bool {
    expression.holds { name in
      switch PEDParameter.named(name)?.value(in: settings) {
      case .integer(let value): .number(Double(value))
      case .number(let value): .number(value)
      case .flag(let value): .number(value ? 1 : 0)
      case .text(let value): .text(value)
      case nil: .missing
      }
    }
  }
}
