import FeatureStatistics
import FeatureStore
import Foundation
import LinearAlgebra
import Testing
import Transferability

/// The values of the conformance kit (Conformance/golden.csv), made by formulas in NumPy, without PED
/// and behind it.
struct GoldenValueTests {
  struct Value: Sendable {
    let sample, metric, motion: String
    let score, tolerance: Double
  }

  private static let folder = OfficialScore.fixture("").deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Conformance")

  static let values: [Value] = {
    let text =
      (try? String(contentsOf: folder.appending(path: "golden.csv"), encoding: .utf8)) ?? ""
    return text.split(separator: "\n").dropFirst().compactMap { line in
      // The purpose, the third column, may hold commas in quotes; the others do not.
      let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      guard let motion = cells.firstIndex(where: { $0 == "none" || $0 == "ped" }),
        let score = Double(cells[motion + 1]), let tolerance = Double(cells[motion + 2])
      else { return nil }
      return Value(
        sample: cells[1], metric: cells[motion - 1], motion: cells[motion], score: score,
        tolerance: tolerance)
    }
  }()

  /// Metrics of the kit that are an option of one here.
  private static let variants: [String: (String, [String: MetricOption])] = [
    "logme_icml": ("logme", ["variant": .text("icml")]),
    "logme_tllib": ("logme", ["variant": .text("tllib")]),
    "logme_transformer_ranker": ("logme", ["variant": .text("transformer_ranker")]),
    "reg_hscore_te_guide": ("reg_hscore", ["variant": .text("te_guide")]),
    "hscore_google": ("hscore", ["variant": .text("google")]),
    "tmi_te_guide": ("tmi", ["variant": .text("te_guide")]),
    "leep_plain": ("leep", ["log": .flag(false)]),
    "sa_printed": ("sa", ["form": .text("printed")]),
    "gbc": ("gbc", ["gaussian": .text("spherical")]),
    "ccfv_official": ("ccfv", ["variant": .text("official")]),
    "otce_wasserstein": ("otce", ["term": .text("wasserstein")]),
  ]

  @Test func `Metrics without public code have golden values`() {
    #expect(Self.values.count > 450)
    #expect(Set(Self.values.map(\.metric)).count >= 26)
  }

  @Test(arguments: Set(values.map(\.metric)).sorted())
  func `Scores equal those of the formula`(_ metric: String) throws {
    let store = try FeatureStore(.file(Self.folder.appending(path: "cases.h5").path))
    let (name, options) = Self.variants[metric] ?? (metric, [:])
    let implementation = try #require(MetricCatalog.entry(named: name)).make(options)
    for value in Self.values where value.metric == metric {
      let input = try input(value.sample, store)
      let motion =
        value.motion == "ped"
        ? try PEDPreparation(
          moments: input.moments, reference: input.reference, rescale: .reference, floor: 1e-3
        ).outcome(PEDSettings()).motion : .none(classes: input.moments.classCount)
      let score = try implementation.prepare(input).score(motion).components[0]
      #expect(
        abs(score - value.score) <= value.tolerance * max(1, abs(value.score)),
        "\(value.sample), \(value.motion): \(score), not \(value.score)")
    }
  }

  private func input(_ name: String, _ store: FeatureStore) throws -> ScoringInput {
    let reduced = try store.reducedFeatures(model: name, dataset: name)
    return ScoringInput(
      moments: reduced.moments, scatter: reduced.scatter,
      labels: try store.labels(of: name).classes,
      features: try store.features(model: name, dataset: name),
      outputs: try store.logits(model: name, dataset: name).map {
        SourceOutputs($0, kind: .logits)
      }, reference: try store.reference(model: name),
      companions: Companions(
        source: {
          try store.sourceSample(model: name).map {
            SourceSample(features: $0.features, labels: $0.labels.classes)
          }
        },
        randomFeatures: { try store.randomFeatures(model: name, dataset: name) },
        images: { try store.images(model: name, dataset: name)?.numbers }))
  }
}
