import FeatureStore
import Foundation
import Ledger
import Tabular
import Transferability

extension Plan {
  /// The plan with overrides applied, and lists expanded: what was really run, as YAML that
  /// `pedlab run` takes in the folder of the plan.
  package var resolvedText: String {
    var lines = ["experiment: \(experiment)"]
    if let description { lines.append("description: \(quoted(description))") }
    lines.append("store: \(storeText)")
    lines += readingLines + truthLines
    if !names.isEmpty {
      let pairs = names.sorted { $0.key < $1.key }.map { "\(quoted($0.key)): \(quoted($0.value))" }
      lines.append("names: {\(pairs.joined(separator: ", "))}")
    }
    if missing != .error { lines.append("missing: \(missing.rawValue)") }
    if onFailure != .fail { lines.append("on_failure: \(onFailure.rawValue)") }
    lines.append("models: \(names(models))")
    lines.append("datasets: \(names(datasets))")
    lines.append("metrics: \(names(metrics))")
    lines.append("motion: [\(motions.map(\.rawValue).joined(separator: ", "))]")
    if !pedAxes.isEmpty {
      lines.append("ped:")
      lines += pedAxes.map { "  \($0.name): \(axis($0))" }
    }
    if !metricOptions.isEmpty {
      lines.append("metric_options:")
      for (metric, axes) in metricOptions.sorted(by: { $0.key < $1.key }) {
        let options = axes.map { "\($0.name): \(axis($0))" }.joined(separator: ", ")
        lines.append("  \(metric): {\(options)}")
      }
    }
    switch sampling {
    case .grid: break
    case .random(let count, let seed): lines.append("sampling: {random: \(count), seed: \(seed)}")
    case .sobol(let count, let seed): lines.append("sampling: {sobol: \(count), seed: \(seed)}")
    }
    lines += sampleLines
    if !exclusions.isEmpty {
      lines.append("exclude: [\(exclusions.map { quoted($0.value) }.joined(separator: ", "))]")
    }
    if let line = executorLine { lines.append(line) }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Samples and their seeds, each in the order of the plan.
  private var sampleLines: [String] {
    guard samples != [nil] else { return [] }
    var (sizes, seeds): ([String], [String]) = ([], [])
    for sample in samples {
      let size = sample.map { String($0.perClass) } ?? PlanReader.allRows
      if !sizes.contains(size) { sizes.append(size) }
      if let seed = sample?.seed.description, !seeds.contains(seed) { seeds.append(seed) }
    }
    return ["samples_per_class: [\(sizes.joined(separator: ", "))]"]
      + (seeds.isEmpty ? [] : ["seed: [\(seeds.joined(separator: ", "))]"])
  }

  /// nil where this process computes.
  private var executorLine: String? {
    guard executor != .local else { return nil }
    let options = executor.options
    let numbers =
      [("tasks", options.tasks), ("max_running", options.maxRunning)]
      + [("cpus", options.cores)]
    var parts = numbers.compactMap { key, number in number.map { "\(key): \($0)" } }
    let texts =
      [("partition", options.partition), ("time", options.time)]
      + [("mem", options.memory), ("template", options.template), ("folder", options.folder)]
    parts += texts.compactMap { key, text in text.map { "\(key): \(quoted($0))" } }
    if !options.sbatch.isEmpty {
      parts.append("sbatch: [\(options.sbatch.map(quoted).joined(separator: ", "))]")
    }
    return "executor: {\(executor.name): {\(parts.joined(separator: ", "))}}"
  }

  private var readingLines: [String] {
    var lines: [String] = []
    if let pooling = reading.pooling { lines.append("pool: \(pooling.rawValue)") }
    if reading.transposes { lines.append("transpose: true") }
    if reading.labelsAre != .auto { lines.append("labels_are: \(reading.labelsAre.rawValue)") }
    if !reading.ignoredLabels.isEmpty {
      let labels = reading.ignoredLabels.map { quoted($0.text) }
      lines.append("ignore_labels: [\(labels.joined(separator: ", "))]")
    }
    if let kind = logitsAre { lines.append("logits_are: \(kind.rawValue)") }
    if reading.externalFiles.allowsAny { lines.append("allow_external: true") }
    return lines
  }

  private var truthLines: [String] {
    guard truth != Truth() else { return [] }
    var parts = ["match: \(truth.match.rawValue)"]
    if let file = truth.file { parts.append("file: \(quoted(file))") }
    if truth.options.better == .lower { parts.append("better: lower") }
    if let unit = truth.options.unit { parts.append("unit: \(unit.rawValue)") }
    if !truth.options.repetitions.isEmpty {
      let columns = truth.options.repetitions.map(quoted).joined(separator: ", ")
      parts.append("repetitions: [\(columns)]")
    }
    return ["truth: {\(parts.joined(separator: ", "))}"]
  }

  private var storeText: String {
    switch store {
    case .file(let path): return quoted(path)
    case .templates(let templates):
      let entries = templates.sorted { $0.key < $1.key }.map { key, value in
        "\(key): \(quoted(value))"
      }
      return "{\(entries.joined(separator: ", "))}"
    }
  }

  private func names(_ names: [Located]?) -> String {
    names.map { "[\($0.map { quoted($0.value) }.joined(separator: ", "))]" } ?? "all"
  }

  private func axis(_ axis: ParameterAxis) -> String {
    switch axis.values {
    case .list(let items): "[\(items.map(\.description).joined(separator: ", "))]"
    case .uniform(let low, let high): "{uniform: [\(low), \(high)]}"
    case .logUniform(let low, let high): "{loguniform: [\(low), \(high)]}"
    }
  }

  private func quoted(_ text: String) -> String {
    "'\(text.replacingOccurrences(of: "'", with: "''"))'"
  }
}
