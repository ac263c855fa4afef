/// What becomes of a run when some of its models cannot be scored (`on_failure` in plans). Their
/// failures and the scores of the others are recorded either way.
package enum OnFailure: String, Sendable, CaseIterable {
  /// The run is failed, and has no correlations.
  case fail
  /// The run is finished; its correlations are over the models that were scored.
  case leaveOut = "leave_out"
}
