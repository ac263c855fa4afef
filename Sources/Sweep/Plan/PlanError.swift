/// A mistake in a plan: where it stands, what was seen, what is allowed.
package struct PlanError: Error, CustomStringConvertible, Sendable, Equatable {
  package let description: String

  package init(_ description: String) { self.description = description }

  init(_ place: PlanPlace, _ message: String) {
    self.description = "\(place): \(message)"
  }
}

/// Where a value of a plan was written.
enum PlanPlace: Sendable, CustomStringConvertible {
  case line(file: String, line: Int)
  case override(String)

  var description: String {
    switch self {
    case .line(let file, let line): "\(file), line \(line)"
    case .override(let text): "--set \(text)"
    }
  }
}
