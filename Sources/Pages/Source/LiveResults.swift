import Findings
import Ledger
import Synchronization

/// The values of an experiment where the ledger keeps no cells, because a sweep is at work: runs are read
/// once, as they are finished, however often the ledger changes.
final class LiveResults: Sendable {
  /// What one look finds.
  struct Found: Sendable {
    let cells: ResultCells
    /// Of each dataset the run with the most accuracies, sorted by dataset.
    let fullest: [RecordedRun]
  }

  private struct State {
    var runs = FollowedRuns()
    var cells = GrowingCells()
  }

  private let name: String
  private let ledger: LedgerStore
  private let state = Mutex(State())

  init(_ name: String, _ ledger: LedgerStore) {
    (self.name, self.ledger) = (name, ledger)
  }

  func look() throws -> Found {
    try state.withLock { state in
      var cells = state.cells
      // Not held twice while it grows.
      state.cells = GrowingCells()
      try state.runs.look(
        at: name, in: ledger, begin: { cells = GrowingCells() }, take: { cells.add($0) })
      state.cells = cells
      return Found(
        cells: cells.cells(open: state.runs.open),
        fullest: cells.fullest.sorted { $0.key < $1.key }.map(\.value))
    }
  }
}
