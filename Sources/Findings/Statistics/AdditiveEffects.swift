import LinearAlgebra

/// Least squares of results over a sampled or cut grid: value = constant + the effect of the level of
/// each factor. It tells what belongs to which factor where no two settings differ in one alone, and
/// it takes effects to add up.
enum AdditiveEffects {
  /// The effects of one factor's levels, less their mean.
  ///
  /// Solved by the normal equations over indicator columns, the first level of each factor being the
  /// reference. Cost: settings x levels^2, once a dataset.
  ///
  /// - Parameters:
  ///   - codes: for each factor the level of each setting.
  ///   - levels: for each factor the number of its levels.
  /// - Returns: nil where the settings do not determine the effects: fewer than unknowns, or levels of
  ///   two factors that always go together.
  static func effects(
    of factor: Int, codes: [[Int]], levels: [Int], values: [Double]
  ) -> [Double]? {
    let starts = levels.reduce(into: [1]) { $0.append($0[$0.count - 1] + $1 - 1) }
    let unknowns = starts[levels.count]
    guard values.count > unknowns else { return nil }
    var gram = Matrix(rows: unknowns, columns: unknowns)
    var right = Array(repeating: 0.0, count: unknowns)
    for (setting, value) in values.enumerated() {
      let active =
        [0]
        + levels.indices.compactMap { index in
          let code = codes[index][setting]
          return code == 0 ? nil : starts[index] + code - 1
        }
      for a in active {
        right[a] += value
        for b in active { gram[a, b] += 1 }
      }
    }
    // Whole numbers: a rank that falls short shows in a pivot of exactly or nearly 0.
    guard let factorised = try? Cholesky(gram) else { return nil }
    let solution = factorised.solve(right)
    guard solution.allSatisfy({ $0.isFinite && abs($0) < 1e6 }) else { return nil }
    let own = [0.0] + solution[starts[factor]..<(starts[factor] + levels[factor] - 1)]
    let mean = own.reduce(0, +) / Double(own.count)
    return own.map { $0 - mean }
  }
}
