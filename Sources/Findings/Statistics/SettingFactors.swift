import Ledger
import Tabular

/// The parameters in which some PED settings differ, as factors with levels.
///
/// On a complete grid (every combination of the levels is there) each value is a level. Otherwise,
/// with sampled settings, a number with more than 8 values is cut into 4 bins of about equal size.
package struct SettingFactors: Sendable {
  /// A parameter with more than one level.
  package struct Factor: Sendable {
    /// The parameter.
    package let name: String
    /// In order, numbers by size: exact values, or for bins "0.01 to 0.05".
    package let levels: [String]
    /// The index in `levels` of each setting.
    package let codes: [Int]
    /// Whether a level is a range of values.
    package var isBinned = false
  }

  /// In the order of the parameters.
  package let factors: [Factor]
  /// Whether every combination of levels has results.
  package let isComplete: Bool

  /// - Parameter settings: each once.
  package init(_ settings: [PEDParameters]) {
    let names =
      PEDParameters.names
      + Set(settings.flatMap(\.ablation.keys)).subtracting(PEDParameters.names).sorted()
    let columns = names.map { name in (name, settings.map { $0.value(of: name) ?? "" }) }
    let factors = columns.map { Factor(name: $0.0, exact: $0.1) }.filter { $0.levels.count > 1 }
    let isComplete = factors.reduce(1) { $0 * $1.levels.count } == settings.count
    self.isComplete = isComplete
    self.factors = factors.map { isComplete ? $0 : $0.binned() }
  }

  /// Names of the parameters with more than one value.
  package var names: [String] { factors.map(\.name) }
}

extension SettingFactors.Factor {
  fileprivate init(name: String, exact values: [String]) {
    self.name = name
    levels = Set(values).sorted { a, b in
      if let x = Double(a), let y = Double(b) { return x < y }
      return a < b
    }
    codes = Levels.codes(of: values, among: levels)
  }

  /// Numbers with more than 8 values in 4 bins; others as they are.
  fileprivate func binned() -> SettingFactors.Factor {
    guard levels.count > 8, levels.allSatisfy({ Double($0) != nil }) else { return self }
    let sorted = codes.sorted()
    let starts = [0] + (1...3).map { sorted[$0 * sorted.count / 4] }
    let bins = starts.enumerated().filter { $0.offset == 0 || $0.element > starts[$0.offset - 1] }
      .map(\.element)
    let names = bins.indices.map { bin in
      let last = bin + 1 < bins.count ? bins[bin + 1] - 1 : levels.count - 1
      return "\(PEDParameters.shown(levels[bins[bin]])) to \(PEDParameters.shown(levels[last]))"
    }
    return SettingFactors.Factor(
      name: name, levels: names,
      codes: codes.map { code in bins.count { $0 <= code } - 1 }, isBinned: true)
  }
}
