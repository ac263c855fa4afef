import ArgumentParser
import Findings
import Sweep
import Wording

/// `pedlab rank FEATURES`
struct RankCommand: AsyncParsableCommand, ReadsStores {
  static let configuration = CommandConfiguration(
    commandName: "rank",
    abstract: "Rank models by their features alone: a first answer, without plan and ledger.",
    discussion: """
      FEATURES is a store, path templates with --features and --labels, or a folder of the files \
      MODEL_DATASET_feature.npy and MODEL_DATASET_label.npy, or MODEL_DATASET.npz with the arrays \
      features, labels and perhaps logits. `python -m pedlab.convert` makes a store of everything else. Models are ordered by the mean of their ranks over the metrics. A ranking \
      is a guess: `pedlab init` writes a plan that measures how good such guesses are.

      EXAMPLES
        pedlab rank Experiments/data/hub.h5 --datasets digits8
        pedlab rank features --metrics logme,gbc --json
      """)

  @OptionGroup var scoring: ScoringOption

  @Option(
    name: [.customLong("metrics"), .customLong("metric")], help: "Metrics, separated by commas.")
  var metrics = NameList(["logme", "sfda"])

  @OptionGroup var device: DeviceOption

  @Flag(help: "JSON: one object per dataset and model.")
  var json = false

  func run() async throws {
    try device.choose()
    let interrupt = InterruptHandler()
    try await OptionWords.namingAwaited { try await rank() }
    withExtendedLifetime(interrupt) {}
  }

  private func rank() async throws {
    let store = scoring.store
    let folder = try NumPyFolder(
      store.store, models: store.models?.names, datasets: store.datasets?.names)
    defer { folder?.remove() }
    for remark in folder?.remarks ?? [] { Messages.say("note: \(remark)") }
    do { try await rank(folder) } catch { throw folder?.named(error) ?? error }
    Messages.say("next: \(next(folder)) writes a plan that tests such rankings.")
  }

  private func rank(_ folder: NumPyFolder?) async throws {
    var source = scoring
    if let folder { source.store.store = folder.store }
    let workers = try WorkerCount.resolved(nil)
    let (inputs, settings) = try source.open(
      source.plan(of: "rank", metrics: metrics.text, motion: "none"), workers: workers,
      naming: { folder?.named($0) ?? $0 })
    let found = try await inputs.scores(settings, workers: workers)
    scoring.sayRowRemarks(inputs, settings)
    try show(ModelRanking.rankings(found.scores))
    ScoringFailure.say(found.failures.sentences.map { folder?.named($0) ?? $0 })
    if !found.failures.isEmpty { throw ExitStatus.unreadableInput }
  }

  /// Commands that go on from here, with the same options.
  private func next(_ folder: NumPyFolder?) -> String {
    guard let folder else {
      return "`\(ShellText.line(["pedlab", "init"] + scoring.store.words))`"
    }
    return "`\(folder.remedy)`, then `\(ShellText.line(["pedlab", "init", "store.h5"]))`,"
  }

  private func show(_ rankings: [ModelRanking]) throws {
    if json {
      try Output.json(.array(rankings.flatMap(records)))
    } else {
      for ranking in rankings {
        try Output.print(
          "\(ranking.dataset): \(counted(ranking.places.count, "model")), the best guess first")
        try Output.print(table(ranking).text)
      }
    }
    for ranking in rankings {
      for remark in [Self.remark(ranking)].compactMap(\.self) + Self.ties(ranking) {
        Messages.say("note: \(remark)")
      }
    }
  }

  private static func ties(_ ranking: ModelRanking) -> [String] {
    ranking.roundingTies.map { metric, models in
      "\(ranking.dataset): \(metric) gives \(listed(models, limit: 6, rest: "more")) scores that are equal up "
        + "to rounding; their order among each other is noise."
    }
  }

  /// What did not count, and why.
  private static func remark(_ ranking: ModelRanking) -> String? {
    if !ranking.uncounted.isEmpty {
      return
        "\(ranking.dataset): \(listed(ranking.uncounted)) could not score every model, so the ranks "
        + "are those of \(listed(ranking.counted))."
    }
    let unranked = ranking.places.filter { $0.rank == nil }.map(\.model)
    return unranked.isEmpty
      ? nil
      : "\(ranking.dataset): \(listed(unranked)) \(unranked.count == 1 ? "has" : "have") no rank, since no "
        + "metric scored every model; ranks are over the models that all metrics scored."
  }

  private func table(_ ranking: ModelRanking) -> TextTable {
    let rows = ranking.places.map { place in
      [
        place.model, place.rank.map { "\($0)" } ?? "—", Printed.fixed(place.meanRank, decimals: 1),
      ]
        + metrics.names.map { Printed.fixed(place.scores[$0], decimals: 4) }
    }
    return TextTable(header: ["model", "rank", "average_rank"] + metrics.names, rows: rows)
  }

  private func records(_ ranking: ModelRanking) -> [JSONValue] {
    ranking.places.map { place in
      let scores = metrics.names.map { ($0, JSONValue.optional(place.scores[$0])) }
      return .object([
        ("dataset", .text(ranking.dataset)), ("model", .text(place.model)),
        ("rank", place.rank.map { .integer($0) } ?? .null),
        ("average_rank", .optional(place.meanRank)),
        ("score_by_metric", .object(scores)),
      ])
    }
  }
}
