import Conditions
import Foundation
import Ledger

extension RecordedRun {
  /// A column of the kind `time`, in ISO 8601.
  func time(_ column: RunColumn) -> String {
    guard case .number(let seconds) = column.value(of: self) else { return "" }
    return Date(timeIntervalSince1970: seconds).formatted(.iso8601)
  }
}
