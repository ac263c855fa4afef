import Foundation
import Transferability

extension Plan {
  /// The plan with overrides applied, and lists expanded: what was really run, as YAML that
  /// `pedlab run` takes in the folder of the plan.
  package var resolvedText: String {
    var lines = ["experiment: \(experiment)"]
    if let description { lines.append("description: \(quoted(description))") }
    lines.append("store: \(storeText)")
    if let path = groundTruth { lines.append("ground_truth: \(quoted(path))") }
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
    if !exclusions.isEmpty {
      lines.append("exclude: [\(exclusions.map { quoted($0.value) }.joined(separator: ", "))]")
    }
    return lines.joined(separator: "\n") + "\n"
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
