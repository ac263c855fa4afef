import Ledger

extension ResultCells {
  /// Which cells there are; without it nothing else can be read.
  private static let index = "cells"
  /// The recorded accuracies.
  private static let truth = "truth"

  /// Keeps the cells of experiments beside their runs, of those that have none.
  package static func keep(_ experiments: [String], in ledger: LedgerStore) throws {
    for experiment in experiments {
      try ledger.keepCells(of: experiment) { runs in
        let record = ExperimentRecord(name: experiment, runs: runs) {
          try ledger.evaluations(of: $0)
        }
        return try documents(of: record)
      }
    }
  }

  /// What is kept of an experiment, by name: its cells, the values of each statistic, and the accuracies.
  package static func documents(of record: ExperimentRecord) throws -> [String: [UInt8]] {
    let complete = try record.withEveryStatistic()
    let cells = ResultCells(complete.runs + complete.unfinishedRuns)
    var documents = cells.documents
    documents[truth] = TruthBytes.write(try record.truth(of: cells.datasets))
    return documents
  }

  /// The cells that a ledger keeps of an experiment, with the values of some statistics alone; nil if it
  /// keeps none, or they are not readable.
  package init?(_ experiment: String, in ledger: LedgerStore, statistics: [String]) throws {
    self.init(
      try ledger.cells(of: experiment, [Self.index] + statistics), statistics: statistics)
  }

  /// - Parameter documents: as ``documents(of:)`` gives them.
  package init?(_ documents: [String: [UInt8]], statistics: [String]) {
    guard let index = documents[Self.index], let shape = CellsReader.shape(index) else {
      return nil
    }
    let count = shape.repetitions.count
    var values: [String: [Double]] = [:]
    for statistic in statistics {
      guard let bytes = documents[statistic], bytes.count == 8 * count else { return nil }
      var numbers = PackedReader(bytes)
      values[statistic] = numbers.repeated(count) { $0.number() }
    }
    self.init(
      settings: shape.settings, datasets: shape.datasets, counts: shape.counts,
      repetitions: shape.repetitions, values: values,
      unfinished: UnfinishedRuns(groups: shape.unfinished))
  }

  /// The accuracies that a ledger keeps of an experiment's runs; nil if it keeps none.
  package static func truth(of experiment: String, in ledger: LedgerStore) throws -> TruthTable? {
    try ledger.cells(of: experiment, [truth])[truth].flatMap(TruthBytes.read)
  }

  private var documents: [String: [UInt8]] {
    var documents = values.mapValues { values in
      var writer = PackedWriter()
      for value in values { writer.add(value) }
      return writer.bytes
    }
    documents[Self.index] = CellsWriter.index(of: self)
    return documents
  }
}
