/// Why a metric gives no number: a sentence.
package struct MetricError: Error, CustomStringConvertible, Sendable, Equatable {
  package let description: String
  package init(_ description: String) { self.description = description }
}
