import Conditions
import Ledger

extension RecordedRun {
  /// A column of the kind `time`, in ISO 8601.
  func time(_ column: RunColumn) -> String {
    guard case .number(let seconds) = column.value(of: self) else { return "" }
    return TimeText.utc(seconds)
  }
}
