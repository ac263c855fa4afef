/// What is wrong with a feature store: one sentence with the file, the place, and the remedy.
package struct StoreError: Error, CustomStringConvertible, Equatable {
  /// Sentences that name the file, the dataset, the value seen and what is allowed.
  package let message: String
  /// Names are not clear: no file or model may be left out for that.
  var isAmbiguity = false

  package init(_ message: String) { self.message = message }

  package var description: String { message }
}
