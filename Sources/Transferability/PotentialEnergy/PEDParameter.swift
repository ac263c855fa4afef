/// One parameter of PED: everything that plans, grids, ledgers, tables and documentation need to
/// know of it. ``all`` is the one table; a new parameter is a property of ``PEDSettings`` and an
/// entry there.
package struct PEDParameter: Sendable {
  /// How a parameter is recorded and shown.
  package enum Role: Sendable, Equatable {
    /// Has a column of its own in ledger and CSV, and a value in every run.
    case swept
    /// Is recorded where it differs from the official value.
    case ablation
  }

  /// Name, allowed values, official value, and the physics in one sentence.
  package let description: OptionDescription
  /// How it is recorded.
  package let role: Role
  private let read: @Sendable (PEDSettings) -> MetricOption
  /// Returns false for a value that is not allowed.
  private let write: @Sendable (inout PEDSettings, MetricOption) -> Bool

  /// As in plans: "step_size".
  package var name: String { description.name }
  /// What is allowed.
  package var kind: OptionKind { description.kind }
  /// The official script's value.
  package var official: MetricOption { description.defaultValue }

  /// Its value in a setting.
  package func value(in settings: PEDSettings) -> MetricOption { read(settings) }

  /// - Throws: ``PEDError`` that names the parameter, the value and what is allowed.
  package func set(_ value: MetricOption, in settings: inout PEDSettings) throws(PEDError) {
    guard write(&settings, value) else {
      throw PEDError("PED's \(name) is \(value); allowed are \(kind.allowed).")
    }
  }

  /// nil if PED has no such parameter.
  package static func named(_ name: String) -> PEDParameter? { all.first { $0.name == name } }

  /// Those with columns of their own, in the order of the columns.
  package static let swept = all.filter { $0.role == .swept }
  /// The switches, in the order of plans.
  package static let ablations = all.filter { $0.role == .ablation }

  /// Switches whose values look like numbers or flags, though they are recorded as words.
  package static let textual = ablations.filter { parameter in
    switch parameter.kind {
    case .number, .integer, .flag: true
    case .choice, .sum: false
    }
  }

  private init<Value>(
    _ role: Role, _ path: any WritableKeyPath<PEDSettings, Value> & Sendable,
    _ encode: @escaping @Sendable (Value) -> MetricOption,
    _ declare: (Value) -> OptionDeclaration<Value>
  ) {
    let declaration = declare(PEDSettings()[keyPath: path])
    self.role = role
    description = declaration.description
    read = { encode($0[keyPath: path]) }
    write = { settings, option in
      guard let value = declaration.value(option) else { return false }
      settings[keyPath: path] = value
      return true
    }
  }
}

extension PEDParameter {
  /// PED's parameters, in the order of plans and columns: those that are swept first.
  package static let all: [PEDParameter] = [
    number(
      "step_size", \.stepSize, .above(0), .swept,
      "the time t of a step, in which a pair moves by k t^2 / 2 times its force"),
    PEDParameter(
      .swept, \.iterations, MetricOption.integer,
      {
        .integer(
          "iterations", in: 0...100_000, default: $0,
          "the most steps that the classes move; 0 leaves them where they are")
      }),
    number(
      "force_constant", \.forceConstant, .above(0), .swept,
      "k, the stiffness of the spring between two overlapping balls"),
    number(
      "radius_scale", \.radiusScale, .atLeast(0), .swept,
      "what a class's radius is multiplied by to give its ball (nsigma of the official code)"),
    number(
      "exit_ratio", \.exitRatio, .atLeast(0), .swept,
      "A step is applied while its length is more than this share of the first step's"),
    choice(
      "rescale", \.rescale,
      "whose standard deviations the dimensions are divided by before balls are compared"),
    number(
      "rescale_floor", \.rescaleFloor, .above(0), .ablation,
      "the smallest standard deviation that is divided by: in the features' units, with rescale "
        + "target as a share of the root mean square of all"),
    choice("force", \.force, "how the force of a pair depends on its distance"),
    choice(
      "velocity", \.velocity, "whether a step starts at rest or keeps the last one's velocity"),
    choice("mass", \.mass, "whether every class weighs 1 or as much as it has rows"),
    choice(
      "radius", \.radius, "what the radius of a class is: of its rows' distances from its mean"),
    PEDParameter(
      .ablation, \.clip, MetricOption.flag,
      {
        .flag("clip", default: $0, "whether a pair moves by at most its overlap in one step")
      }),
  ]

  private static func number(
    _ name: String, _ path: any WritableKeyPath<PEDSettings, Double> & Sendable,
    _ range: NumberRange, _ role: Role, _ physics: String
  ) -> PEDParameter {
    PEDParameter(
      role, path, MetricOption.number, { .number(name, range, default: $0, physics) })
  }

  /// An ablation: one of the cases of an enumeration.
  private static func choice<Value>(
    _ name: String, _ path: any WritableKeyPath<PEDSettings, Value> & Sendable, _ physics: String
  ) -> PEDParameter
  where Value: RawRepresentable & CaseIterable & Sendable, Value.RawValue == String {
    PEDParameter(
      .ablation, path, { .text($0.rawValue) }, { .choice(name, default: $0, physics) })
  }
}
