import Platform

extension FeatureStore {
  /// The names in a folder, sorted; empty if it cannot be read.
  static func folder(_ path: String) -> [String] {
    guard let stream = opendir(path) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }

  static func fileExists(_ path: String) -> Bool {
    access(path, F_OK) == 0
  }
}
