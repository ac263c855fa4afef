/// A sentence that names the file and, where there is one, the line and the column.
package struct CSVError: Error, CustomStringConvertible, Equatable {
  package let description: String

  package init(_ description: String) { self.description = description }
}
