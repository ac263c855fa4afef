import ArgumentParser
import LinearAlgebra

/// `pedlab-benchmark product`: what other benchmarks compare with, in a process of its own, since the
/// memory that a matrix took would count for the commands that the same process starts later.
struct BenchmarkProductCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "product",
    abstract: "Seconds of one X'X by OpenBLAS.", shouldDisplay: false)

  @Option(help: "Rows of X.") var rows: Int
  @Option(help: "Columns of X.") var columns: Int
  @Option(help: "Threads of OpenBLAS.") var workers = 2

  func run() throws {
    var random = SplitMix64(seed: 1)
    let noise = (0..<4096).map { _ in random.nextUnit() - 0.5 }
    let matrix = Matrix(
      rows: rows, columns: columns,
      elements: (0..<rows * columns).map { noise[($0 &* 31) & 4095] })
    var gram = Matrix(rows: columns, columns: columns)
    let start = ContinuousClock.now
    ThreadedGram.compute(matrix, into: &gram, threads: workers)
    print((ContinuousClock.now - start) / .seconds(1))
  }

  /// Seconds, by this program in another process.
  static func seconds(rows: Int, columns: Int, workers: Int) throws -> Double {
    let process = try ChildProcess([
      PedlabProgram.own, "product", "--rows", "\(rows)", "--columns", "\(columns)", "--workers",
      "\(workers)",
    ])
    let line = process.output.split(separator: "\n").last.map(String.init)
    guard let seconds = line.flatMap({ Double($0) }) else {
      throw BenchmarkError("pedlab-benchmark product printed no seconds:\n\(process.output)")
    }
    return seconds
  }
}
