import Ledger

/// The results in the published ledger of an attempt. Each run in it is of one model.
struct TaskLedger {
  struct Found<Value> {
    let value: Value
    let path: String
    let specification: RunSpecification
    let model: String
    /// What it read.
    let reads: String
  }

  let evaluations: [Found<Evaluation>]
  let failures: [Found<EvaluationFailure>]
  /// BLAS kernels.
  let cores: Set<String>

  /// - Throws: a ledger's error: a sentence that names the file.
  init(_ path: String) throws {
    let store = try LedgerStore(path: path, mode: .immutable)
    defer { store.close() }
    let runs = try store.runs(RunQuery(includesSuperseded: true))
      .filter { $0.specification.models.count == 1 }
    var parts: [String: [String: String]] = [:]
    func found<Value>(_ value: Value, _ run: RecordedRun) throws -> Found<Value> {
      let digest = run.specification.inputDigest
      let inputs = try parts[digest] ?? store.inputParts(of: digest) ?? [:]
      parts[digest] = inputs
      let model = run.specification.models[0]
      return Found(
        value: value, path: path, specification: run.specification, model: model,
        reads: InputParts(inputs).read(by: [model])[model] ?? "")
    }
    let finished = try store.evaluations(of: runs.filter { $0.status == .finished })
    evaluations = try runs.flatMap { run in
      try (finished[run.id] ?? []).map { try found($0, run) }
    }
    failures = try runs.filter { $0.status == .failed }.flatMap { run in
      try store.failures(ofRun: run).map { try found($0, run) }
    }
    let kernels = try store.experiments().compactMap { name in
      try store.provenance(ofExperiment: name)?.libraries["blas_core"]
    }
    cores = Set(kernels)
  }
}
