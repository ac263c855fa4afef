import Executors
import Foundation
import Wording

/// Waits for the end of a job, with a bar.
struct JobWait {
  private let job: JobFolder
  private let experiment: String
  /// Seconds between two looks at the queue: a cluster's controller serves many.
  private static let pauses = 1.0...10.0

  init(_ job: JobFolder, experiment: String) { (self.job, self.experiment) = (job, experiment) }

  /// - Throws: ``ExitStatus/interrupted`` after Ctrl-C: the job goes on.
  func untilEnded(_ interrupts: InterruptHandler) throws {
    let bar = ProgressBar(unit: "evaluations")
    defer { bar.clear() }
    interrupts.begin {
    } onSecond: {
    }
    var (pause, trouble): (Double, String?) = (Self.pauses.lowerBound, nil)
    while true {
      let report = try JobReport(job)
      bar.update(done: report.done + report.failed, total: report.total)
      if let sentence = report.trouble, sentence != trouble {
        bar.clear()
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
        bar.clear()
        Messages.say(
          "Not waiting any more. The job goes on; `pedlab status \(experiment)` shows how far it is, "
            + "`pedlab cancel \(experiment)` ends it.")
        throw ExitStatus.interrupted
      }
      Thread.sleep(forTimeInterval: 0.1)
    }
  }
}
