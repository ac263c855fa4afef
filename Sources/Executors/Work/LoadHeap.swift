/// Loads of which the least is found and raised in logarithmic time; of equal ones, that with the
/// lowest number.
struct LoadHeap {
  private var heap: [(load: Double, items: Int, number: Int)]

  var count: Int { heap.count }

  init(count: Int) { heap = (0..<count).map { (0, 0, $0) } }

  /// - Returns: the number of the load that was raised.
  mutating func addToLeast(_ load: Double) -> Int {
    let number = heap[0].number
    heap[0].load += load
    heap[0].items += 1
    var place = 0
    while let child = lesserChild(of: place), precedes(child, place) {
      heap.swapAt(child, place)
      place = child
    }
    return number
  }

  private func lesserChild(of place: Int) -> Int? {
    let left = 2 * place + 1
    guard left < heap.count else { return nil }
    return left + 1 < heap.count && precedes(left + 1, left) ? left + 1 : left
  }

  private func precedes(_ a: Int, _ b: Int) -> Bool {
    (heap[a].load, heap[a].items, heap[a].number) < (heap[b].load, heap[b].items, heap[b].number)
  }
}
