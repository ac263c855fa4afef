/// Why PED cannot move the classes: a sentence.
package struct PEDError: Error, CustomStringConvertible, Sendable, Equatable {
  package let description: String
  package init(_ description: String) { self.description = description }
}
