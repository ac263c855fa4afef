import ArgumentParser
import Findings
import Foundation
import Sweep
import Tabular
import Transferability
import Wording

/// `pedlab score STORE`
struct ScoreCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "score",
    abstract: "Score models once, without a ledger.",
    discussion: """
      Example:
        pedlab score Experiments/data/hub.h5 --metric logme,sfda --motion ped --dataset digits8
        pedlab score 'feats/{model}.h5' --features '/{dataset}/feats' --labels '/{dataset}/y'
      """)

  @OptionGroup var store: StoreOption

  @Option(help: "Metrics, separated by commas.")
  var metric = "logme"

  @Option(help: "none, ped, or none,ped.")
  var motion = "none"

  @Option(help: "Datasets, separated by commas (default: all).")
  var dataset: NameList?

  @Option(help: "Models, separated by commas (default: all).")
  var model: NameList?

  @Option(name: .customLong("set"), help: "A value as in a plan: ped.step_size=0.2.")
  var overrides: [String] = []

  @Option(
    help: """
      Scores from so many rows of each class, with commas, such as 10,50,all: nested samples, the same \
      for every model, from one read of the features.
      """)
  var samplesPerClass: String?

  @Option(help: "With --samples-per-class: seeds of the samples, with commas; else 0.")
  var sampleSeeds: String?

  @Flag(
    help: """
      Standard errors of the scores, by a jackknife over ten blocks of rows, and which models the rows \
      do not tell apart.
      """)
  var standardErrors = false

  @OptionGroup var cache: CacheOption

  @Flag(help: "One JSON object a line.")
  var json = false

  func run() async throws {
    let plan = try Plan.parse(
      "experiment: score\n", path: "pedlab score", overrides: chosen + overrides)
    guard plan.samples == [nil] else {
      throw ValidationError(
        "samples_per_class is a key of plans; pedlab score takes --samples-per-class.")
    }
    let workers = try WorkerCount.resolved(nil)
    let inputs = try SweepInputs(
      plan, cache: cache.cache(), workers: workers, readsTruth: false)
    let settings = try SettingGrid(plan).settings
    let asked = try SampleBudgets(
      perClass: samplesPerClass, seeds: sampleSeeds, withErrors: standardErrors)
    for remark in try inputs.remarks + inputs.labelRemarks() + inputs.outputRemarks(settings) {
      Messages.say("note: \(remark)")
    }
    if let budgets = asked {
      for remark in try inputs.orderRemarks() { Messages.say("note: \(remark)") }
      let found = try await inputs.sampleScores(settings, budgets, workers: workers)
      try Output.print(
        json ? SampleScoreText.lines(found) : SampleScoreText.csv(found), terminator: "")
      for remark in SampleScoreText.remarks(found) { Messages.say("note: \(remark)") }
      try finish(found.failures, inputs)
      return
    }
    let found = try await inputs.scores(settings, workers: workers)
    if json {
      for score in found.scores { try Output.print(Self.json(score).line) }
    } else {
      try Output.print(Self.csv(found.scores), terminator: "")
    }
    try finish(found.failures, inputs)
  }

  private func finish(_ failures: [String], _ inputs: SweepInputs) throws {
    for failure in failures { Messages.say(ErrorReport.prefixed(failure)) }
    if !failures.isEmpty || (inputs.hasProblems && !skips) {
      throw ExitStatus.unreadableInput
    }
  }

  /// Whether the user asked for what cannot be used to be left out.
  private var skips: Bool { overrides.contains("missing=skip") }

  /// The command line as overrides of a plan. What cannot be used is named, and does not stop the
  /// others; the exit code tells of it.
  private var chosen: [String] {
    var chosen =
      ["metrics=\(metric)", "motion=\(motion)", "missing=skip"] + store.planOverrides
    // --datasets and --models, which settle how file names are read, choose as --dataset does.
    for (key, list) in [("datasets", dataset ?? store.datasets), ("models", model ?? store.models)]
    {
      if let list, list.names != ["all"] { chosen.append("\(key)=\(PlanText.list(list.names))") }
    }
    return chosen
  }

  private static func csv(_ scores: [OneOffScore]) -> String {
    var writer = CSVWriter()
    writer.write(["dataset", "model", "metric", "motion", "score", "steps_taken", "stop"])
    for score in scores {
      writer.write([
        CSVWriter.guarded(score.dataset), CSVWriter.guarded(score.model), score.setting.metric,
        motion(score), Printed.exact(score.score), score.stepsTaken.map(String.init) ?? "",
        score.stop?.rawValue ?? "",
      ])
    }
    return writer.text
  }

  private static func json(_ score: OneOffScore) -> JSONValue {
    .object([
      ("dataset", .text(score.dataset)), ("model", .text(score.model)),
      ("metric", .text(score.setting.metric)), ("motion", .text(motion(score))),
      ("score", .optional(score.score)),
      ("steps_taken", score.stepsTaken.map { .integer($0) } ?? .null),
      ("stop", .optional(score.stop?.rawValue)),
      ("notes", .array(score.notes.map { .text($0) })),
    ])
  }

  private static func motion(_ score: OneOffScore) -> String {
    score.setting.ped == nil ? "none" : "ped"
  }
}
