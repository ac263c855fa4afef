import Findings
import Foundation
import Ledger
import Pages

/// A ledger of its own, and its pages without a network.
final class PageLedger {
  private let folder: URL
  let store: LedgerStore
  private let workbench: Workbench
  private static let host = "127.0.0.1:8321"

  static let datasets = ["digits", "faces", "letters"]
  static let models = ["alpha", "beta", "gamma", "delta"]

  /// - Parameters:
  ///   - stepSizes: LogME without PED, and with it at each of these; all are queued.
  ///   - plan: as it was resolved.
  init(stepSizes: [Double], plan: String = "experiment: small\n") throws {
    folder = FileManager.default.temporaryDirectory.appending(
      path: "pedlab-pages-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    store = try LedgerStore(path: folder.appending(path: "l.sqlite").path)
    workbench = Workbench(
      store,
      guardian: RequestGuard(hosts: [Self.host], token: "secret", needsTokenToRead: false))
    let submission = try store.registerExperiment(
      "small",
      provenance: Provenance(
        planText: plan, resolvedPlan: plan,
        planPath: "plan.yaml", overrides: [], commandLine: ["pedlab", "run"], codeVersion: "1",
        libraries: [:], host: "here", user: "me"))
    self.submission = submission
    var settings: [PEDParameters?] = [nil]
    for size in stepSizes {
      var ped = PEDParameters.official
      ped.stepSize = size
      settings.append(ped)
    }
    let runs = Self.datasets.flatMap { dataset in
      settings.map { ped in
        RunSpecification(
          dataset: dataset, models: Self.models, metric: "logme", ped: ped, inputDigest: "d",
          methodVersion: 1)
      }
    }
    _ = try store.enqueue(runs, submission: submission)
  }

  private let submission: Int64

  deinit {
    workbench.close()
    store.close()
    try? FileManager.default.removeItem(at: folder)
  }

  func claim(_ limit: Int) throws -> [ClaimedRun] {
    try store.claim(submission: submission, limit: limit)
  }

  /// A higher tau the larger the step.
  func finish(_ runs: [ClaimedRun]) throws {
    for run in runs {
      let gain = run.specification.ped?.stepSize ?? 0
      let place = Double(Self.datasets.firstIndex(of: run.specification.dataset) ?? 0)
      _ = try store.finish(
        run,
        RunResult(
          evaluations: Self.models.enumerated().map { index, model in
            Evaluation(
              model: model, score: Double(index) + gain, accuracy: 70 + Double(index), seconds: 1)
          },
          correlations: Correlations(
            models: Self.models.count, weightedTau: 0.3 + 0.1 * place + gain * (1 + place / 10),
            weightedTauLow: 0, weightedTauHigh: 1), seconds: 1))
    }
  }

  /// The text of a page.
  func page(_ name: String, _ query: String = "experiment=small") -> String {
    let response = workbench.answer(
      PageRequest(path: "/\(name)", query: query, host: Self.host))
    guard case .text(let text) = response.body else { return "" }
    return text
  }
}
