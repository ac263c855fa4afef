import ArgumentParser
import Findings
import Foundation
import Ledger
import Synchronization
import Wording

struct ExportMLflow: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mlflow", abstract: "For MLflow: an SQLite file, or a tracking server.",
    discussion: """
      With --out, a file: mlflow ui --backend-store-uri sqlite:///FILE (it migrates the file once).

      With --server, the runs are sent to a tracking server. Runs that it has already are not sent \
      again, so an export can be repeated. MLFLOW_TRACKING_TOKEN, or MLFLOW_TRACKING_USERNAME and \
      MLFLOW_TRACKING_PASSWORD, are used where they are set.

      EXAMPLES
        pedlab export mlflow demo --out demo.db
        pedlab export mlflow demo --server http://localhost:5000
      """)

  @OptionGroup var source: ExperimentArguments

  @Option(help: "The file to write.")
  var out: String?

  @Option(help: "The address of a tracking server.")
  var server: String?

  @Option(
    help: "Seconds that a request to the server may take, with its whole answer (default: 120).")
  var timeout: Double?

  @Flag(help: "Replace the file if it exists.")
  var force = false

  func validate() throws {
    guard (out == nil) != (server == nil) else {
      throw ValidationError("give --out FILE or --server URL, one of them.")
    }
    if let timeout {
      guard server != nil else { throw ValidationError("--timeout is for --server.") }
      guard (0.1...86_400).contains(timeout) else {
        throw ValidationError("--timeout is \(timeout); allowed: 0.1 to 86400 seconds.")
      }
    }
  }

  func run() async throws {
    let record = try source.record()
    if let out {
      try MLflowFile(record).write(to: out, replace: force)
      try Output.print(out)
    } else if let server {
      try await send(record, to: server)
    }
  }

  private func send(_ record: ExperimentRecord, to server: String) async throws {
    let sent = Mutex((done: 0, total: 0))
    let bar = ProgressBar("\(source.experiment): sending") {
      let (done, total) = sent.withLock { $0 }
      return ProgressText(done: done, total: total, unit: .items("runs"))
    }
    defer { bar.stop() }
    let sender = try MLflowServer(
      record, url: server, environment: ProcessInfo.processInfo.environment,
      secondsPerRequest: timeout)
    let summary = try await sender.send { done, total in
      sent.withLock { $0 = (done, total) }
    }
    bar.stop()
    Messages.say("\(counted(summary.sent, "run")) sent, \(summary.present) were there.")
    try Output.print(sender.address)
  }
}
