import Ledger

/// The score of a setting from some of the rows.
package struct SampleScore: Sendable {
  /// The dataset.
  package let dataset: String
  /// The model.
  package let model: String
  /// What was scored.
  package let setting: SweepSetting
  /// nil: all rows.
  package let sample: RowSample?
  /// Of the sample.
  package let rows: Int
  /// The score.
  package let score: Double
  /// The jackknife's, over blocks of rows; nil where it was not asked for or is undefined.
  package let standardError: Double?
  /// The scores without each block.
  package let withoutBlocks: [Double]
}
