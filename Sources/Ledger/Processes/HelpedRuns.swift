/// What a process knows of the runs that it helps with, so that the next of thousands of models is found without
/// looking at all those before it.
struct HelpedRuns {
  /// By row. What is to be computed never changes.
  private var runs: [Int64: RecordedRun] = [:]
  /// By row: from this position on no model was free when it was last looked at.
  private var ends: [Int64: Int] = [:]

  /// The runs of some rows, of which `read` reads those that are not known; others are forgotten.
  mutating func runs(
    _ rows: [Int64], reading read: ([Int64]) throws -> [RecordedRun]
  ) rethrows -> [RecordedRun] {
    let missing = rows.filter { runs[$0] == nil }
    var found = missing.isEmpty ? [] : try read(missing)
    found += rows.compactMap { runs[$0] }
    runs = Dictionary(uniqueKeysWithValues: found.map { ($0.row, $0) })
    ends = ends.filter { runs[$0.key] != nil }
    return rows.compactMap { runs[$0] }
  }

  /// The last position of a run that is free; what was looked at before is looked at again only where
  /// nothing else is, since it may have been given back.
  mutating func lastFree(
    of run: RecordedRun, where isFree: (Int) throws -> Bool
  ) rethrows -> Int? {
    let count = run.specification.models.count
    let end = min(ends[run.row] ?? count, count)
    for range in [0..<end, end..<count] {
      for position in range.reversed() where try isFree(position) {
        ends[run.row] = position
        return position
      }
    }
    ends[run.row] = 0
    return nil
  }
}
