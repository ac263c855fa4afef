import ArgumentParser
import Sweep

/// What is scored once, without a ledger: a store, some of its datasets and models, and values as in a
/// plan.
struct ScoringOption: ParsableArguments {
  @OptionGroup var store: StoreOption

  @Option(
    name: .customLong("set"),
    help: "A value as in a plan: ped.step_size=0.2, metric_options.gbc.pca=64.")
  var overrides: [String] = []

  @OptionGroup var cache: CacheOption

  /// Whether the user asked for what cannot be used to be left out.
  var skips: Bool { overrides.contains("missing=skip") }

  /// The command line as a plan. What cannot be used is named, and does not stop the others; the exit
  /// code tells of it.
  ///
  /// - Parameter command: the name of the command.
  func plan(of command: String, metrics: String, motion: String) throws -> Plan {
    try checkOverrides(command, motion)
    var chosen = ["metrics=\(metrics)", "motion=\(motion)"] + store.planOverrides
    if !overrides.contains(where: { $0.hasPrefix("missing=") }) { chosen.append("missing=skip") }
    for (key, list) in [("datasets", store.datasets), ("models", store.models)] {
      if let list, list.names != ["all"] { chosen.append("\(key)=\(PlanText.list(list.names))") }
    }
    return try Plan.parse(
      "experiment: \(command)\n", path: "pedlab \(command)", overrides: chosen + overrides)
  }

  /// Refuses values that options of their own have, for neither shall win in silence, and values that
  /// would change nothing.
  private func checkOverrides(_ command: String, _ motion: String) throws {
    for text in overrides {
      let key = String(text.prefix { $0 != "=" })
      let first = String(key.prefix { $0 != "." })
      if ["metrics", "datasets", "models"].contains(key) || (key == "motion" && command == "score")
      {
        throw ValidationError("--\(key) chooses the \(key); --set \(key) is for pedlab run.")
      }
      if key == "store" {
        throw ValidationError("The store is the first argument; --set store is for pedlab run.")
      }
      let isOfPED = ["ped", "exclude"].contains(first) && !motion.contains("ped")
      let isOfSweeps =
        Self.keysOfSweeps.contains(first) || (first == "samples_per_class" && command != "score")
      guard isOfPED || isOfSweeps else { continue }
      let reason =
        if command == "score" && isOfPED {
          "without --motion ped nothing is moved"
        } else if isOfPED || first == "motion" {
          "pedlab \(command) scores without PED; pedlab score has --motion"
        } else {
          "the key is for pedlab run"
        }
      throw ValidationError("--set \(key) changes nothing here: \(reason).")
    }
  }

  /// Keys of plans that scoring once does not read.
  private static let keysOfSweeps: Set = [
    "motion", "experiment", "description", "names", "on_failure", "ground_truth", "truth", "seed",
    "sampling", "executor",
  ]

  /// Refuses lists of values: their scores could not be told apart.
  private func check(_ settings: [SweepSetting], _ command: String) throws {
    var seen = Set<[String]>()
    for setting in settings {
      guard seen.insert([setting.metric, setting.ped == nil ? "none" : "ped"]).inserted else {
        throw ValidationError(
          "pedlab \(command) scores one setting of each metric, and --set gives several values:"
            + " \(overrides.joined(separator: ", ")). Sweeps are for pedlab run.")
      }
    }
  }

  /// Opens the inputs of the plan, and reports remarks on them.
  ///
  /// - Parameter naming: says a remark of the files that the user knows.
  func open(
    _ plan: Plan, workers: Int, naming: (String) -> String = { $0 }
  ) throws -> (inputs: SweepInputs, settings: [SweepSetting]) {
    let settings = try SettingGrid(plan).settings
    try check(settings, plan.experiment)
    let inputs = try SweepInputs(plan, cache: cache.cache(), workers: workers, readsTruth: false)
    for remark in try inputs.remarks + inputs.labelRemarks() + inputs.outputRemarks(settings) {
      Messages.say("note: \(naming(remark))")
    }
    return (inputs, settings)
  }

  /// Says what the rows showed that were read: after scoring, since nothing is read for it.
  func sayRowRemarks(_ inputs: SweepInputs, _ settings: [SweepSetting]) {
    let remarks = inputs.rowRemarks(withReferences: settings.contains(where: \.readsReference))
    for remark in remarks { Messages.say("note: \(remark)") }
  }
}
