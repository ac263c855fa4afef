import ArgumentParser
import Foundation
import Sweep
import Transferability

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

  @Option(help: "Metrics, divided by commas.")
  var metric = "logme"

  @Option(help: "none, ped, or none,ped.")
  var motion = "none"

  @Option(help: "Datasets, divided by commas (default: all).")
  var dataset = "all"

  @Option(help: "Models, divided by commas (default: all).")
  var model = "all"

  @Option(name: .customLong("set"), help: "A value as in a plan: ped.step_size=0.2.")
  var overrides: [String] = []

  @OptionGroup var cache: CacheOption

  @Flag(help: "One JSON object a line.")
  var json = false

  func run() async throws {
    try await reportingErrors {
      let plan = try Plan.parse(
        "experiment: score\n", path: "pedlab score", overrides: chosen + overrides)
      let workers = try WorkerCount.resolved(nil)
      let inputs = try SweepInputs(
        plan, cache: cache.cache(), workers: workers, readsTruth: false)
      let settings = try SettingGrid(plan).settings
      for remark in try inputs.remarks + inputs.labelRemarks() + inputs.outputRemarks(settings) {
        Messages.say("note: \(remark)")
      }
      let found = try await inputs.scores(settings, workers: workers)
      json ? printJSON(found.scores) : printCSV(found.scores)
      for failure in found.failures { Messages.say("pedlab: \(failure)") }
      if !found.failures.isEmpty || (inputs.hasProblems && !skips) {
        throw ExitStatus.unreadableInput
      }
    }
  }

  /// Whether the user asked for what cannot be used to be left out.
  private var skips: Bool { overrides.contains("missing=skip") }

  /// The command line as overrides of a plan. What cannot be used is named, and does not stop the
  /// others; the exit code tells of it.
  private var chosen: [String] {
    var chosen =
      ["metrics=\(metric)", "motion=\(motion)", "missing=skip"] + store.planOverrides
    for (key, text) in [("datasets", dataset), ("models", model)] where text != "all" {
      chosen.append("\(key)=\(PlanText.list(text.split(separator: ",").map(String.init)))")
    }
    return chosen
  }

  private func printCSV(_ scores: [OneOffScore]) {
    print("dataset,model,metric,motion,score,steps_taken,stop")
    for score in scores {
      let fields = [
        score.dataset, score.model, score.setting.metric,
        score.setting.ped == nil ? "none" : "ped", "\(score.score)",
        score.stepsTaken.map(String.init) ?? "", score.stop?.rawValue ?? "",
      ]
      print(fields.joined(separator: ","))
    }
  }

  private func printJSON(_ scores: [OneOffScore]) {
    for score in scores {
      var object: [String: Any] = [
        "dataset": score.dataset, "model": score.model, "metric": score.setting.metric,
        "motion": score.setting.ped == nil ? "none" : "ped", "score": score.score,
        "notes": score.notes,
      ]
      if let steps = score.stepsTaken { object["steps_taken"] = steps }
      if let stop = score.stop { object["stop"] = stop.rawValue }
      if let data = try? JSONSerialization.data(withJSONObject: object, options: .sortedKeys) {
        print(String(decoding: data, as: UTF8.self))
      }
    }
  }
}
