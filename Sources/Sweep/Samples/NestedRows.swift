import LinearAlgebra

/// Smaller samples of a dataset: of each class the first rows of an order that a seed draws, so that
/// a sample of 50 rows per class holds that of 10. The same rows for every model.
struct NestedRows: Sendable {
  /// By class the places of its rows, in the order drawn.
  private let orders: [[Int]]

  init(labels: [Int], classes: Int, seed: Int) {
    var generator = SplitMix64(seed: UInt64(bitPattern: Int64(seed)))
    var orders = [[Int]](repeating: [], count: classes)
    for (row, label) in labels.enumerated() { orders[label].append(row) }
    for label in orders.indices {
      // Fisher and Yates' shuffle.
      for place in orders[label].indices.dropFirst().reversed() {
        let other = Int(generator.next().multipliedFullWidth(by: UInt64(place + 1)).high)
        orders[label].swapAt(place, other)
      }
    }
    self.orders = orders
  }

  /// The fewest rows of any class.
  var fewest: Int { orders.map(\.count).min() ?? 0 }

  /// The rows of a sample, ascending; of a class with fewer rows, all.
  ///
  /// - Parameter perClass: nil: all.
  func rows(perClass: Int?) -> [Int] {
    orders.flatMap { $0.prefix(perClass ?? $0.count) }.sorted()
  }

  /// The rows of a sample without one of `blocks` blocks; each class is divided evenly among them.
  func rows(perClass: Int?, without block: Int, of blocks: Int) -> [Int] {
    orders.flatMap { order in
      order.prefix(perClass ?? order.count).enumerated()
        .filter { $0.offset % blocks != block }.map(\.element)
    }.sorted()
  }
}
