import Wording

/// A plan to begin with: what applies to a store, each line with a comment that says why.
package struct PlanDraft: Sendable {
  /// The name of the experiment.
  package var experiment: String
  /// The value of `store:`, as YAML.
  package var store: String
  /// Lines of the keys that say how the store is read: `pool: mean`.
  package var reading: [String] = []
  /// The metrics.
  package var metrics: [String]
  /// The file of accuracies, relative to the plan; nil for the store's own or none.
  package var truth: String?
  /// The models that were named, which settles how file names are read; nil: all.
  package var models: [String]?
  /// The same for datasets.
  package var datasets: [String]?
  /// Whether PED is swept.
  package var sweepsPED: Bool
  private let contents: StoreContents

  /// - Parameter store: the value of `store:`, as YAML.
  package init(experiment: String, store: String, contents: StoreContents) {
    self.experiment = experiment
    self.store = store
    self.contents = contents
    metrics = contents.metrics
    // What is swept must hold for every dataset of the plan.
    sweepsPED = contents.regressions.isEmpty
  }

  /// The plan as YAML.
  package var text: String {
    let parts = [head, storeLines, choiceLines, metricLines, motionLines, truthLines]
    return parts.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
  }

  private var head: [String] {
    [
      "# Begun by `pedlab init`. Every key: Documentation/inputs.md.",
      "experiment: \(PlanText.name(experiment))",
    ]
  }

  private var storeLines: [String] {
    ["# Paths are relative to this file.", "store: \(store)"] + reading
  }

  private var choiceLines: [String] {
    [
      "# \(counted(contents.models.count, "model")) and "
        + "\(counted(contents.datasets.count, "dataset")); a list takes some of them.",
      models.map { "models: \(PlanText.list($0))" }
        ?? "models: all       # \(sample(contents.models))",
      datasets.map { "datasets: \(PlanText.list($0))" }
        ?? "datasets: all     # \(sample(contents.datasets))",
    ]
  }

  private var metricLines: [String] {
    var lines = ["# `pedlab metrics` lists all; `pedlab metrics show NAME` explains one."]
    if !contents.regressions.isEmpty {
      lines.append(
        "# Labels of \(sample(contents.regressions)) are numbers, which few metrics take.")
    } else if contents.hasLogits {
      lines.append("# leep, nce and energy read the source head's outputs, which the store has.")
    }
    return lines + ["metrics: [\(metrics.joined(separator: ", "))]"]
  }

  private var motionLines: [String] {
    guard sweepsPED else {
      return [
        "# The metrics alone. PED moves classes before they score: [none, ped].", "motion: [none]",
      ]
    }
    return [
      "# none is the metric alone, the baseline that PED is compared with.",
      "motion: [none, ped]", "ped:",
      "  step_size: [0.05, 0.1, 0.2]     # official: 0.1; also {logspace: [0.01, 1, 9]}",
      "  iterations: [1, 2, 4, 6]        # official: 6; one trajectory gives them all",
      "  force_constant: [0.5, 1, 2]     # official: 1",
    ] + rescaling
  }

  private var rescaling: [String] {
    guard !contents.withoutReference.isEmpty else { return [] }
    return [
      "  # \(counted(contents.withoutReference.count, "model")) without reference features "
        + "(\(sample(contents.withoutReference))):",
      "  # dimensions are divided by the spread of the dataset, not of the source data.",
      "  rescale: target",
    ]
  }

  private var truthLines: [String] {
    if let truth {
      return ["# What fine-tuning reached: model,dataset,accuracy.", "ground_truth: \(truth)"]
    }
    if contents.hasTruth {
      return ["# What fine-tuning reached: the store's own /ground_truth/accuracy."]
    }
    return [
      "# Without accuracies there are scores, but no correlations. Once fine-tuning is done:",
      "# ground_truth: accuracy.csv     # model,dataset,accuracy",
    ]
  }

  private func sample(_ names: [String]) -> String {
    let shown = names.prefix(3).map { $0.filter { !$0.isNewline } }.joined(separator: ", ")
    return names.count > 3 ? "\(shown), ..." : shown
  }
}
