import FeatureStore
import Transferability
import Wording

extension SweepInputs {
  /// How the labels of the datasets are read, a sentence for all that are read alike; and what may
  /// surprise about them.
  ///
  /// - Throws: ``StoreError`` for labels that cannot be read or that models disagree about.
  package func labelRemarks() throws -> [String] {
    var order: [String] = []
    var readings: [String: [String]] = [:]
    var doubts: [String] = []
    for dataset in datasets {
      let labels = try store.labels(of: dataset)
      if readings[labels.reading] == nil { order.append(labels.reading) }
      readings[labels.reading, default: []].append(dataset)
      doubts += labels.doubts
    }
    return order.map { "labels of \(listed(readings[$0] ?? [])) \($0)" } + doubts
      + store.ignoredInVain(on: datasets)
  }

  /// What of ignore_labels is a class of the source data, which OTCE reads.
  private func sourceRemarks() -> [String] {
    let all = Set(models.values.joined()).sorted()
    // What cannot be read is named where it fails.
    let doubts = all.flatMap { (try? store.sourceSample(model: $0))?.labels.doubts ?? [] }
    return Set(doubts).sorted()
  }

  /// What is guessed of source-head outputs, and which models a metric leaves out because they have
  /// none.
  ///
  /// - Parameter settings: those of the sweep.
  package func outputRemarks(_ settings: [SweepSetting]) throws -> [String] {
    let byNeed = Dictionary(grouping: Set(settings.map(\.metric)).sorted(), by: MetricNeed.of)
    let groups = byNeed.filter { !$0.key.isEmpty }.sorted { $0.value[0] < $1.value[0] }
    var remarks: [String] = []
    // By what is said of them: logits.
    var guesses = RemarkGroups()
    for (needs, metrics) in groups {
      if needs.contains(.source) { remarks += sourceRemarks() }
      for dataset in datasets {
        remarks += try leftOut(metrics, needs, dataset)
        guard needs.contains(.logits) else { continue }
        for model in try models(scoredBy: metrics[0], on: dataset) {
          // Logits that cannot be read are named where they fail.
          guard let outputs = try? outputs(model, dataset) else { continue }
          for said in [try? outputs.recognisedReading, try? outputs.rowDoubt] {
            if let said { guesses.add("\(model) on \(dataset)", said) }
          }
        }
      }
    }
    return remarks
      + guesses.all.sorted { $0.clause < $1.clause }.map { "\(listed($0.places)): \($0.clause)" }
  }

  private func leftOut(
    _ metrics: [String], _ needs: [MetricNeed], _ dataset: String
  ) throws -> [String] {
    let scored = try models(scoredBy: metrics[0], on: dataset)
    let without = (models[dataset] ?? []).filter { !scored.contains($0) }
    guard !without.isEmpty else { return [] }
    return [
      "\(listed(metrics)) on \(dataset): \(counted(scored.count, "model")) of"
        + " \(scored.count + without.count); \(listed(without)) \(without.count == 1 ? "has" : "have")"
        + " no \(needs.map(\.noun).joined(separator: ", or no "))"
    ]
  }
}
