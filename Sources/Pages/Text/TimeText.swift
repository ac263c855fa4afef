import Foundation

/// Times as pages show them.
enum TimeText {
  /// Seconds since 1970 in ISO 8601: `2026-11-27T10:04:05Z`.
  static func utc(_ seconds: Double) -> String {
    Date(timeIntervalSince1970: seconds).formatted(.iso8601)
  }
}
