import Ledger

/// What the runs of one dataset that are computed together share.
struct SweepBatch: Sendable {
  let pool: DatasetPool
  let recorder: RunRecorder
  let tally: SweepTally
}
