import TestSupport

/// A made-up store, its accuracies, a plan over them and the ledger that the plan was run into.
struct SmallHub {
  let folder: TemporaryFolder
  let models: Int

  var store: String { folder.file("store.h5") }
  var ledger: String { folder.file("ledger.sqlite") }
  var plan: String { folder.file("plan.yaml") }
  var accuracies: String { folder.file("accuracy.csv") }

  /// - Parameters:
  ///   - models: as many models on one dataset.
  ///   - stepSizes: PED is swept over these; without any, the metric is computed alone.
  init(models: Int = 3, stepSizes: [Double] = []) async throws {
    self.models = models
    folder = try TemporaryFolder()
    let made = await CommandRun(
      "store", "synthesize", "--out", folder.file("store.h5"), "--models", "\(models)",
      "--datasets", "1", "--rows", "60", "--dimensions", "8", "--classes", "3",
      "--reference-rows", "50")
    guard made.status == 0 else { throw Failure(made.messages) }
    let rows = (1...models).map { "model\($0),dataset1,\(90 + $0)" }
    try folder.write("model,dataset,accuracy\n" + rows.joined(separator: "\n"), to: "accuracy.csv")
    let motion = stepSizes.isEmpty ? "[none]" : "[ped]"
    let ped = stepSizes.isEmpty ? "" : "ped: {step_size: \(stepSizes)}\n"
    try folder.write(
      """
      experiment: small
      store: store.h5
      ground_truth: accuracy.csv
      metrics: [logme]
      motion: \(motion)
      \(ped)
      """, to: "plan.yaml")
  }

  /// Runs the plan.
  func swept() async -> CommandRun {
    await CommandRun("run", plan, "--ledger", ledger, "--no-cache", "--workers", "1")
  }

  /// Runs a command on the ledger.
  func callAsFunction(_ arguments: String...) async -> CommandRun {
    await CommandRun(arguments + ["--ledger", ledger])
  }

  /// The ids of the runs.
  func ids() async -> [String] {
    let lines = await self("runs", "--csv").output.split(separator: "\n")
    let column = lines.first?.split(separator: ",").firstIndex(of: "run")
    return lines.dropFirst().compactMap { line in
      column.map { String(line.split(separator: ",", omittingEmptySubsequences: false)[$0]) }
    }
  }

  struct Failure: Error, CustomStringConvertible {
    let description: String
    init(_ description: String) { self.description = description }
  }
}
