import Platform

/// A folder of the file system.
enum Folder {
  /// The names in a folder, sorted, without "." and ".."; empty if it cannot be read.
  static func names(in path: String) -> [String] {
    guard let stream = opendir(path) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: Self.longestName) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  /// Bytes of a name with its terminating zero (`NAME_MAX` + 1).
  private static let longestName = 256
}
