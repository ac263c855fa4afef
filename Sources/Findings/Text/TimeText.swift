import Foundation

/// Times as text, in UTC, as conditions take them.
package enum TimeText {
  /// "2026-11-27T03:10:11Z": seconds since 1970 for people.
  package static func short(_ seconds: Double) -> String {
    Date(timeIntervalSince1970: seconds).formatted(.iso8601)
  }

  /// With milliseconds, for programs.
  package static func exact(_ seconds: Double) -> String {
    Date(timeIntervalSince1970: seconds).formatted(
      Date.ISO8601FormatStyle(includingFractionalSeconds: true))
  }
}
