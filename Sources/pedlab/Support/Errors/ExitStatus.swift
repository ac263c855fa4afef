import ArgumentParser

/// The exit codes of the command line, the same in every command.
enum ExitStatus {
  /// Some evaluations failed, results differ or conflict.
  static let someRunsFailed = ExitCode(1)
  /// A command line or plan that makes no sense, or a name that is not there.
  static let usage = ExitCode(2)
  /// Input that cannot be read, output that cannot be written.
  static let unreadableInput = ExitCode(3)
  /// `status` of work that is not done.
  static let notDone = ExitCode(4)
  static let interrupted = ExitCode(130)
  /// The reader of standard output went away: 128 + SIGPIPE, as the shell says it.
  static let closedPipe = ExitCode(141)

  /// All of them, as the documentation has them.
  static let meanings: [(code: ExitCode, meaning: String)] = [
    (.success, "success"),
    (
      someRunsFailed,
      "some evaluations of a sweep failed (the others are recorded), results differ, or ledgers conflict"
    ),
    (
      usage,
      "the command line or the plan is wrong, the plan is missing, or a name (of a run, an experiment, a "
        + "model, a dataset, a metric) is not there"
    ),
    (
      unreadableInput,
      "a store, a file of accuracies or the ledger is missing, cannot be read or does not hold what is "
        + "needed (`rank`, `score`: something could not be scored; the others are shown); or an output "
        + "cannot be written"
    ),
    (notDone, "`pedlab status EXPERIMENT`: there is work left"),
    (interrupted, "interrupted by Ctrl-C or SIGTERM; the same command continues"),
    (closedPipe, "the reader of standard output went away"),
  ]
}
