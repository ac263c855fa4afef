import Tabular

/// The mean results over two parameters, one rule with ``MarginalEffect``: cells are compared among
/// settings that are alike in all else and exist for every cell that was run.
struct ParameterCells {
  /// rows (y) x columns (x); nil where nothing was run or nothing has a value.
  let means: [[Double?]]
  /// "1/3" where a cell is over fewer datasets than were run.
  let coverage: [[String?]]
  let notes: [String]

  var isPartial: Bool { coverage.contains { $0.contains { $0 != nil } } }

  /// - Parameters:
  ///   - others: all factors, these two among them.
  ///   - values: the results of a setting by dataset.
  init(
    x: SettingFactors.Factor, y: SettingFactors.Factor, others: [SettingFactors.Factor],
    _ datasets: Int, values: (Int) -> [Double?]
  ) {
    let pairs = x.codes.indices.map { y.codes[$0] * x.levels.count + x.codes[$0] }
    let present = Set(pairs).sorted()
    let codes = Levels.codes(of: pairs, among: present)
    let rest = others.filter { $0.name != x.name && $0.name != y.name }
    let contexts = MatchedLevels(
      levels: codes, count: present.count,
      others: pairs.indices.map { setting in rest.map { $0.codes[setting] } }
    ).contexts
    let isExact = !others.contains(where: \.isBinned)
    let used = Set(contexts.joined())
    let isMatched = isExact && !used.isEmpty
    var sums = Array(
      repeating: Array(repeating: (sum: 0.0, count: 0), count: datasets), count: present.count)
    for setting in pairs.indices where !isMatched || used.contains(setting) {
      for (dataset, value) in values(setting).enumerated() {
        guard let value else { continue }
        sums[codes[setting]][dataset].sum += value
        sums[codes[setting]][dataset].count += 1
      }
    }
    var means = y.levels.map { _ in x.levels.map { _ in Double?.none } }
    var coverage = y.levels.map { _ in x.levels.map { _ in String?.none } }
    for (place, pair) in present.enumerated() {
      let (row, column) = (pair / x.levels.count, pair % x.levels.count)
      let byDataset = sums[place].filter { $0.count > 0 }.map { $0.sum / Double($0.count) }
      means[row][column] = SampleStatistics.mean(byDataset)
      if byDataset.count < datasets { coverage[row][column] = "\(byDataset.count)/\(datasets)" }
    }
    self.means = means
    self.coverage = coverage
    notes = Self.notes(
      isMatched: isMatched, used: used.count, all: pairs.count,
      isPartial: coverage.contains { $0.contains { $0 != nil } })
  }

  private static func notes(isMatched: Bool, used: Int, all: Int, isPartial: Bool) -> [String] {
    var notes: [String] = []
    if !isMatched {
      notes.append("The grid is not complete: cells are means over different settings.")
    } else if used < all {
      notes.append(
        "The grid is not complete: cells are over the \(used) of \(all) settings that exist for "
          + "every cell.")
    }
    if isPartial {
      notes.append(
        "Hatched cells with n/m have a value on n of m datasets only, and do not compare with the "
          + "others.")
    }
    return notes
  }
}
