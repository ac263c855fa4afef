import Synchronization

/// Files that are written under a name of their own until they are complete, so that a program which
/// is told to end can take them away.
package enum UnfinishedFiles {
  private static let paths = Mutex<Set<String>>([])

  /// Remembers a file to be removed if the process is ended.
  package static func add(_ path: String) { _ = paths.withLock { $0.insert(path) } }

  /// The file is complete, or gone.
  package static func forget(_ path: String) { _ = paths.withLock { $0.remove(path) } }

  /// Deletes them all. What was deleted under an open file is given back when the program ends.
  package static func removeAll() {
    paths.withLock { paths in
      for path in paths { unlink(path) }
      paths = []
    }
  }
}
