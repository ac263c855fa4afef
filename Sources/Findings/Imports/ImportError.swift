/// Accuracies of a tracker that cannot be taken over.
package struct ImportError: Error, CustomStringConvertible, Equatable {
  /// A sentence.
  package let description: String

  /// Whether the command line asks for what is not there, whatever the file holds.
  package let isUsage: Bool

  package init(_ description: String, isUsage: Bool = false) {
    self.description = description
    self.isUsage = isUsage
  }
}
