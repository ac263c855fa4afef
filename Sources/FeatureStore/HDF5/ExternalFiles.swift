import Platform

/// Which other files the files of a store may lead to: those beside them or below, and others only
/// if the user allows it. A store from elsewhere can then not read what lies in the user's folders.
package struct ExternalFiles: Sendable, Equatable {
  /// Whether links may lead anywhere.
  package let allowsAny: Bool

  package init(allowsAny: Bool = false) { self.allowsAny = allowsAny }

  /// The path of the file that `name`, as the file `origin` has it, stands for.
  ///
  /// - Parameter what: what leads there, for the message.
  /// - Throws: ``StoreError`` if there is no such file, it is not a regular one, or it lies elsewhere.
  func path(_ name: String, from origin: String, what: String) throws -> String {
    let folder = Self.folder(of: origin)
    let path = name.hasPrefix("/") ? name : folder.isEmpty ? name : "\(folder)/\(name)"
    var status = stat()
    guard stat(path, &status) == 0 else {
      throw StoreError(
        "\(what) leads to the file \(name), which is not there. Put it at \(path), or remove the"
          + " link.")
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      let kind = status.st_mode & S_IFMT == S_IFIFO ? "a named pipe" : "not a regular file"
      throw StoreError("\(what) leads to \(path), which is \(kind).")
    }
    guard allowsAny || Self.lies(path, belowFolderOf: origin) else {
      throw StoreError(
        "\(what) leads to \(path), which lies neither beside \(origin) nor below its folder. If you"
          + " trust the file, allow it with --allow-external (in a plan, allow_external: true).")
    }
    return path
  }

  private static func folder(of path: String) -> String {
    guard let cut = path.lastIndex(of: "/") else { return "" }
    return cut == path.startIndex ? "/" : String(path[..<cut])
  }

  /// Symbolic links of the file system are followed on both sides.
  static func lies(_ path: String, belowFolderOf origin: String) -> Bool {
    let folder = folder(of: origin)
    guard let path = real(path), let folder = real(folder.isEmpty ? "." : folder) else {
      return false
    }
    return path.hasPrefix(folder.hasSuffix("/") ? folder : folder + "/")
  }

  private static func real(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
