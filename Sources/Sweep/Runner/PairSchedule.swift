import Foundation

/// Hands out the work of a batch of runs to workers: models in order, each prepared once and then
/// scored under all its runs, with as many at a time as the memory limit allows and one at least.
///
/// A free worker evaluates a prepared model; if none is ready it prepares the next model, or waits.
/// Safe to call from several threads at once.
final class PairSchedule: @unchecked Sendable {
  struct Item: Sendable {
    let model: String
    let bytes: Int
    /// How many evaluations follow the preparation, each of one or more settings.
    let evaluations: Int
  }

  enum Work: Sendable {
    case prepare(Item)
    /// The evaluation with this index among those of the model.
    case evaluate(Item, Int)
  }

  // All state is read and written under the condition's lock: hence `@unchecked`.
  private let condition = NSCondition()
  private var waiting: ArraySlice<Item>
  private var active: [Active] = []
  private var bytes = 0
  private let limit: Int
  private let stop: StopFlag
  private let onRelease: @Sendable (Item) -> Void

  /// Seconds after which who waits looks at the stop flag again.
  private static let patience = 0.2

  private struct Active {
    let item: Item
    var isReady = false
    var begun = 0
    var ended = 0
  }

  /// - Parameters:
  ///   - limit: bytes that items may take together.
  ///   - onRelease: called when all evaluations of an item have ended.
  init(
    _ items: [Item], limit: Int, stop: StopFlag, onRelease: @escaping @Sendable (Item) -> Void
  ) {
    waiting = items[...]
    self.limit = limit
    self.stop = stop
    self.onRelease = onRelease
  }

  /// The next thing to do; nil when nothing is left, or `stop` is set. Waits while others prepare
  /// what comes next. Each work is to be reported with ``ended(_:)``.
  func next() -> Work? {
    condition.lock()
    defer { condition.unlock() }
    while !stop.isSet {
      if let work = takeEvaluation() ?? takePreparation() { return work }
      guard !active.isEmpty else { return nil }
      // Not for ever: a stop is set without a signal.
      _ = condition.wait(until: Date(timeIntervalSinceNow: Self.patience))
    }
    return nil
  }

  func ended(_ work: Work) {
    condition.lock()
    var released: Item?
    switch work {
    case .prepare(let item):
      if let index = index(of: item) { active[index].isReady = true }
      released = releaseIfDone(item)
    case .evaluate(let item, _):
      if let index = index(of: item) { active[index].ended += 1 }
      released = releaseIfDone(item)
    }
    condition.broadcast()
    condition.unlock()
    if let released { onRelease(released) }
  }

  private func takeEvaluation() -> Work? {
    for index in active.indices where active[index].isReady {
      let item = active[index].item
      guard active[index].begun < item.evaluations else { continue }
      active[index].begun += 1
      return .evaluate(item, active[index].begun - 1)
    }
    return nil
  }

  private func takePreparation() -> Work? {
    guard let item = waiting.first, active.isEmpty || bytes + item.bytes <= limit else {
      return nil
    }
    waiting.removeFirst()
    active.append(Active(item: item))
    bytes += item.bytes
    return .prepare(item)
  }

  private func releaseIfDone(_ item: Item) -> Item? {
    guard let index = index(of: item), active[index].isReady,
      active[index].ended == item.evaluations
    else { return nil }
    active.remove(at: index)
    bytes -= item.bytes
    return item
  }

  private func index(of item: Item) -> Int? {
    active.firstIndex { $0.item.model == item.model }
  }
}
