import ArgumentParser
import Foundation
import Ledger

/// `pedlab benchmark ledger`
struct BenchmarkLedgerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ledger",
    abstract: "Durable recording: runs of 12 evaluations with 7-row traces, beside plain SQLite.",
    discussion: """
      The same rows are written by the ledger as in a sweep (queued, claimed, recorded by group \
      commit), by the ledger one run a transaction, and by SQLite's C interface alone with as many \
      runs a transaction. All in WAL mode with synchronous = FULL, all on the disk of --folder. \
      Scripts/benchmark-ledger adds MLflow and Optuna.
      """)

  @Option(help: "Runs of 12 evaluations.") var runs = 5_000
  @Option(help: "The folder for the files.") var folder = "."
  @Option(help: "Repetitions; medians are shown.") var repeats = 3
  @Option(help: "Only write a ledger of so many runs to this file, and keep it.") var make: String?
  @Flag(help: "Each run has traces of its own; otherwise two metrics share each motion.")
  var ownTraces = false
  @Flag(help: "JSON.") var json = false

  func validate() throws {
    for (name, value) in [("runs", runs), ("repeats", repeats)] where value < 1 {
      throw ValidationError("--\(name) is \(value); allowed: 1 or more.")
    }
  }

  func run() throws {
    if let make {
      guard !FileManager.default.fileExists(atPath: make) else {
        throw ValidationError("--make \(make): the file exists already; name another.")
      }
      let result = try RecordingBenchmark(runs: runs, sharesMotions: !ownTraces).write(to: make)
      BenchmarkOutput.say(
        "\(make): \(result.runs) runs, \(result.bytes) bytes; "
          + String(
            format: "queued in %.2f s, claimed in %.2f s, recorded in %.2f s", result.enqueue,
            result.claim, result.record))
      return
    }
    let figures = try measure()
    if json { return try BenchmarkOutput.json(figures) }
    print(text(figures))
  }

  /// Evaluations per second, and bytes per evaluation.
  private struct Figures: Encodable {
    let runs: Int
    let ledger: Double
    let ledgerRecordingOnly: Double
    let plainSQLite: Double
    let ledgerOneByOne: Double
    let plainSQLiteOneByOne: Double
    let bytesPerEvaluation: Double
    /// Time of the ledger, with queueing and claiming, over that of plain SQLite.
    let timesPlainSQLite: Double
    let timesPlainSQLiteOneByOne: Double
  }

  private func measure() throws -> Figures {
    let scratch = URL(fileURLWithPath: folder)
      .appendingPathComponent("pedlab-benchmark-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: scratch) }
    let benchmark = RecordingBenchmark(runs: runs, sharesMotions: !ownTraces)
    let few = RecordingBenchmark(runs: max(1, runs / 10), sharesMotions: !ownTraces)
    var samples: [[Double]] = []
    var bytes = 0.0
    for index in 0..<repeats {
      func path(_ name: String) -> String {
        scratch.appendingPathComponent("\(name)-\(index).sqlite").path
      }
      let grouped = try benchmark.write(to: path("ledger"))
      // A sweep claims 256 runs at once and flushes them: so many a transaction at most.
      let plain = try PlainSQLite.rewrite(
        path("ledger"), to: path("plain"), runsPerTransaction: 256)
      let single = try few.write(to: path("single"), oneByOne: true)
      let plainSingle = try PlainSQLite.rewrite(
        path("single"), to: path("plain-single"), runsPerTransaction: 1)
      bytes = grouped.bytesPerEvaluation
      samples.append([
        grouped.evaluationsPerSecond, grouped.recordedPerSecond,
        Double(grouped.evaluations) / plain, single.evaluationsPerSecond,
        Double(single.evaluations) / plainSingle,
      ])
    }
    let rates = (0..<5).map { column in Self.median(samples.map { $0[column] }) }
    return Figures(
      runs: runs, ledger: rates[0], ledgerRecordingOnly: rates[1], plainSQLite: rates[2],
      ledgerOneByOne: rates[3], plainSQLiteOneByOne: rates[4], bytesPerEvaluation: bytes,
      timesPlainSQLite: Self.median(samples.map { $0[2] / $0[0] }),
      timesPlainSQLiteOneByOne: Self.median(samples.map { $0[4] / $0[3] }))
  }

  private static func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }

  private func text(_ figures: Figures) -> String {
    func line(_ name: String, _ rate: Double) -> String {
      "\(name.padding(toLength: 58, withPad: " ", startingAt: 0))"
        + String(format: "%10.0f", rate)
    }
    return [
      "evaluations per second, durable, \(runs) runs of 12 evaluations with 7-row traces", "",
      line("ledger: queued, claimed, recorded (group commit)", figures.ledger),
      line("ledger: recording alone", figures.ledgerRecordingOnly),
      line("plain SQLite, the same rows, 256 runs a transaction", figures.plainSQLite),
      line("ledger: queued, claimed, recorded one by one", figures.ledgerOneByOne),
      line("plain SQLite, the same rows, 1 run a transaction", figures.plainSQLiteOneByOne), "",
      String(
        format: "ledger / plain SQLite: %.2f times the time; one by one %.2f times",
        figures.timesPlainSQLite, figures.timesPlainSQLiteOneByOne),
      String(format: "%.0f bytes per evaluation", figures.bytesPerEvaluation),
    ].joined(separator: "\n")
  }
}
