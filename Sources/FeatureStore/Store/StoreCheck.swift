import Tabular

internal import LinearAlgebra

/// Something that a look through a store found.
package struct StoreFinding: Sendable, Equatable {
  package enum Severity: String, Sendable {
    /// A run over this cannot work.
    case error
    /// It works, but the result may surprise.
    case warning
    case note
  }

  package let severity: Severity
  /// "model on dataset", "dataset D", ...
  package let place: String
  package let message: String
}

extension FeatureStore {
  /// Reads everything once and lists what is wrong or surprising.
  package func check(truth: GroundTruth? = nil) throws -> [StoreFinding] {
    let truth = try truth ?? groundTruth()
    var findings = checkTruth(truth)
    var labels: [String: Labels] = [:]
    for dataset in datasets {
      do {
        labels[dataset] = try self.labels(of: dataset)
        if let known = labels[dataset] { findings += check(known, dataset) }
      } catch let error as StoreError {
        findings.append(.init(severity: .error, place: dataset, message: error.message))
      }
    }
    for model in models {
      var reference: ReferenceStatistics?
      do {
        reference = try self.reference(model: model)
        if reference == nil {
          findings.append(
            .init(
              severity: .warning, place: model,
              message: "no reference features: PED's rescaling needs them (or rescale: target)"))
        }
      } catch let error as StoreError {
        findings.append(.init(severity: .error, place: model, message: error.message))
      }
      for dataset in datasets where hasFeatures(model: model, dataset: dataset) {
        do {
          findings += try check(model, dataset, labels[dataset], reference)
        } catch let error as StoreError {
          findings.append(
            .init(severity: .error, place: "\(model) on \(dataset)", message: error.message))
        }
      }
    }
    return findings
  }

  private func checkTruth(_ truth: GroundTruth?) -> [StoreFinding] {
    guard let truth else {
      return [
        .init(
          severity: .note, place: location.description,
          message: "no ground truth in the store; give one in the plan (ground_truth)")
      ]
    }
    let known = Set(truth.entries.map { [$0.model, $0.dataset] })
    let without = truth.entries.filter { !hasFeatures(model: $0.model, dataset: $0.dataset) }
      .map {
        StoreFinding(
          severity: .warning, place: "\($0.model) on \($0.dataset)",
          message: "has a ground truth but no features")
      }
    return without
      + models.flatMap { model in
        datasets.filter {
          hasFeatures(model: model, dataset: $0) && !known.contains([model, $0])
        }.map {
          StoreFinding(
            severity: .warning, place: "\(model) on \($0)",
            message: "has features but no ground truth")
        }
      }
  }

  private func check(_ labels: Labels, _ dataset: String) -> [StoreFinding] {
    guard labels.targets == nil else { return [] }
    var counts = [Int](repeating: 0, count: labels.classCount)
    for label in labels.classes { counts[label] += 1 }
    var findings: [StoreFinding] = []
    if labels.classCount < 2 {
      findings.append(
        .init(
          severity: .error, place: dataset,
          message: "\(labels.classCount) class(es) in \(labels.count) labels; at least 2 are needed"
        ))
    }
    let single = counts.indices.filter { counts[$0] == 1 }.map { String(labels.values[$0]) }
    if !single.isEmpty {
      findings.append(
        .init(
          severity: .warning, place: dataset,
          message: "classes with one sample: label \(Self.list(single))"))
    }
    return findings
  }

  private func check(
    _ model: String, _ dataset: String, _ labels: Labels?, _ reference: ReferenceStatistics?
  ) throws -> [StoreFinding] {
    let features = try features(model: model, dataset: dataset)
    let place = "\(model) on \(dataset)"
    var findings: [StoreFinding] = []
    if let labels, labels.count != features.rows {
      findings.append(
        .init(
          severity: .error, place: place,
          message: "\(features.rows) rows of features, but \(labels.count) labels"))
    }
    if let position = try features.firstNotFinite() {
      let kind = position.value.isNaN ? "NaN" : "infinite"
      findings.append(
        .init(
          severity: .error, place: place,
          message: "\(position.count) values are not finite; the first, \(kind), is in row"
            + " \(position.row), column \(position.column)"))
      return findings
    }
    let variances = try features.reduced(
      classes: [Int](repeating: 0, count: features.rows), classCount: 1, scatter: false
    ).statistics.variances.elements
    let constant = variances.indices.filter { variances[$0] == 0 }
    if !constant.isEmpty {
      findings.append(
        .init(
          severity: .note, place: place,
          message: "\(constant.count) of \(variances.count) features are constant"))
    }
    guard let reference else { return findings }
    guard reference.mean.count == variances.count else {
      findings.append(
        .init(
          severity: .error, place: place,
          message: "\(variances.count) dimensions, but the reference has \(reference.mean.count)"))
      return findings
    }
    let deadUnits = DeadUnits(variances: variances, reference: reference)
    if deadUnits.count > 0 {
      findings.append(
        .init(severity: .warning, place: place, message: deadUnits.description))
    }
    return findings
  }

  static func list(_ names: [String]) -> String {
    names.prefix(8).joined(separator: ", ") + (names.count > 8 ? ", ... (\(names.count))" : "")
  }
}

/// Units that hardly vary on the source data (sd below the floor) but do on a dataset: PED divides
/// them by the floor, so they may carry most of what it sees.
struct DeadUnits {
  static let floor = 1e-3
  let count: Int
  /// Of the total variance after rescaling.
  let share: Double

  init(variances: [Double], reference: ReferenceStatistics) {
    let deviations = reference.standardDeviation
    let rescaled = variances.indices.map { d -> Double in
      let divisor = max(deviations[d], Self.floor)
      return variances[d] / (divisor * divisor)
    }
    let dead = variances.indices.filter { deviations[$0] < Self.floor && variances[$0] > 0 }
    count = dead.count
    let total = rescaled.reduce(0, +)
    share = total > 0 ? dead.map { rescaled[$0] }.reduce(0, +) / total : 0
  }

  var description: String {
    let percent = (share * 1000).rounded() / 10
    return "\(count) units are dead on the reference (sd < 0.001) but not here; they carry"
      + " \(percent)% of the rescaled variance"
  }
}

extension FeatureMatrix {
  /// The first value that is NaN or infinite, and how many there are; nil if there is none.
  func firstNotFinite() throws -> (row: Int, column: Int, value: Double, count: Int)? {
    var first: (row: Int, column: Int, value: Double)?
    var count = 0
    try forEachBlock { start, block in
      // The sum of 0 * x is 0 exactly if all x are finite: no branch in the common case.
      guard block.elements.reduce(0, { $0 + $1 * 0 }) != 0 else { return }
      for (index, value) in block.elements.enumerated() where !value.isFinite {
        count += 1
        if first == nil {
          first = (start + index / block.columns, index % block.columns, value)
        }
      }
    }
    return first.map { ($0.row, $0.column, $0.value, count) }
  }
}
