import Ledger
import Tabular
import Transferability

/// PED's parameters and switches by the names that plans, columns and tables use.
extension PEDParameters {
  /// The official script's defaults.
  package static let official: PEDParameters = {
    let settings = PEDSettings()
    return PEDParameters(
      stepSize: settings.stepSize, iterations: settings.iterations,
      forceConstant: settings.forceConstant, radiusScale: settings.radiusScale,
      exitRatio: settings.exitRatio)
  }()

  /// The parameters that have a column of their own, in the order of the columns.
  package static let numericNames = PEDParameter.swept.map(\.name)

  /// The ablation switches with their official values, which the ledger leaves out.
  package static let switches = PEDParameter.ablations.map {
    (name: $0.name, official: $0.official.description)
  }

  /// Parameters, then switches.
  package static let names = PEDParameter.all.map(\.name)

  /// The parameters as numbers, in the order of ``numericNames``.
  package var numbers: [Double] {
    [stepSize, Double(iterations), forceConstant, radiusScale, exitRatio]
  }

  /// The value of a parameter or switch, exactly, as in plans; nil for a name that is none.
  package func value(of name: String) -> String? {
    if let index = Self.numericNames.firstIndex(of: name) {
      return CSVWriter.number(numbers[index])
    }
    return ablation[name] ?? Self.switches.first { $0.name == name }?.official
  }

  /// "step_size 0.1, iterations 6, ...", and the switches that are not at the official value.
  package var text: String {
    let shown = Self.numericNames + ablation.keys.sorted()
    return shown.map { "\($0) \(Self.shown(value(of: $0) ?? ""))" }.joined(separator: ", ")
  }

  /// ``text`` as people say it, for a figure: "step size 0.1, iterations 6, ...".
  package var phrase: String { phrase(Self.numericNames + ablation.keys.sorted()) }

  /// "step size 0.1, iterations 6": some parameters, for a figure.
  package func phrase(_ names: [String]) -> String {
    names.map { "\(Self.spoken($0)) \(Self.shown(value(of: $0) ?? ""))" }.joined(separator: ", ")
  }

  /// The name of the only parameter in which this setting differs from `other`; nil if there is
  /// none, or more than one.
  package func singleChange(from other: PEDParameters) -> String? {
    let names = Self.names + Set(ablation.keys).union(other.ablation.keys).subtracting(Self.names)
    let changed = names.filter { value(of: $0) != other.value(of: $0) }
    return changed.count == 1 ? changed[0] : nil
  }

  /// "step_size" as people say it.
  package static func spoken(_ name: String) -> String {
    name.split(separator: "_").joined(separator: " ")
  }

  /// A value for people: numbers to four significant digits, which 0.0316227766016838 needs.
  package static func shown(_ value: String) -> String {
    guard let number = Double(value), number.isFinite else { return value }
    return Typeset.short(number)
  }
}

extension PEDParameters: Comparable {
  /// By the numbers, then the official method first, then by the switches.
  package static func < (left: PEDParameters, right: PEDParameters) -> Bool {
    let (a, b) = (left.numbers, right.numbers)
    if a != b { return a.lexicographicallyPrecedes(b) }
    if left.ablation.count != right.ablation.count {
      return left.ablation.count < right.ablation.count
    }
    return SettingColumns.joined(left.ablation) < SettingColumns.joined(right.ablation)
  }
}
