/// What is wrong with a feature store: one sentence with the file, the place, and the remedy.
package struct StoreError: Error, CustomStringConvertible, Equatable {
  /// As a colleague would need it.
  package let message: String
  /// Names are not clear: no file or model may be left out for that.
  var isAmbiguity = false

  /// libhdf5 did not survive the file.
  var isCrash = false

  /// - Parameter message: a sentence, or its beginning.
  package init(_ message: String) { self.message = message }

  package var description: String { message }
}
