/// A statement that is not one that reads.
package struct SQLError: Error, CustomStringConvertible, Equatable {
  package let description: String

  init(_ description: String) { self.description = description }
}
