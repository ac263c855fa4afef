import Executors
import Foundation
import Synchronization
import Wording

/// Waits for the end of a job, with a bar.
struct JobWait {
  private let job: JobFolder
  private let experiment: String
  /// What commands need to find the ledger: " --ledger FILE", or nothing.
  private let named: String
  /// Seconds between two looks at the queue: a cluster's controller serves many.
  private static let pauses = 1.0...10.0

  init(_ job: JobFolder, experiment: String, named: String) {
    (self.job, self.experiment, self.named) = (job, experiment, named)
  }

  /// - Throws: ``ExitStatus/interrupted`` after Ctrl-C: the job goes on.
  func untilEnded(_ interrupts: InterruptHandler) throws {
    let counts = Mutex((done: 0, total: 0))
    let bar = ProgressBar(experiment) {
      let (done, total) = counts.withLock { $0 }
      return ProgressText(done: done, total: total, unit: .items("evaluations"))
    }
    defer { bar.stop() }
    interrupts.begin {
    } onSecond: {
    }
    var (pause, trouble): (Double, String?) = (Self.pauses.lowerBound, nil)
    while true {
      let report = try JobReport(job)
      counts.withLock { $0 = (report.done + report.failed, report.total) }
      if let sentence = report.trouble, sentence != trouble {
        bar.hide()
        Messages.say(sentence)
      }
      trouble = report.trouble
      if trouble == nil, !report.isAlive, report.merge?.isAlive != true { return }
      try sleep(pause, interrupts, bar)
      pause = min(1.2 * pause, Self.pauses.upperBound)
    }
  }

  private func sleep(_ seconds: Double, _ interrupts: InterruptHandler, _ bar: ProgressBar) throws {
    let end = ContinuousClock.now + .seconds(seconds)
    while ContinuousClock.now < end {
      guard !interrupts.wasInterrupted else {
        bar.hide()
        Messages.say(
          "No longer waiting. The job continues; `pedlab status \(experiment)\(named)` shows how far "
            + "it is, `pedlab cancel \(experiment)\(named)` ends it.")
        throw ExitStatus.interrupted
      }
      Thread.sleep(forTimeInterval: 0.1)
    }
  }
}
