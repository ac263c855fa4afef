import Foundation
import LinearAlgebra
import Synchronization
import Testing

struct DividedWorkTests {
  @Test func halvesOfRowsDoNotDependOnSpareCores() throws {
    let rows = random(7, 3, seed: 13)
    let sums = try CoreBudget.shared.occupyingOne {
      try rows.mapHalves { range in
        var sum = 0.0
        try rows.forEachBlock(in: range) { first, block in
          #expect(first == range.lowerBound && block.rows == range.count)
          sum += block.elements.reduce(0, +)
        }
        return sum
      }
    }
    #expect(sums.count == 2)
    #expect(abs(sums[0] + sums[1] - rows.elements.reduce(0, +)) < 1e-14)
  }

  @Test func aValueIsComputedOnceWhoeverAsks() throws {
    let cache = OnceCache<Int, Int>()
    let computed = Atomic(0)
    let values = try parallelMap(count: 64, workers: 4) { index in
      try cache.value(for: index % 2) {
        computed.add(1, ordering: .relaxed)
        usleep(20_000)
        return 7 + index % 2
      }
    }
    #expect(values == (0..<64).map { 7 + $0 % 2 })
    #expect(computed.load(ordering: .relaxed) == 2)
    #expect(throws: LinearAlgebraError.self) {
      try cache.value(for: 2) { throw LinearAlgebraError("no value") }
    }
    // Failures are kept too.
    #expect(throws: LinearAlgebraError.self) { try cache.value(for: 2) { 9 } }
  }

  @Test func dividedWorkKeepsItsOrderWhateverIsSpare() throws {
    let free = try CoreBudget.shared.map(count: 50) { $0 * $0 }
    let busy = try CoreBudget.shared.borrowing(upTo: 64) { _ in
      try CoreBudget.shared.map(count: 50) { $0 * $0 }
    }
    #expect(free == (0..<50).map { $0 * $0 })
    #expect(busy == free)
    #expect(throws: LinearAlgebraError.self) {
      try CoreBudget.shared.map(count: 5) { if $0 == 3 { throw LinearAlgebraError("three") } }
    }
  }

  @Test func parallelMapKeepsTheOrder() throws {
    let one = try parallelMap(count: 50, workers: 1) { $0 * $0 }
    #expect(try parallelMap(count: 50, workers: 2) { $0 * $0 } == one)
  }
}
