import Parallel
import Synchronization
import Testing

struct CoreBudgetTests {
  private struct Refusal: Error {}

  @Test(arguments: [0, 1, 3])
  func `Divided work keeps its order whatever is spare`(_ cores: Int) throws {
    let budget = CoreBudget(cores: cores)
    #expect(try budget.map(count: 50) { $0 * $0 } == (0..<50).map { $0 * $0 })
    #expect(throws: Refusal.self) {
      try budget.map(count: 5) { if $0 == 3 { throw Refusal() } }
    }
    #expect(budget.borrowing(upTo: 64) { $0 } == cores, "what was borrowed is given back")
  }

  @Test func `Cores are lent once`() {
    let budget = CoreBudget(cores: 3)
    budget.borrowing(upTo: 2) { first in
      #expect(first == 2)
      budget.borrowing(upTo: 2) { #expect($0 == 1) }
      budget.occupyingOne { budget.borrowing(upTo: 2) { #expect($0 == 0) } }
    }
  }

  @Test func `Those who work on borrowed cores have the budget of the lender`() throws {
    let budget = CoreBudget(cores: 4)
    let owners = try budget.occupyingOne {
      try CoreBudget.current.map(count: 20) { _ in ObjectIdentifier(CoreBudget.current) }
    }
    #expect(owners.allSatisfy { $0 == ObjectIdentifier(budget) })
    #expect(CoreBudget.current !== budget)
  }

  @Test(arguments: [1_000, 100_000_000])
  func `Halves are the same whatever is spare`(_ products: Int) {
    let found = [0, 2].map { cores in
      let ranges = Mutex<[Range<Int>]>([])
      CoreBudget(cores: cores).inHalves(7, products: products) { range in
        ranges.withLock { $0.append(range) }
      }
      return ranges.withLock { $0.sorted { $0.lowerBound < $1.lowerBound } }
    }
    #expect(found[0] == found[1])
    #expect(found[0] == (products < 100_000_000 ? [0..<7] : [0..<3, 3..<7]))
  }

  @Test func `A parallel map keeps its order and throws the first error by index`() throws {
    let one = try parallelMap(count: 50, workers: 1) { $0 * $0 }
    #expect(try parallelMap(count: 50, workers: 2) { $0 * $0 } == one)
    struct At: Error, Equatable { let index: Int }
    #expect(throws: At(index: 3)) {
      try parallelMap(count: 50, workers: 3) { if $0 % 5 == 3 { throw At(index: $0) } }
    }
  }
}
