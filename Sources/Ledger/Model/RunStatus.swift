/// How far a run is.
package enum RunStatus: String, Codable, Sendable, CaseIterable {
  case queued, running, finished, failed, killed, crashed
}
