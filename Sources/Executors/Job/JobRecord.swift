import Sweep

/// What a job is: `job.json` of its folder.
package struct JobRecord: Codable, Sendable, Equatable {
  /// Of the folder's layout.
  package var version = 1
  /// Its name in the ledger.
  package let experiment: String
  /// The name of the job in the queue of its engine, unlike any other.
  package let name: String
  /// The executor, as `--executor` names it.
  package let executor: String
  /// What the engine was told.
  package let options: ExecutorOptions
  /// The ledger that the results go to.
  package let ledger: String
  /// The machine that the ledger is used on.
  package let host: String
  /// The program that tasks run.
  package let program: String
  /// Of the program that submitted.
  package let codeVersion: String
  /// Of the scores: tasks refuse another one.
  package let methodVersion: Int
  /// The path of the plan: relative paths in it begin at its folder.
  package let planPath: String
  /// They are counted from 0.
  package let tasks: Int
  /// Of all tasks.
  package let evaluations: Int
  /// What failed before was to be computed again: failures of earlier jobs no longer count.
  package let retriesFailed: Bool

  package init(
    experiment: String, name: String, executor: String, options: ExecutorOptions, ledger: String,
    host: String, program: String, codeVersion: String, planPath: String, tasks: Int,
    evaluations: Int, retriesFailed: Bool
  ) {
    (self.experiment, self.name, self.executor) = (experiment, name, executor)
    (self.options, self.ledger, self.host) = (options, ledger, host)
    (self.program, self.codeVersion, self.planPath) = (program, codeVersion, planPath)
    (self.tasks, self.evaluations, self.retriesFailed) = (tasks, evaluations, retriesFailed)
    methodVersion = MethodVersion.current
  }
}
