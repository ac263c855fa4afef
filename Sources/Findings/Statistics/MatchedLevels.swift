/// The settings among which the values of one parameter (or of a pair) can be compared fairly.
///
/// Where a grid is not complete, because `exclude` cut it or a setting failed, the settings of one
/// value have other values of the remaining parameters than those of another, and the difference of
/// their means is not the parameter's doing. So settings are grouped by everything else that they
/// have (their context), and only contexts in which every level was run are compared.
struct MatchedLevels {
  /// Indices of settings by context, then by level; only contexts that have every level.
  let contexts: [[Int]]

  /// - Parameters:
  ///   - levels: for each setting the level that is compared, from 0 to `count` - 1.
  ///   - others: for each setting what it is otherwise.
  init(levels: [Int], count: Int, others: [[Int]]) {
    var groups: [[Int]: [Int?]] = [:]
    var order: [[Int]] = []
    for (setting, context) in others.enumerated() {
      if groups[context] == nil {
        groups[context] = Array(repeating: nil, count: count)
        order.append(context)
      }
      groups[context]?[levels[setting]] = setting
    }
    contexts = order.compactMap { context in
      let row = (groups[context] ?? []).compactMap { $0 }
      return row.count == count ? row : nil
    }
  }
}
