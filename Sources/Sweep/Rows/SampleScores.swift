import Ledger
import Transferability

/// Scores from some of the rows, and what could not be scored.
package struct SampleScores: Sendable {
  /// In the order of datasets and models.
  package private(set) var scores: [SampleScore] = []
  /// What could not be scored, in the same order.
  package private(set) var failures: [ScoringFailure] = []

  mutating func fail(_ failure: ScoringFailure) { failures.append(failure) }
}

extension SampleScores {
  private struct Group: Hashable {
    let setting: Int
    let sample: RowSample?
  }

  /// Combines the models of each setting and sample.
  mutating func add(
    _ values: [SampleValue], _ dataset: String, _ settings: [SweepSetting],
    _ variants: [MetricVariant]
  ) {
    var groups: [[SampleValue]] = []
    var places: [Group: Int] = [:]
    for value in values {
      let key = Group(setting: value.setting, sample: value.sample)
      if let place = places[key] {
        groups[place].append(value)
      } else {
        places[key] = groups.count
        groups.append([value])
      }
    }
    for group in groups {
      let setting = settings[group[0].setting]
      let combine = variants[group[0].setting].metric.combine
      var scored: [(value: SampleValue, components: [Double])] = []
      for value in group {
        switch value.components {
        case .success(let components): scored.append((value, components))
        case .failure(let error):
          fail(
            ScoringFailure(
              dataset: dataset, model: value.model, metric: setting.metric, message: "\(error)"))
        }
      }
      guard !scored.isEmpty else { continue }
      let scores = combine(scored.map(\.components))
      // A block that a model has no score without leaves all without an error.
      let blocks = scored.map(\.value.withoutBlocks.count).min() ?? 0
      let without = (0..<blocks).map { block in
        combine(scored.map { $0.value.withoutBlocks[block] })
      }
      for (place, item) in scored.enumerated() {
        let left = without.map { $0[place] }
        self.scores.append(
          SampleScore(
            dataset: dataset, model: item.value.model, setting: setting,
            sample: item.value.sample, rows: item.value.rows, score: scores[place],
            standardError: BlockJackknife.standardError(left),
            withoutBlocks: left))
      }
    }
  }
}
