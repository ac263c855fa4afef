/// Slurm's words for the state of a job.
package enum SlurmState {
  private static let running: Set = [
    "RUNNING", "CONFIGURING", "COMPLETING", "SUSPENDED", "STOPPED", "RESIZING", "SIGNALING",
    "STAGE_OUT",
  ]
  /// It waits, or will wait again.
  private static let pending: Set = [
    "PENDING", "REQUEUED", "REQUEUE_HOLD", "REQUEUE_FED", "SPECIAL_EXIT", "RESV_DEL_HOLD",
  ]

  /// What a state means. Of several words the one that keeps a job alive counts: a job that completes
  /// on its node is not ended, one that failed and is put back waits.
  package static func phase(_ words: [String]) -> TaskState.Phase {
    if words.contains(where: pending.contains) { return .pending }
    if words.contains(where: running.contains) { return .running }
    guard let word = words.first else { return .unknown }
    return word == "COMPLETED" ? .completed : .failed
  }
}
