import Foundation

/// The official PED code, in a process of its own.
struct OfficialCode {
  let clone: String
  let python: String
  let script: String
  /// Threads of NumPy
  let workers: Int

  /// From the root of the package.
  static let defaultScript = "Benchmarks/official.py"

  /// One call: what it gave, how long it took, and the most memory that its process had.
  struct Outcome: Decodable {
    let score: Double
    let seconds: Double
    /// Of all threads
    let processorSeconds: Double
    let peakBytes: Int
  }

  /// The score of the first model and dataset of a store, with PED. The call alone is timed, with the
  /// features in memory.
  func score(
    _ store: String, _ metric: String, step: Double, radius: Double
  ) throws -> Outcome {
    let process = try ChildProcess(
      [
        python, script, clone, store, "--metric", metric, "--settings",
        "[{\"step_size\": \(step), \"radius_scale\": \(radius)}]",
      ],
      environment: ["OPENBLAS_NUM_THREADS": "\(workers)"])
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    guard let text = process.output.split(separator: "\n").last,
      let outcome = try? decoder.decode(Outcome.self, from: Data(text.utf8))
    else { throw BenchmarkError("The official code printed no score:\n\(process.output)") }
    return outcome
  }
}
