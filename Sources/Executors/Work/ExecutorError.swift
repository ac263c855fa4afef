/// Why work cannot be handed over, looked at or taken back: a sentence.
package struct ExecutorError: Error, CustomStringConvertible, Sendable, Equatable {
  package let description: String
  /// Whether something else was to be asked for, rather than tried again.
  package let isUsage: Bool

  package init(_ description: String, isUsage: Bool = false) {
    (self.description, self.isUsage) = (description, isUsage)
  }
}
