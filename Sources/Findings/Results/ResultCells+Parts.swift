import Ledger

extension ResultCells {
  /// The cells as if some datasets had not been asked for.
  package func without(datasets left: Set<String>) -> ResultCells {
    let isLeft = datasets.map(left.contains)
    guard isLeft.contains(true) else { return self }
    return keeping { _, dataset, _ in !isLeft[dataset] }
  }

  /// The same with the values of some statistics alone.
  package func holding(_ statistics: [String]) -> ResultCells {
    ResultCells(
      settings: settings, datasets: datasets, counts: cells.map(\.repetitions),
      repetitions: repetitions, values: values.filter { statistics.contains($0.key) },
      unfinished: unfinished)
  }

  /// The same with other names of datasets.
  ///
  /// - Throws: ``TableError`` if two would have one name.
  package func renamed(_ names: [String: String]) throws -> ResultCells {
    guard datasets.contains(where: { names[$0] != nil }) else { return self }
    try ExperimentRecord.check(Set(datasets), names, noun: "datasets")
    return ResultCells(
      settings: settings, datasets: datasets.map { names[$0] ?? $0 },
      counts: cells.map(\.repetitions), repetitions: repetitions, values: values,
      unfinished: unfinished)
  }
}
