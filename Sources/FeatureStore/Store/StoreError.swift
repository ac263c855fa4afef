/// What is wrong with a feature store: one sentence with the file, the place, and the remedy.
package struct StoreError: Error, CustomStringConvertible, Equatable {
  package let message: String

  package init(_ message: String) { self.message = message }

  package var description: String { message }
}
