import Ledger

extension ResultCells {
  /// Which cells there are; without it nothing else can be read.
  private static let index = "cells"

  /// Keeps the cells of experiments beside their runs, of those that have none.
  package static func keep(_ experiments: [String], in ledger: LedgerStore) throws {
    for experiment in experiments {
      try ledger.keepCells(of: experiment) { ResultCells($0).documents }
    }
  }

  /// The cells that a ledger keeps of an experiment, with the values of some statistics alone; nil if it
  /// keeps none, or they are not readable.
  package init?(_ experiment: String, in ledger: LedgerStore, statistics: [String]) throws {
    self.init(
      try ledger.cells(of: experiment, [Self.index] + statistics), statistics: statistics)
  }

  /// - Parameter documents: as ``documents`` gives them.
  package init?(_ documents: [String: [UInt8]], statistics: [String]) {
    guard let index = documents[Self.index], let shape = CellsReader.shape(index) else {
      return nil
    }
    let count = shape.cells.reduce(0) { $0 + $1.repetitions }
    var values: [String: [Double]] = [:]
    for statistic in statistics {
      guard let bytes = documents[statistic], bytes.count == 8 * count else { return nil }
      var numbers = PackedReader(bytes)
      values[statistic] = numbers.repeated(count) { $0.number() }
    }
    self.init(
      settings: shape.settings, datasets: shape.datasets, cells: shape.cells, values: values,
      unfinished: UnfinishedRuns(groups: shape.unfinished))
  }

  /// What is kept, by name: the cells, and the values of each statistic.
  package var documents: [String: [UInt8]] {
    var documents = values.mapValues { values in
      var writer = PackedWriter()
      for value in values { writer.add(value) }
      return writer.bytes
    }
    documents[Self.index] = CellsWriter.index(of: self)
    return documents
  }
}
