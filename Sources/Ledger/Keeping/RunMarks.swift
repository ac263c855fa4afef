/// What people have written to a run.
package struct RunMarks: Sendable, Equatable {
  /// Sorted, with spaces between.
  package var tags: String?
  /// The note; nil without one.
  package var note: String?

  package init(tags: String? = nil, note: String? = nil) { (self.tags, self.note) = (tags, note) }
}
