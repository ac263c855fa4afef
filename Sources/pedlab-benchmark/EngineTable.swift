import Foundation

/// What `pedlab benchmark engine` prints.
struct EngineTable {
  private let results: [EngineComparison]
  private let machine: Machine
  private let workers: Int

  init(_ results: [EngineComparison], machine: Machine, workers: Int) {
    self.results = results
    self.machine = machine
    self.workers = workers
  }

  var markdown: String {
    var lines = [
      "\(machine.processor), \(machine.cores) cores, \(workers) threads on both sides; medians "
        + "(lowest to highest).", "",
      "| PED + | N x D, classes | official, one setting | pedlab, first score, reading included "
        + "| official / first | pedlab, a sweep | per setting | official / per setting "
        + "| by processor time | official / further setting | difference | peak, official / pedlab |",
      "|---|---|---|---|---|---|---|---|---|---|---|---|",
    ]
    lines += results.map(row)
    lines += ["", "Geometric means over the shapes:", ""]
    lines += [
      "| PED + | official / first | official / per setting | by processor time "
        + "| official / further setting |"
    ]
    lines += ["|---|---|---|---|---|"]
    var metrics: [String] = []
    for result in results where !metrics.contains(result.metric) { metrics.append(result.metric) }
    lines += metrics.map(means)
    return lines.joined(separator: "\n")
  }

  private func row(_ result: EngineComparison) -> String {
    let official = result.official.median
    return "| \(result.metric) | \(result.shape.text) | \(result.official.description) s "
      + "| \(result.first.description) s | \(ratio(official / result.first.median)) "
      + "| \(result.sweep.description) s, \(result.settings) settings, "
      + "\(result.distinctScores) distinct scores "
      + "| \(milliseconds(result.perSetting)) | \(ratio(official / result.perSetting)) "
      + "| \(ratio(result.processorRatio)) "
      + "| \(result.furtherSetting.map { ratio(official / $0) } ?? "not measurable") "
      + "| \(String(format: "%.0e", result.difference)) "
      + "| \(result.officialPeakBytes / 1_000_000) / \(result.peakBytes / 1_000_000) MB |"
  }

  private func means(_ metric: String) -> String {
    let chosen = results.filter { $0.metric == metric }
    func mean(_ seconds: (EngineComparison) -> Double?) -> String {
      let logs = chosen.compactMap { one in seconds(one).map { log(one.official.median / $0) } }
      guard !logs.isEmpty else { return "not measurable" }
      let value = ratio(exp(logs.reduce(0, +) / Double(logs.count)))
      return logs.count == chosen.count ? value : "\(value) (\(logs.count) of \(chosen.count))"
    }
    let processor = chosen.reduce(0) { $0 + log($1.processorRatio) } / Double(chosen.count)
    return "| \(metric) | \(mean { $0.first.median }) | \(mean(\.perSetting)) "
      + "| \(ratio(exp(processor))) | \(mean(\.furtherSetting)) |"
  }

  private func ratio(_ value: Double) -> String {
    String(format: value < 100 ? "%.1f" : "%.0f", value)
  }

  private func milliseconds(_ seconds: Double) -> String {
    String(format: seconds < 0.1 ? "%.2f ms" : "%.0f ms", 1000 * seconds)
  }
}
