import FeatureStore
import Transferability
import Wording

extension SweepInputs {
  /// What an evaluation is to say of the rows that it was computed from.
  ///
  /// - Parameters:
  ///   - metric: what it reads counts.
  ///   - ped: nil: not moved.
  func rowNotes(
    _ model: String, _ dataset: String, _ metric: MetricDescription, _ ped: PEDSettings?
  ) -> [String] {
    let source = ped?.readsReference == true ? referenceClauses(model) : []
    let outputs =
      metric.inputs.contains(.logits) ? try? outputs(model, dataset)?.rowDoubt : nil
    return clauses(model, dataset).map { "features: \($0)" } + source.map { "reference: \($0)" }
      + [outputs].compactMap(\.self) + labelNotes(dataset)
  }

  /// Labels that cannot be read are named where they fail.
  private func labelNotes(_ dataset: String) -> [String] {
    guard let labels = try? store.labels(of: dataset), labels.areRowNumbers else { return [] }
    return ["labels: every class of \(dataset) has one row: are these row numbers?"]
  }

  /// What is doubtful of all features that have been read: rows that may never have been written or were
  /// written twice, of references too, and models with the features of another. A sentence for what is
  /// the same of several, without its stop.
  ///
  /// - Parameter withReferences: whether settings read these.
  package func rowRemarks(withReferences: Bool) -> [String] {
    var remarks = RemarkGroups()
    for dataset in datasets {
      let own = models[dataset] ?? []
      var groups = RemarkGroups()
      for model in own {
        for clause in clauses(model, dataset) { groups.add(model, clause) }
      }
      for (clause, names) in groups.all {
        let isAll = names.count == own.count && own.count > 2
        remarks.add("\(isAll ? "all \(own.count) models" : listed(names)) on \(dataset)", clause)
      }
      for twins in twins(own, dataset) {
        remarks.add(
          "\(listed(twins)) on \(dataset)",
          "the features are the same, number for number: was one model's written under"
            + " \(twins.count == 2 ? "both" : "all") names?")
      }
    }
    for model in Set(models.values.joined()).sorted() {
      for places in copies(model, withReference: withReferences) {
        remarks.add(
          "\(model) on \(listed(places))",
          "the features are the same, number for number: was one file written under"
            + " \(places.count == 2 ? "both" : "all") names?")
      }
      guard withReferences else { continue }
      for clause in referenceClauses(model) { remarks.add("reference of \(model)", clause) }
    }
    return remarks.all.map { "\(listed($0.places)): \($0.clause)" }
  }

  private func clauses(_ model: String, _ dataset: String) -> [String] {
    knownRows.content(of: Pair(model: model, dataset: dataset))?.rows.clauses ?? []
  }

  /// None for a reference that cannot be read either: that is reported where it is needed.
  private func referenceClauses(_ model: String) -> [String] {
    (try? reducedReference(model))?.rows?.clauses ?? []
  }

  /// Datasets with the same features of a model, and the reference, as groups.
  private func copies(_ model: String, withReference: Bool) -> [[String]] {
    var groups = RemarkGroups()
    for dataset in datasets {
      let content = knownRows.content(of: Pair(model: model, dataset: dataset))
      if let content { groups.add(dataset, content.digest) }
    }
    if withReference, let reference = try? reducedReference(model) {
      groups.add("the reference", reference.digest)
    }
    return groups.all.map(\.places).filter { $0.count > 1 }
  }

  /// Models with the same features, as groups.
  private func twins(_ models: [String], _ dataset: String) -> [[String]] {
    var groups = RemarkGroups()
    for model in models {
      let content = knownRows.content(of: Pair(model: model, dataset: dataset))
      if let content { groups.add(model, content.digest) }
    }
    return groups.all.map(\.places).filter { $0.count > 1 }
  }
}
