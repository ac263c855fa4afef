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

  @Test func valuesThatAnotherThreadComputesAreNotWaitedFor() throws {
    let cache = OnceCache<Int, Int>()
    let met = Mutex<Int?>(0)
    let value = try cache.value(for: 1) {
      let asked = DispatchSemaphore(value: 0)
      Thread {
        let other = try? cache.valueUnlessBusy(for: 1) { 8 }
        met.withLock { $0 = other }
        asked.signal()
      }.start()
      asked.wait()
      return 7
    }
    #expect(value == 7)
    #expect(met.withLock { $0 } == nil)
    #expect(try cache.valueUnlessBusy(for: 1) { 8 } == 7)
    #expect(try cache.valueUnlessBusy(for: 2) { 9 } == 9)
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
