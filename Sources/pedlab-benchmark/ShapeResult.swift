import Foundation

/// What a case took.
struct ShapeResult: Encodable {
  let name: String
  let shape: String
  let metrics: [String]
  /// Scores that the command computed.
  let evaluations: Int
  /// X X' or X'X, whichever is smaller.
  let product: Timing
  /// The whole process.
  let command: Timing
  /// Of the last round, all threads.
  let processorSeconds: Double
  let peakBytes: Int
  /// One setting, where it was measured.
  let official: Timing?
  /// Of all threads, of the last round.
  let officialProcessorSeconds: Double?
  /// What the full size is to reach.
  let asked: String
  let machine: Machine

  static func markdown(_ results: [ShapeResult], workers: Int) -> String {
    var lines = [
      "\(Machine.current.processor), \(workers) threads, whole processes without a cache", "",
      "| case | N x D, classes | metric | X X' or X'X | command | CPU | per score "
        + "| command / product | peak | official, one setting | official / per score "
        + "| by processor time | full size, asked |",
      "|---|---|---|---|---|---|---|---|---|---|---|---|---|",
    ]
    for result in results {
      let perScore = result.command.median / Double(result.evaluations)
      let ratio = result.official.map { String(format: "%.0f", $0.median / perScore) }
      let processorRatio = result.officialProcessorSeconds.map {
        String(format: "%.0f", $0 * Double(result.evaluations) / result.processorSeconds)
      }
      lines.append(
        "| \(result.name) | \(result.shape) | \(result.metrics.joined(separator: ", ")) "
          + "| \(result.product.description) s | \(result.command.description) s "
          + "| \(Timing.rounded(result.processorSeconds)) s "
          + "| \(Timing.rounded(1000 * perScore)) ms "
          + "| \(String(format: "%.1f", result.command.median / result.product.median)) "
          + "| \(result.peakBytes / 1_000_000) MB "
          + "| \(result.official.map { "\($0.description) s" } ?? "") | \(ratio ?? "") "
          + "| \(processorRatio ?? "") "
          + "| \(result.asked) |")
    }
    return lines.joined(separator: "\n")
  }
}
