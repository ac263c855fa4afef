/// How far a run is. `killed` was asked to stop, and `crashed` lost its process; the next submission of
/// the plan queues both.
package enum RunStatus: String, Codable, Sendable, CaseIterable {
  case queued, running, finished, failed, killed, crashed
}
