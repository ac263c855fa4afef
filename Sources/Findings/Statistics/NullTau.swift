import LinearAlgebra
import Synchronization
import Transferability

/// The weighted tau of orders that know nothing of the truth: every order of the models, or a sample
/// of them, is as likely as any other.
package struct NullTau: Sendable {
  /// Ascending.
  package let values: [Double]
  /// Whether they are of all orders.
  package let isExact: Bool

  /// Up to so many models all orders are tried (8! = 40,320).
  package static let exactLimit = 8
  /// Orders that are drawn for more models, as many as their cost allows.
  private static func draws(_ models: Int, work: Int, most: Int) -> Int {
    min(most, max(fewestDraws, work / (models * models)))
  }

  private static let fewestDraws = 2_000

  private init(values: [Double], models: Int) {
    self.values = values.sorted()
    isExact = models <= Self.exactLimit
  }

  /// Of n models without ties, which depends on nothing but their number.
  package init(
    models: Int, convention: WeightedTauConvention = .symmetric,
    seed: UInt64 = BootstrapInterval.defaultSeed
  ) {
    let kernel = UntiedTau(models: models, convention: convention)
    var values: [Double] = []
    let draws = Self.draws(models, work: 200_000_000, most: 40_000)
    Self.forEachOrder(of: models, draws: draws, seed: seed) { values.append(kernel.value($0)) }
    self.init(values: values, models: models)
  }

  /// Of these scores against their accuracies in other orders: ties stay ties.
  package init(
    scores: [Double], truth: [Double], convention: WeightedTauConvention = .symmetric,
    seed: UInt64 = BootstrapInterval.defaultSeed
  ) {
    guard Set(scores).count < scores.count || Set(truth).count < truth.count else {
      self.init(models: scores.count, convention: convention, seed: seed)
      return
    }
    var values: [Double] = []
    // Each order is sorted anew for its ties.
    let draws = Self.draws(scores.count, work: 8_000_000, most: 4_000)
    Self.forEachOrder(of: scores.count, draws: draws, seed: seed) { order in
      values.append(
        WeightedTau(scores: scores, truth: order.map { truth[$0] }, convention: convention).value)
    }
    self.init(values: values.filter { !$0.isNaN }, models: scores.count)
  }

  /// As ``init(scores:truth:convention:seed:)``; what depends on the number of models alone is computed
  /// once.
  package static func cached(
    _ scores: [Double], _ truth: [Double], _ convention: WeightedTauConvention,
    seed: UInt64 = BootstrapInterval.defaultSeed
  ) -> NullTau {
    guard Set(scores).count == scores.count, Set(truth).count == truth.count else {
      return NullTau(scores: scores, truth: truth, convention: convention, seed: seed)
    }
    let key = Key(models: scores.count, convention: convention, seed: seed)
    if let known = untied.withLock({ $0[key] }) { return known }
    let computed = NullTau(models: scores.count, convention: convention, seed: seed)
    untied.withLock { $0[key] = computed }
    return computed
  }

  private struct Key: Hashable {
    let models: Int
    let convention: WeightedTauConvention
    let seed: UInt64
  }

  private static let untied = Mutex<[Key: NullTau]>([:])

  /// P(an order that knows nothing reaches the value). Of drawn orders 1 is added to both counts, so
  /// that it is never 0.
  package func p(atLeast value: Double) -> Double {
    let reached = values.count - values.count { $0 < value - 1e-12 }
    return isExact
      ? Double(reached) / Double(values.count) : Double(reached + 1) / Double(values.count + 1)
  }

  /// The value that a share of the orders stays below.
  package func quantile(_ probability: Double) -> Double {
    BootstrapInterval.quantile(ofSorted: values, probability)
  }

  /// All orders by Heap's algorithm (B. R. Heap, The Computer Journal 1963), or random ones.
  private static func forEachOrder(
    of models: Int, draws: Int, seed: UInt64, _ body: ([Int]) -> Void
  ) {
    var order = Array(0..<models)
    guard models <= exactLimit else {
      var generator = SplitMix64(seed: seed)
      for _ in 0..<draws {
        order.shuffle(with: &generator)
        body(order)
      }
      return
    }
    body(order)
    var counters = Array(repeating: 0, count: models)
    var place = 1
    while place < models {
      guard counters[place] < place else {
        counters[place] = 0
        place += 1
        continue
      }
      order.swapAt(place % 2 == 0 ? 0 : counters[place], place)
      body(order)
      counters[place] += 1
      place = 1
    }
  }
}

/// Weighted tau of two orders without ties, by the ranks of one in the order of the other.
private struct UntiedTau {
  private let weights: [Double]
  private let norm: Double
  private let isSymmetric: Bool

  init(models: Int, convention: WeightedTauConvention) {
    weights = (0..<models).map { 1 / Double($0 + 1) }
    isSymmetric = convention == .symmetric
    norm = Double(models - 1) * weights.reduce(0, +) * (isSymmetric ? 2 : 1)
  }

  /// Up to so many models, all pairs are quicker than a tree of counts.
  private static let mostByPairs = 64

  /// - Parameter ranks: by the truth (0 is best), of the models from the highest score down.
  func value(_ ranks: [Int]) -> Double {
    (ranks.count > Self.mostByPairs ? byCounts(ranks) : byPairs(ranks)) / norm
  }

  /// A model's weight times its agreeing less its opposing pairs, summed: with s earlier models of a
  /// smaller rank these are 4 s + n - 1 - 2 (place + rank). s comes from a tree of counts (P. M. Fenwick,
  /// Software: Practice and Experience 1994). Cost n log n.
  private func byCounts(_ ranks: [Int]) -> Double {
    var counts = [Int](repeating: 0, count: ranks.count + 1)
    var sum = 0.0
    for (place, rank) in ranks.enumerated() {
      var (smaller, node) = (0, rank)
      while node > 0 {
        smaller += counts[node]
        node &= node - 1
      }
      node = rank + 1
      while node <= ranks.count {
        counts[node] += 1
        node += node & -node
      }
      let weight = weights[rank] + (isSymmetric ? weights[place] : 0)
      sum += weight * Double(4 * smaller + ranks.count - 1 - 2 * (place + rank))
    }
    return sum
  }

  /// Cost n^2 / 2.
  private func byPairs(_ ranks: [Int]) -> Double {
    var sum = 0.0
    let count = ranks.count
    ranks.withUnsafeBufferPointer { ranks in
      weights.withUnsafeBufferPointer { weights in
        for a in 0..<count {
          let own = weights[ranks[a]] + (isSymmetric ? weights[a] : 0)
          for b in a + 1..<max(count, a + 1) {
            let pair = own + weights[ranks[b]] + (isSymmetric ? weights[b] : 0)
            sum += ranks[a] < ranks[b] ? pair : -pair
          }
        }
      }
    }
    return sum
  }
}
