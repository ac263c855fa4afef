/// A table of one value and one way to choose the setting.
struct TableVariant {
  /// "weighted Kendall tau", "Spearman's rho".
  let value: String
  /// "official and leave-one-out".
  let choice: String
  let table: FindingsTable
}
