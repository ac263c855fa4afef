/// A sentence on what a table cannot show.
package struct TableError: Error, CustomStringConvertible, Equatable {
  package let description: String

  package init(_ description: String) { self.description = description }
}
