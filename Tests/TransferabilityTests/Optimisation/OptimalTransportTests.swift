import LinearAlgebra
import Testing
import Transferability

struct OptimalTransportTests {
  private static func cost(_ rows: Int, _ columns: Int, seed: UInt64) -> Matrix {
    var random = SplitMix64(seed: seed)
    return Matrix(
      rows: rows, columns: columns, elements: (0..<rows * columns).map { _ in random.nextUnit() })
  }

  /// The least cost of all assignments, by trying them.
  private static func cheapest(_ cost: Matrix, _ row: Int = 0, _ used: Set<Int> = []) -> Double {
    guard row < cost.rows else { return 0 }
    return (0..<cost.columns).filter { !used.contains($0) }
      .map { cost[row, $0] + cheapest(cost, row + 1, used.union([$0])) }.min() ?? 0
  }

  @Test(arguments: 1...20)
  func `Equal numbers are assigned at the least cost`(_ seed: UInt64) {
    let cost = Self.cost(6, 6, seed: seed)
    let plan = OptimalTransport(cost)
    #expect(abs(plan.total(cost) - Self.cheapest(cost) / 6) < 1e-14)
  }

  /// Copies of rows and columns turn masses into an assignment.
  @Test(arguments: 1...20)
  func `Masses are divided at the least cost`(_ seed: UInt64) {
    let cost = Self.cost(2, 3, seed: seed)
    var copies = Matrix(rows: 6, columns: 6)
    for i in 0..<6 { for j in 0..<6 { copies[i, j] = cost[i / 3, j / 2] } }
    let plan = OptimalTransport(cost)
    #expect(abs(plan.total(cost) - Self.cheapest(copies) / 6) < 1e-14)
  }

  @Test(arguments: [(1, 1), (1, 7), (7, 1), (40, 55), (60, 45)])
  func `Every mass arrives, and no more`(_ rows: Int, _ columns: Int) {
    let plan = OptimalTransport(Self.cost(rows, columns, seed: 3))
    var (sent, got) = (
      [Double](repeating: 0, count: rows), [Double](repeating: 0, count: columns)
    )
    for flow in plan.flows {
      sent[flow.source] += flow.share
      got[flow.target] += flow.share
    }
    #expect(sent.allSatisfy { abs($0 - 1 / Double(rows)) < 1e-14 })
    #expect(got.allSatisfy { abs($0 - 1 / Double(columns)) < 1e-14 })
    // A vertex of the transport polytope.
    #expect(plan.flows.count < rows + columns)
  }

  @Test func `Equal costs make a plan too`() {
    let plan = OptimalTransport(Matrix(rows: 5, columns: 8, repeating: 2))
    #expect(abs(plan.total(Matrix(rows: 5, columns: 8, repeating: 2)) - 2) < 1e-14)
  }
}
