import Conditions
import Transferability

/// One condition of the plan's `exclude`, over PED's parameters.
struct Exclusion: Sendable {
  private let expression: Expression

  /// - Throws: ``PlanError`` with the place in the plan and the place in the expression.
  init(_ text: Plan.Located) throws {
    do {
      expression = try Expression(text.value, columns: PEDParameter.all.map(\.name))
    } catch {
      throw text.fail("exclude cannot be read: \(error)")
    }
  }

  func excludes(_ settings: PEDSettings) -> Bool {
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
