/// A file that cannot be taken: "PATH: what is wrong."
package struct InputFileError: Error, CustomStringConvertible, Equatable {
  /// The file, as it was named.
  package let path: String
  /// A clause without a full stop: "is a pipe; pedlab reads regular files only".
  package let problem: String

  package init(_ path: String, _ problem: String) {
    self.path = path
    self.problem = problem
  }

  package var description: String { "\(path): \(problem)." }
}
