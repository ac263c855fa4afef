import Platform

/// The files below a folder.
enum FileTree {
  /// Entries that are looked at, at most.
  private static let mostEntries = 1_000_000
  private static let mostDepth = 32

  /// Paths of all files below `folder` that end in `suffix`, sorted; with `folder` before them as it
  /// was given. Hidden files and folders are left out.
  ///
  /// - Parameter depth: folders below `folder` that are entered; nil: all.
  /// - Throws: ``StoreError`` if there are too many entries to look at.
  static func files(below folder: String, suffix: String, depth: Int?) throws -> [String] {
    var walk = Walk(suffix: suffix, depth: min(depth ?? mostDepth, mostDepth))
    try walk.enter(folder, depth: 0)
    return walk.found.sorted()
  }

  private struct Walk {
    let suffix: String
    let depth: Int
    var found: [String] = []
    var entries = 0
    /// Folders that were entered, by device and inode: links may lead in circles.
    var entered: Set<[UInt64]> = []

    mutating func enter(_ folder: String, depth: Int) throws {
      var status = stat()
      guard stat(folder.isEmpty ? "." : folder, &status) == 0,
        entered.insert([UInt64(status.st_dev), UInt64(status.st_ino)]).inserted
      else { return }
      for name in Folder.names(in: folder.isEmpty ? "." : folder) where !name.hasPrefix(".") {
        entries += 1
        guard entries <= FileTree.mostEntries else {
          throw StoreError(
            "There are more than \(FileTree.mostEntries) files below \(folder.isEmpty ? "." : folder)."
              + " Begin the path template with a folder that holds the features only.")
        }
        let path =
          folder.isEmpty ? name : folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
        if FileKind(path) == .folder {
          if depth < self.depth { try enter(path, depth: depth + 1) }
        } else if path.hasSuffix(suffix) {
          found.append(path)
        }
      }
    }
  }
}

/// What a path of the file system leads to.
enum FileKind: Sendable {
  case file, folder, other, nothing

  init(_ path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else {
      self = .nothing
      return
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: self = .file
    case S_IFDIR: self = .folder
    default: self = .other
    }
  }
}
