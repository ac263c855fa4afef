/// For every pair of models, whether two variables order it alike.
///
/// Up to ``matrixLimit`` models the signs are kept as an n x n matrix; beyond, sums over them come
/// from a sweep with a Fenwick tree, so that memory stays O(n).
package struct Concordance: Sendable {
  /// Up to so many models all pairs are compared (n^2); beyond, a tree counts them (n log n).
  package static let matrixLimit = 256

  /// Models.
  package let count: Int
  /// Dense ranks: equal values have equal numbers, ascending.
  private let scoreLevels: [Int]
  private let truthLevels: [Int]
  private let scoreLevelCount: Int
  private let truthLevelCount: Int
  /// sgn(x_a - x_b) sgn(y_a - y_b), symmetric; empty above the limit.
  private let signs: [Double]
  /// Models by ascending score; empty below the limit.
  private let ascending: [Int]

  /// - Parameter matrixLimit: other than the default only to compare the two ways.
  package init(_ scores: [Double], _ truth: [Double], matrixLimit: Int = Self.matrixLimit) {
    count = scores.count
    (scoreLevels, scoreLevelCount) = Self.levels(scores)
    (truthLevels, truthLevelCount) = Self.levels(truth)
    guard scores.count <= matrixLimit else {
      signs = []
      ascending = scores.indices.sorted { scores[$0] < scores[$1] }
      return
    }
    ascending = []
    var signs = Array(repeating: 0.0, count: count * count)
    for a in 0..<count {
      for b in 0..<count {
        let sign =
          (scoreLevels[a] - scoreLevels[b]).signum()
          * (truthLevels[a] - truthLevels[b]).signum()
        signs[a * count + b] = Double(sign)
      }
    }
    self.signs = signs
  }

  /// Kendall's tau-b: (concordant - discordant) / sqrt((pairs not tied in x)(... in y)); NaN if
  /// one of them has no two different values.
  package var kendallTau: Double {
    var workspace = WeightedTau.Workspace(models: count)
    for model in 0..<count { workspace.draw(model) }
    accumulate(&workspace)
    let total = Double(count)
    var (agreement, scorePairs, truthPairs) = (0.0, 0.0, 0.0)
    for model in 0..<count {
      agreement += workspace.concordance[model]
      scorePairs += total - workspace.scoreTies[model]
      truthPairs += total - workspace.truthTies[model]
    }
    guard scorePairs > 0, truthPairs > 0 else { return .nan }
    return min(1, max(-1, agreement / scorePairs.squareRoot() / truthPairs.squareRoot()))
  }

  /// Fills the sums of `workspace` from its copies.
  func accumulate(_ workspace: inout WeightedTau.Workspace) {
    Self.countTies(
      workspace.copies, levels: scoreLevels, levelCount: scoreLevelCount,
      into: &workspace.scoreTies)
    Self.countTies(
      workspace.copies, levels: truthLevels, levelCount: truthLevelCount,
      into: &workspace.truthTies)
    if ascending.isEmpty {
      multiplyBySigns(workspace.copies, into: &workspace.concordance)
    } else {
      for model in 0..<count { workspace.concordance[model] = 0 }
      sweep(workspace.copies, models: ascending, direction: 1, into: &workspace.concordance)
      sweep(
        workspace.copies, models: ascending.reversed(), direction: -1,
        into: &workspace.concordance)
    }
  }

  /// Takes a model out of a workspace, and its share out of the sums. Cost n; the sums are whole numbers, so
  /// that they are those that ``accumulate(_:)`` finds, to the bit.
  func takeOut(_ model: Int, of workspace: inout WeightedTau.Workspace) {
    let copies = workspace.copies[model]
    let (score, truth) = (scoreLevels[model], truthLevels[model])
    for other in 0..<count {
      let byScore = (scoreLevels[other] - score).signum()
      let byTruth = (truthLevels[other] - truth).signum()
      workspace.concordance[other] -= copies * Double(byScore * byTruth)
      if byScore == 0 { workspace.scoreTies[other] -= copies }
      if byTruth == 0 { workspace.truthTies[other] -= copies }
    }
    workspace.copies[model] = 0
    workspace.drawn -= copies
  }

  private static func countTies(
    _ copies: [Double], levels: [Int], levelCount: Int, into ties: inout [Double]
  ) {
    guard levelCount < copies.count else {
      for model in copies.indices { ties[model] = copies[model] }
      return
    }
    var sums = Array(repeating: 0.0, count: levelCount)
    for model in copies.indices { sums[levels[model]] += copies[model] }
    for model in copies.indices { ties[model] = sums[levels[model]] }
  }

  private func multiplyBySigns(_ copies: [Double], into result: inout [Double]) {
    let count = count
    signs.withUnsafeBufferPointer { signs in
      result.withUnsafeMutableBufferPointer { result in
        for a in 0..<count { result[a] = 0 }
        for b in 0..<count {
          let weight = copies[b]
          let row = UnsafeBufferPointer(rebasing: signs[(b * count)..<((b + 1) * count)])
          for a in 0..<count { result[a] += weight * row[a] }
        }
      }
    }
  }

  /// Adds to each model the copies of models met before it (a lower score when ascending) whose
  /// truth is lower, less those whose truth is higher; times `direction`.
  private func sweep(
    _ copies: [Double], models: [Int], direction: Double, into result: inout [Double]
  ) {
    var tree = FenwickTree(count: truthLevelCount)
    var start = 0
    while start < models.count {
      var end = start
      while end < models.count, scoreLevels[models[end]] == scoreLevels[models[start]] { end += 1 }
      for model in models[start..<end] {
        let level = truthLevels[model]
        let lower = tree.sum(below: level)
        let higher = tree.total - tree.sum(below: level + 1)
        result[model] += direction * (lower - higher)
      }
      for model in models[start..<end] { tree.add(copies[model], at: truthLevels[model]) }
      start = end
    }
  }

  private static func levels(_ values: [Double]) -> (levels: [Int], count: Int) {
    let order = values.indices.sorted { values[$0] < values[$1] }
    var levels = Array(repeating: 0, count: values.count)
    var level = -1
    var previous: Double?
    for index in order {
      if values[index] != previous { level += 1 }
      previous = values[index]
      levels[index] = level
    }
    return (levels, level + 1)
  }
}

/// Prefix sums under point updates, both O(log n).
private struct FenwickTree {
  private var nodes: [Double]
  private(set) var total = 0.0

  init(count: Int) { nodes = Array(repeating: 0, count: count + 1) }

  mutating func add(_ value: Double, at index: Int) {
    total += value
    var node = index + 1
    while node < nodes.count {
      nodes[node] += value
      node += node & -node
    }
  }

  func sum(below index: Int) -> Double {
    var sum = 0.0
    var node = index
    while node > 0 {
      sum += nodes[node]
      node -= node & -node
    }
    return sum
  }
}
