/// An option of any type, for lists of them.
package protocol DeclaredOption: Sendable {
  var description: OptionDescription { get }
}
