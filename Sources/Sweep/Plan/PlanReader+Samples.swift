import Ledger
import Transferability

extension PlanReader {
  /// As plans, commands and exports call the whole of the rows.
  static let allRows = "all"

  /// The samples of rows, each size with each seed; nil: all rows, which no seed changes.
  func samples() throws -> [RowSample?] {
    let seeds = try sampleSeeds()
    guard let node = nodes["samples_per_class"] else {
      if let node = nodes["seed"] {
        throw node.fail(
          "seed draws the rows of samples_per_class, which the plan does not have. Seeds of metrics"
            + " stand in metric_options; that of random points in sampling")
      }
      return [nil]
    }
    let sizes = try node.list().map(sampleSize)
    guard !sizes.isEmpty else {
      throw node.fail("samples_per_class has no values: the grid is empty")
    }
    for (place, size) in sizes.enumerated() where sizes[..<place].contains(size) {
      throw node.fail(
        "samples_per_class lists \(size.map(String.init) ?? Self.allRows) twice; each value is run once"
      )
    }
    return SampleBudgets(perClass: sizes, seeds: seeds, withErrors: false).samples
  }

  /// nil: all.
  private func sampleSize(_ node: PlanNode) throws -> Int? {
    if case .scalar(Self.allRows) = node.value { return nil }
    guard let size = try? node.integer("samples_per_class"), size >= SampleBudgets.fewestRows else {
      throw node.fail(
        "samples_per_class has \(node.kind); allowed are whole numbers from"
          + " \(SampleBudgets.fewestRows), and \(Self.allRows)")
    }
    return size
  }

  private func sampleSeeds() throws -> [Int] {
    guard let node = nodes["seed"] else { return [0] }
    let seeds = try node.list().map { node in
      guard let seed = try? node.integer("seed"), SeedRange.allowed.contains(seed) else {
        throw node.fail("seed has \(node.kind); each must be \(SeedRange.sentence)")
      }
      return seed
    }
    guard !seeds.isEmpty else { throw node.fail("seed has no values: no sample would be drawn") }
    for (place, seed) in seeds.enumerated() where seeds[..<place].contains(seed) {
      throw node.fail("seed lists \(seed) twice; each value is run once")
    }
    return seeds
  }
}
