/// All executors but the threads of the program itself. Another engine is one type, and one line here
/// (and its options in `PlanKey`).
package enum ExecutorCatalog {
  /// In the order in which they are named.
  package static let all: [any Executor] = [SlurmExecutor(), ProcessExecutor()]

  /// - Throws: ``ExecutorError`` for a name that this program does not have.
  package static func executor(named name: String) throws -> any Executor {
    guard let found = all.first(where: { type(of: $0).name == name }) else {
      throw ExecutorError(
        "this pedlab has no executor \"\(name)\"; it has "
          + all.map { type(of: $0).name }.joined(separator: ", "))
    }
    return found
  }
}
