import Ledger
import Transferability

/// The columns that describe a setting, the same in every export.
package enum SettingColumns {
  /// As documented, in this order.
  static let documented = ["motion"] + PEDParameters.numericNames
  /// Appended after the documented columns of a file.
  static let appended = ["seed", "metric_options"] + PEDParameters.switches.map(\.name)

  static func documentedValues(_ run: RunSpecification) -> [ExportCell] {
    guard let ped = run.ped else {
      return [.text("none")] + PEDParameters.numericNames.map { _ in .empty }
    }
    let values = zip(PEDParameter.swept, ped.numbers).map { parameter, value -> ExportCell in
      if case .integer = parameter.kind { .integer(Int(value)) } else { .number(value) }
    }
    return [.text("ped")] + values
  }

  static func appendedValues(_ run: RunSpecification) -> [ExportCell] {
    var cells: [ExportCell] = [
      run.seed.map { .integer($0) } ?? .empty,
      run.metricOptions.isEmpty ? .empty : .text(joined(run.metricOptions)),
    ]
    for (name, official) in PEDParameters.switches {
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
    if let sample = run.sample { name += " (\(sample.perClass) rows per class)" }
    return run.ped == nil ? name : name + " + PED"
  }
}
