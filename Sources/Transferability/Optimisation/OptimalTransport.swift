import LinearAlgebra

/// The cheapest way to move equal masses from S places to equal masses at N places, exactly.
///
/// Masses are integers (N / g at each source, S / g at each target, g their common divisor), so that no
/// rounding decides what is full. Each round moves mass along a shortest path of the residual graph
/// (Dijkstra with potentials; Kuhn 1955, Edmonds and Karp 1972): about S + N rounds of S N at most.
/// Of several cheapest plans the one found depends on the order of the places alone.
package struct OptimalTransport {
  /// Mass from a source (row) to a target (column), as a share of all.
  package struct Flow {
    /// Places, from 0
    package let source, target: Int
    /// Above 0; all of them sum to 1.
    package let share: Double
  }

  /// By target, then by source; fewer than S + N.
  package private(set) var flows: [Flow] = []

  /// - Parameter cost: S x N, finite.
  package init(_ cost: Matrix) {
    var search = TransportSearch(cost)
    for source in 0..<cost.rows { search.empty(source) }
    flows = search.flows
  }

  /// The sum of share times cost.
  package func total(_ cost: Matrix) -> Double {
    flows.reduce(0) { $0 + $1.share * cost[$1.source, $1.target] }
  }
}

/// The state of the search.
private struct TransportSearch {
  private let cost: Matrix
  private var (supply, demand): ([Int], [Int])
  private let mass: Int
  /// Of sources and targets: cost - u - v is not negative, and zero where something flows.
  private var (u, v): ([Double], [Double])
  /// By target: what comes from which source.
  private var sent: [[Int: Int]]

  init(_ cost: Matrix) {
    self.cost = cost
    let divisor = Self.commonDivisor(cost.rows, cost.columns)
    supply = Array(repeating: cost.columns / divisor, count: cost.rows)
    demand = Array(repeating: cost.rows / divisor, count: cost.columns)
    mass = cost.rows * cost.columns / divisor
    u = (0..<cost.rows).map { cost.row($0).min() ?? 0 }
    v = Array(repeating: 0, count: cost.columns)
    sent = Array(repeating: [:], count: cost.columns)
  }

  var flows: [OptimalTransport.Flow] {
    sent.enumerated().flatMap { target, sources in
      sources.sorted { $0.key < $1.key }.map {
        OptimalTransport.Flow(
          source: $0.key, target: target, share: Double($0.value) / Double(mass))
      }
    }
  }

  private static func commonDivisor(_ a: Int, _ b: Int) -> Int {
    b == 0 ? max(a, 1) : commonDivisor(b, a % b)
  }

  /// Moves all that a source has.
  mutating func empty(_ source: Int) {
    while supply[source] > 0 { augment(from: source) }
  }

  /// What a search from one source has reached.
  private struct Reach {
    /// By target: the distance, and the source before it
    var distances: [Double]
    var before: [Int]
    var isSettled: [Bool]
    /// By source: the distance, and the target before it; nil where it was not reached
    var sources: [(distance: Double, before: Int)?]
  }

  private mutating func augment(from source: Int) {
    var reach = Reach(
      distances: Array(repeating: .infinity, count: v.count),
      before: Array(repeating: source, count: v.count),
      isSettled: Array(repeating: false, count: v.count),
      sources: Array(repeating: nil, count: u.count))
    reach.sources[source] = (0, -1)
    relax(source, 0, &reach)
    while true {
      let target = nearest(reach)
      let distance = reach.distances[target]
      if demand[target] > 0 {
        adjust(reach, distance)
        return move(to: target, from: source, reach)
      }
      reach.isSettled[target] = true
      for other in sent[target].keys.sorted() where reach.sources[other] == nil {
        reach.sources[other] = (distance, target)
        relax(other, distance, &reach)
      }
    }
  }

  private func relax(_ source: Int, _ distance: Double, _ reach: inout Reach) {
    let row = source * v.count
    cost.elements.withUnsafeBufferPointer { cost in
      for target in v.indices where !reach.isSettled[target] {
        let length = distance + max(cost[row + target] - u[source] - v[target], 0)
        if length < reach.distances[target] {
          reach.distances[target] = length
          reach.before[target] = source
        }
      }
    }
  }

  private func nearest(_ reach: Reach) -> Int {
    var best = -1
    for target in v.indices where !reach.isSettled[target] {
      if best < 0 || reach.distances[target] < reach.distances[best] { best = target }
    }
    precondition(best >= 0, "the masses of sources and targets are not the same")
    return best
  }

  private mutating func adjust(_ reach: Reach, _ distance: Double) {
    for (source, reached) in reach.sources.enumerated() {
      if let reached { u[source] += distance - reached.distance }
    }
    for target in v.indices where reach.isSettled[target] {
      v[target] -= distance - reach.distances[target]
    }
  }

  private mutating func move(to end: Int, from start: Int, _ reach: Reach) {
    var amount = min(supply[start], demand[end])
    var target = end
    while let reached = reach.sources[reach.before[target]], reached.before >= 0 {
      amount = min(amount, sent[reached.before][reach.before[target]] ?? 0)
      target = reached.before
    }
    supply[start] -= amount
    demand[end] -= amount
    target = end
    while true {
      let source = reach.before[target]
      sent[target][source, default: 0] += amount
      guard let reached = reach.sources[source], reached.before >= 0 else { return }
      let left = (sent[reached.before][source] ?? 0) - amount
      sent[reached.before][source] = left > 0 ? left : nil
      target = reached.before
    }
  }
}
