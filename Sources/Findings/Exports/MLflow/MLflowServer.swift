import Foundation
import Ledger

/// Sends an experiment to an MLflow tracking server by its REST interface (2.0).
///
/// A run that the server has already (by the tag `pedlab.run`, finished) is not sent again; one that
/// an interrupted export left unfinished is deleted there and sent anew. So an export can be
/// repeated after an interruption, or after more runs, and nothing is there twice.
package struct MLflowServer {
  /// What was done.
  package struct Summary: Sendable, Equatable {
    /// Runs that were sent.
    package var sent = 0
    /// Runs that the server had.
    package var present = 0
  }

  private let record: ExperimentRecord
  private let client: HTTPClient

  /// The address, without a password.
  package var address: String { client.shownRoot }

  /// - Parameters:
  ///   - url: `http://host:port`, with or without a path.
  ///   - environment: MLFLOW_TRACKING_TOKEN, or MLFLOW_TRACKING_USERNAME and _PASSWORD, as MLflow's
  ///     own client reads them.
  ///   - secondsPerRequest: what one request may take, with its whole answer; nil: 120.
  /// - Throws: ``ExportError`` if `url` is none of http or https.
  package init(
    _ record: ExperimentRecord, url: String, environment: [String: String],
    secondsPerRequest: Double? = nil
  ) throws {
    guard let parts = URLComponents(string: url), let host = parts.host, !host.isEmpty,
      ["http", "https"].contains(parts.scheme?.lowercased())
    else {
      throw ExportError.server(
        url: HTTPClient.withoutPassword(url),
        reason: "this is not an address like http://localhost:5000")
    }
    self.record = record
    var root = url
    while root.hasSuffix("/") { root.removeLast() }
    client = HTTPClient(
      root: root, authorization: Self.authorization(environment),
      secondsPerRequest: secondsPerRequest ?? HTTPClient.usualSeconds)
  }

  private static func authorization(_ environment: [String: String]) -> String? {
    if let token = environment["MLFLOW_TRACKING_TOKEN"] { return "Bearer \(token)" }
    guard let user = environment["MLFLOW_TRACKING_USERNAME"] else { return nil }
    let pair = user + ":" + (environment["MLFLOW_TRACKING_PASSWORD"] ?? "")
    return "Basic " + Data(pair.utf8).base64EncodedString()
  }

  /// - Parameter progress: is told how many of all runs are there.
  /// - Throws: ``ExportError`` with the server's own message.
  package func send(progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }) async throws
    -> Summary
  {
    guard !record.runs.isEmpty else { throw ExportError.nothingToExport(experiment: record.name) }
    let experiment = try await experiment()
    let present = try await presentRuns(of: experiment)
    let missing = record.ended.filter { !present.contains($0.id) }
    var summary = Summary(sent: 0, present: record.ended.count - missing.count)
    progress(summary.present, record.ended.count)
    for start in stride(from: 0, to: missing.count, by: Self.batch) {
      var runs: [MLflowRun] = []
      let part = Array(missing[start..<min(start + Self.batch, missing.count)])
      try record.forEachRun(of: part) { runs.append(MLflowRun($0, $1)) }
      for run in runs {
        try await send(run, to: experiment)
        summary.sent += 1
        progress(summary.present + summary.sent, record.ended.count)
      }
    }
    return summary
  }

  private static let batch = 64
  /// What one call of log-batch may hold: 1,000 entries in all, 100 of them parameters.
  private static let metricsPerCall = 1_000
  private static let parametersPerCall = 100
  /// Of the list of runs, 1,000 each: more than any experiment has.
  private static let mostPages = 2_000

  // MARK: - Calls

  /// The id of the experiment of this name, made where there is none.
  private func experiment() async throws -> String {
    let name = Self.encoded(record.name)
    let found = try await client.get(
      "/api/2.0/mlflow/experiments/get-by-name?experiment_name=\(name)")
    if found.status == 200, let experiment = try object(found)["experiment"] as? [String: Any],
      let id = experiment["experiment_id"] as? String
    {
      guard experiment["lifecycle_stage"] as? String != "deleted" else {
        throw ExportError.server(
          url: client.shownRoot,
          reason: "its experiment '\(record.name)' is deleted; restore it there, or remove it")
      }
      return id
    }
    let made = try await call("experiments/create", .object([("name", .text(record.name))]))
    guard let id = made["experiment_id"] as? String else { throw unexpected("experiments/create") }
    return id
  }

  /// The ids of our runs that are there and ended; those that are not ended are deleted.
  private func presentRuns(of experiment: String) async throws -> Set<String> {
    var present: Set<String> = []
    var tokens: Set<String> = []
    var token: String?
    repeat {
      guard tokens.insert(token ?? "").inserted, tokens.count <= Self.mostPages else {
        throw ExportError.server(
          url: client.shownRoot, reason: "its list of runs does not end (\(tokens.count) pages)")
      }
      let answer = try await call(
        "runs/search",
        .object(
          [("experiment_ids", .array([.text(experiment)])), ("max_results", .integer(1_000))]
            + (token.map { [("page_token", .text($0))] } ?? [])))
      for run in answer["runs"] as? [[String: Any]] ?? [] {
        let info = run["info"] as? [String: Any] ?? [:]
        let tags = (run["data"] as? [String: Any])?["tags"] as? [[String: Any]] ?? []
        let mine = tags.first { $0["key"] as? String == "pedlab.run" }?["value"] as? String
        guard let mine else { continue }
        if ["FINISHED", "FAILED"].contains(info["status"] as? String) {
          present.insert(mine)
        } else if let id = info["run_id"] as? String {
          _ = try await call("runs/delete", .object([("run_id", .text(id))]))
        }
      }
      token = answer["next_page_token"] as? String
    } while !(token ?? "").isEmpty
    return present
  }

  private func send(_ run: MLflowRun, to experiment: String) async throws {
    let made = try await call(
      "runs/create",
      .object([
        ("experiment_id", .text(experiment)), ("run_name", .text(run.name)),
        ("start_time", .integer(run.startMilliseconds)),
        ("tags", .array(run.tags.map { Self.pair($0.key, $0.value) })),
      ]))
    let info = (made["run"] as? [String: Any])?["info"] as? [String: Any]
    guard let id = info?["run_id"] as? String else { throw unexpected("runs/create") }
    let parameters = run.parameters.map { Self.pair($0.key, $0.value) }
    let metrics = run.metrics.map { Self.metric($0, at: run.endMilliseconds) }
    for part in parameters.split(every: Self.parametersPerCall) {
      _ = try await call(
        "runs/log-batch", .object([("run_id", .text(id)), ("params", .array(part))]))
    }
    for part in metrics.split(every: Self.metricsPerCall) {
      _ = try await call(
        "runs/log-batch", .object([("run_id", .text(id)), ("metrics", .array(part))]))
    }
    _ = try await call(
      "runs/update",
      .object([
        ("run_id", .text(id)), ("status", .text(run.status)),
        ("end_time", .integer(run.endMilliseconds)),
      ]))
  }

  private static func pair(_ key: String, _ value: String) -> JSONValue {
    .object([("key", .text(key)), ("value", .text(value))])
  }

  private static func metric(_ metric: MLflowRun.Metric, at time: Int) -> JSONValue {
    // Protocol buffers' JSON writes what is not finite as text.
    let value: JSONValue =
      metric.value.isFinite
      ? .number(metric.value)
      : .text(metric.value.isNaN ? "NaN" : metric.value > 0 ? "Infinity" : "-Infinity")
    return .object([
      ("key", .text(metric.key)), ("value", value), ("timestamp", .integer(time)),
      ("step", .integer(metric.step)),
    ])
  }

  private func call(_ name: String, _ body: JSONValue) async throws -> [String: Any] {
    let answer = try await client.post("/api/2.0/mlflow/" + name, body)
    guard ![401, 403].contains(answer.status) else {
      throw ExportError.server(
        url: client.shownRoot,
        reason: "it answered \(answer.status) to \(name); set MLFLOW_TRACKING_USERNAME and "
          + "MLFLOW_TRACKING_PASSWORD, or MLFLOW_TRACKING_TOKEN, to what it wants")
    }
    guard answer.status == 200 else {
      let message = (try? object(answer))?["message"] as? String
      throw ExportError.server(
        url: client.shownRoot,
        reason: "\(name) answered \(answer.status)" + (message.map { " (\($0))" } ?? ""))
    }
    return try object(answer)
  }

  private func object(_ answer: HTTPClient.Answer) throws -> [String: Any] {
    guard let object = try? JSONSerialization.jsonObject(with: answer.body) as? [String: Any] else {
      throw unexpected("a call")
    }
    return object
  }

  private func unexpected(_ name: String) -> ExportError {
    .server(
      url: client.shownRoot,
      reason: "what it answered to \(name) is not MLflow's; is it a tracking server?")
  }

  private static func encoded(_ text: String) -> String {
    let plain = CharacterSet(charactersIn: "-._~").union(.alphanumerics)
      .intersection(CharacterSet(charactersIn: Unicode.Scalar(0)..<Unicode.Scalar(128)))
    return text.addingPercentEncoding(withAllowedCharacters: plain) ?? text
  }
}

extension Array {
  /// Consecutive parts of at most `count` elements.
  fileprivate func split(every count: Int) -> [[Element]] {
    stride(from: 0, to: self.count, by: count).map {
      Array(self[$0..<Swift.min($0 + count, self.count)])
    }
  }
}
