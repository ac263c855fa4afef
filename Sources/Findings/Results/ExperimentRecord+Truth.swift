import Ledger

extension ExperimentRecord {
  /// The recorded accuracies of the experiment, as far as its runs have them: of each dataset those of
  /// the run with the most models.
  package func truth(of datasets: [String]) throws -> TruthTable {
    var chosen: [String: RecordedRun] = [:]
    for run in runs {
      let dataset = run.specification.dataset
      let count = run.correlations?.accuracies ?? 0
      if let known = chosen[dataset]?.correlations?.accuracies, known >= count { continue }
      chosen[dataset] = run
    }
    let scores = try scores(of: datasets.compactMap { chosen[$0] })
    let found = datasets.map { chosen[$0].flatMap { scores[$0.id] } }
    let models = Set(found.compactMap { $0?.models }.joined()).sorted()
    return TruthTable(
      models: models, datasets: datasets,
      merits: found.map { run in
        let pairs = run.map { Array(zip($0.models, $0.merits)) } ?? []
        let known = Dictionary(uniqueKeysWithValues: pairs)
        return models.map { known[$0] }
      })
  }
}
