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
  let machine: Machine

  static func markdown(_ results: [ShapeResult], workers: Int) -> String {
    var lines = [
      "\(Machine.current.processor), \(workers) threads, whole processes without a cache", "",
      "| case | N x D, classes | metric | X X' or X'X | command | CPU | per score | command / product | peak |",
      "|---|---|---|---|---|---|---|---|---|",
    ]
    for result in results {
      let perScore = 1000 * result.command.median / Double(result.evaluations)
      lines.append(
        "| \(result.name) | \(result.shape) | \(result.metrics.joined(separator: ", ")) "
          + "| \(result.product.description) s | \(result.command.description) s "
          + "| \(Timing.rounded(result.processorSeconds)) s "
          + "| \(Timing.rounded(perScore)) ms "
          + "| \(String(format: "%.1f", result.command.median / result.product.median)) "
          + "| \(result.peakBytes / 1_000_000) MB |")
    }
    return lines.joined(separator: "\n")
  }
}
