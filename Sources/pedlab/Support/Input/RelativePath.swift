import Foundation

/// Paths as a file of another folder names them.
enum RelativePath {
  /// The path seen from the folder; one from the root stays as it is.
  ///
  /// - Parameters:
  ///   - path: relative to the working folder, perhaps with `{model}` or wildcards in it.
  ///   - folder: relative to the working folder, too.
  static func of(_ path: String, from folder: String) -> String {
    guard !path.hasPrefix("/") else { return path }
    let (target, start) = (parts(path), parts(folder))
    let shared = zip(target, start).prefix { $0 == $1 }.count
    let up = Array(repeating: "..", count: start.count - shared)
    return (up + target[shared...].map(String.init)).joined(separator: "/")
  }

  /// The names from the root on.
  private static func parts(_ path: String) -> [Substring] {
    let whole =
      path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
    var parts: [Substring] = []
    for part in whole.split(separator: "/") where part != "." {
      if part == "..", !parts.isEmpty { parts.removeLast() } else { parts.append(part) }
    }
    return parts
  }
}
