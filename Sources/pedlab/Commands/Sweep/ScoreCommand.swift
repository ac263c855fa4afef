import ArgumentParser
import Findings
import Foundation
import Sweep
import Tabular
import Transferability
import Wording

/// `pedlab score STORE`
struct ScoreCommand: AsyncParsableCommand, ReadsStores {
  static let configuration = CommandConfiguration(
    commandName: "score",
    abstract: "Score models once, without a ledger.",
    discussion: """
      Prints CSV: a line for each dataset, model and metric. Higher is better for every metric.

      EXAMPLES
        pedlab score features.h5 --metrics logme,sfda --motion ped --datasets pets
        pedlab score '{model}.h5' --features '/{dataset}/x' --labels '/{dataset}/y'
      """)

  @OptionGroup var scoring: ScoringOption

  @Option(
    name: [.customLong("metrics"), .customLong("metric")], help: "Metrics, separated by commas.")
  var metrics = NameList(["logme"])

  @Option(help: "none, ped, or none,ped.")
  var motion = "none"

  @Option(
    help: """
      Scores from so many rows of each class, separated by commas, such as 10,50,all: nested samples, the same \
      for every model, from one read of the features.
      """)
  var samplesPerClass: String?

  @Option(help: "With --samples-per-class: seeds of the samples, separated by commas (default: 0).")
  var sampleSeeds: String?

  @Flag(
    help: """
      Standard errors of the scores, by a jackknife over ten blocks of rows, and which models the rows \
      do not tell apart.
      """)
  var standardErrors = false

  @OptionGroup var device: DeviceOption

  @Flag(help: "JSON Lines: one object per score.")
  var json = false

  func run() async throws {
    try device.choose()
    try await OptionWords.namingAwaited { try await score() }
  }

  private func score() async throws {
    let plan = try scoring.plan(of: "score", metrics: metrics.text, motion: motion)
    guard plan.samples == [nil] else {
      throw ValidationError(
        "samples_per_class is a key of plans; pedlab score takes --samples-per-class.")
    }
    let workers = try WorkerCount.resolved(nil)
    let (inputs, settings) = try scoring.open(plan, workers: workers)
    if let budgets = try SampleBudgets(
      perClass: samplesPerClass, seeds: sampleSeeds, withErrors: standardErrors)
    {
      let found = try await inputs.sampleScores(settings, budgets, workers: workers)
      try Output.print(
        json ? SampleScoreText.lines(found) : SampleScoreText.csv(found), terminator: "")
      for remark in try inputs.orderRemarks() + SampleScoreText.remarks(found) {
        Messages.say("note: \(remark)")
      }
      scoring.sayRowRemarks(inputs, settings)
      try finish(found.failures, inputs)
      return
    }
    let found = try await inputs.scores(settings, workers: workers)
    scoring.sayRowRemarks(inputs, settings)
    if json {
      for score in found.scores { try Output.print(Self.json(score).line) }
    } else {
      try Output.print(Self.csv(found.scores), terminator: "")
    }
    try finish(found.failures, inputs)
  }

  /// Each failure is a line: scripts read them.
  private func finish(_ failures: [ScoringFailure], _ inputs: SweepInputs) throws {
    ScoringFailure.say(failures.map(\.description))
    if !failures.isEmpty || (inputs.hasProblems && !scoring.skips) {
      throw ExitStatus.unreadableInput
    }
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
