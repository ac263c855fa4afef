import FeatureStore
import Foundation
import Ledger
import Sweep

/// Computes the pairs of one task, and leaves the results in the job folder.
///
/// The ledger of the attempt lies on the node. What earlier attempts have published is taken over. A
/// run in it is one setting of one model on one dataset: what it reads, and nothing else, decides its
/// identity, so that no task needs to know another's models.
package struct TaskRun: Sendable {
  /// What an attempt uses of its node.
  package struct Options: Sendable {
    /// Of statistics; nil: none.
    package let cache: StatisticsCache?
    /// Of this program.
    package let version: String
    /// Bytes for prepared models.
    package let memoryLimit: Int
    /// For provenance.
    package let commandLine: [String]

    package init(
      cache: StatisticsCache?, version: String, memoryLimit: Int, commandLine: [String]
    ) {
      (self.cache, self.version) = (cache, version)
      (self.memoryLimit, self.commandLine) = (memoryLimit, commandLine)
    }
  }

  private let folder: JobFolder
  private let attempt: TaskAttempt
  private let options: Options
  private let job: JobRecord
  private let work: TaskWork
  private let settings: [RunSpecification]

  /// - Throws: ``ExecutorError`` if the folder does not hold the task, or is of another version.
  package init(_ folder: JobFolder, _ attempt: TaskAttempt, _ options: Options) throws {
    (self.folder, self.attempt, self.options) = (folder, attempt, options)
    job = try folder.record()
    guard (0..<job.tasks).contains(attempt.task) else {
      throw ExecutorError(
        "\(folder.path) has no task \(attempt.task); its tasks are 0 to \(job.tasks - 1)")
    }
    guard job.methodVersion == MethodVersion.current else {
      throw ExecutorError(
        "\(folder.path) was submitted by \(job.codeVersion), whose scores have version "
          + "\(job.methodVersion); this is \(options.version), with version "
          + "\(MethodVersion.current). Submit the plan again.")
    }
    work = try folder.task(attempt.task)
    settings = try folder.settings()
  }

  /// - Parameter stop: what is computing is finished and published.
  /// - Returns: how far the task is.
  package func run(stop: StopFlag) async throws -> TaskProgress {
    let scratch = FileManager.default.temporaryDirectory
      .appendingPathComponent("pedlab-task-\(attempt.name)").path
    defer { try? FileManager.default.removeItem(atPath: scratch) }
    let store = try LedgerStore(path: scratch + "/task.sqlite")
    defer { store.close() }
    takeEarlierAttempts(into: store)
    let publisher = try LedgerPublisher(store, folder, attempt, total: work.evaluations)
    publisher.start()
    do {
      try await compute(store, publisher, stop)
    } catch {
      try? publisher.end(.stopped, error: "\(error)")
      throw error
    }
    let progress = publisher.progress
    let isWhole = progress.done + progress.failed >= progress.total
    try publisher.end(isWhole ? .finished : .stopped)
    return publisher.progress
  }

  /// An attempt that may still be going on publishes whole files only.
  private func takeEarlierAttempts(into store: LedgerStore) {
    for path in folder.publishedLedgers()[attempt.task] ?? [] {
      guard let earlier = try? LedgerStore(path: path, mode: .immutable) else { continue }
      _ = try? store.merge(earlier)
      earlier.close()
    }
  }

  private func compute(
    _ store: LedgerStore, _ publisher: LedgerPublisher, _ stop: StopFlag
  ) async throws {
    let text = try String(contentsOfFile: folder.plan, encoding: .utf8)
    let plan = try Plan.parse(text, path: job.planPath)
    let workers = job.options.cores ?? 1
    let inputs = try SweepInputs(
      plan, cache: options.cache, workers: workers, readsTruth: false)
    let provenance = Provenance.current(
      plan: plan, version: options.version, commandLine: options.commandLine)
    let submission = try store.registerExperiment(job.experiment, provenance: provenance)
    let runnerOptions = SweepRunner.Options(
      workers: workers, memoryLimit: options.memoryLimit, failFast: false)
    for pairs in batches(workers) where !stop.isSet {
      let asked = try specifications(pairs, inputs)
      let queue = try store.enqueue(
        asked.specifications, submission: submission, retryFailed: true, inputs: asked.parts)
      publisher.add(done: queue.finishedEvaluations)
      let summary = try await SweepRunner(
        inputs: inputs, ledger: store, submission: submission, options: runnerOptions, stop: stop
      ) { _ in publisher.add(done: 1) }.run()
      // Failed evaluations were counted as they came; those that were taken over were not.
      publisher.add(
        done: summary.reusedEvaluations - summary.failedEvaluations,
        failed: summary.failedEvaluations)
    }
  }

  /// Pairs of one dataset that are computed together, as many as there are threads: what was read for
  /// the digests is still in memory when it is scored.
  private func batches(_ workers: Int) -> [[PairWork]] {
    var batches: [[PairWork]] = []
    for pair in work.pairs {
      if let last = batches.last, last.count < workers, last[0].dataset == pair.dataset {
        batches[batches.count - 1].append(pair)
      } else {
        batches.append([pair])
      }
    }
    return batches
  }

  private func specifications(
    _ pairs: [PairWork], _ inputs: SweepInputs
  ) throws -> (specifications: [RunSpecification], parts: [String: [String: String]]) {
    var specifications: [RunSpecification] = []
    var parts: [String: [String: String]] = [:]
    for pair in pairs {
      for index in pair.settings.indices {
        guard settings.indices.contains(index) else {
          throw ExecutorError(
            "\(folder.path): task \(attempt.task) names setting \(index) of \(settings.count)")
        }
        var specification = settings[index]
        let digest = try inputs.digest(
          of: pair.dataset, models: [pair.model], metric: specification.metric)
        (specification.dataset, specification.models) = (pair.dataset, [pair.model])
        specification.inputDigest = digest
        if parts[digest] == nil {
          let read = try inputs.parts(
            of: pair.dataset, models: [pair.model], metric: specification.metric)
          parts[digest] = Dictionary(uniqueKeysWithValues: read.map { ($0.name, $0.digest) })
        }
        specifications.append(specification)
      }
    }
    return (specifications, parts)
  }
}
