import Ledger

/// What one model gives for one setting and sample, before scores of models are combined.
struct SampleValue: Sendable {
  let model: String
  let setting: Int
  /// nil: all rows.
  let sample: RowSample?
  let rows: Int
  /// nil with the error's sentence where there is none.
  let components: Result<[Double], any Error>
  let withoutBlocks: [[Double]]
}
