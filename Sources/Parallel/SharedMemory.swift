/// Memory that several threads use at once, each for elements of its own, or that all only read.
///
/// `@unchecked Sendable`: that no two threads write to one element is the caller's promise.
package struct SharedMemory<Pointer>: @unchecked Sendable {
  /// The first element.
  package let base: Pointer

  /// - Precondition: threads write to disjoint parts, while the memory lives.
  package init(_ base: Pointer) { self.base = base }
}
