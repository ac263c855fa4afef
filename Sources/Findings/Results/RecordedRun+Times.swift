import Ledger

/// When a run was computed, in seconds since 1970.
extension RecordedRun {
  /// When it was finished, or else submitted, in seconds since 1970.
  package var endedAt: Double { finishedAt ?? createdAt }

  /// The end less the time that it took: a run waits in the queue from ``createdAt`` on, which is
  /// no work of its own.
  package var startedAt: Double { endedAt - (seconds ?? 0) }
}
