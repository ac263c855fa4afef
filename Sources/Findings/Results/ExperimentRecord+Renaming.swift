import Ledger

extension ExperimentRecord {
  /// The same record with other names of models and datasets, for tables and figures of a paper.
  ///
  /// - Throws: ``TableError`` if two datasets, or two models, would have one name.
  package func renamed(_ names: [String: String]) throws -> ExperimentRecord {
    guard !names.isEmpty else { return self }
    try Self.check(Set(runs.map(\.specification.dataset)), names, noun: "datasets")
    try Self.check(Set(runs.flatMap(\.specification.models)), names, noun: "models")
    func renamed(_ run: RecordedRun) -> RecordedRun {
      var run = run
      run.specification.dataset = names[run.specification.dataset] ?? run.specification.dataset
      run.specification.models = run.specification.models.map { names[$0] ?? $0 }.sorted()
      return run
    }
    // A stored evaluation names its model by its place among those of the run as it is recorded.
    let recorded = Dictionary(uniqueKeysWithValues: (runs + unfinishedRuns).map { ($0.id, $0) })
    let load = load
    return ExperimentRecord(
      name: name, runs: (runs + unfinishedRuns).map(renamed), provenance: provenance,
      superseded: superseded
    ) { runs in
      try load(runs.compactMap { recorded[$0.id] }).mapValues { evaluations in
        evaluations.map { evaluation in
          var evaluation = evaluation
          evaluation.model = names[evaluation.model] ?? evaluation.model
          return evaluation
        }
      }
    }
  }

  static func check(
    _ present: Set<String>, _ names: [String: String], noun: String
  ) throws {
    let groups = Dictionary(grouping: present.sorted()) { names[$0] ?? $0 }
    guard let clash = groups.filter({ $0.value.count > 1 }).min(by: { $0.key < $1.key }) else {
      return
    }
    throw TableError(
      "names: the \(noun) \(clash.value.joined(separator: " and ")) would both be called "
        + "'\(clash.key)'; give each a name of its own.")
  }
}
