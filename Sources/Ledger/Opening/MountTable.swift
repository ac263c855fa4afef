import Foundation

/// The mounted file systems, as `/proc/self/mounts` lists them.
package struct MountTable: Sendable {
  /// Types whose locks other machines may not see.
  package static let networkTypes: Set = [
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "lustre", "gpfs", "beegfs", "ceph", "glusterfs",
    "fuse.sshfs", "fuse.glusterfs", "9p",
  ]

  /// Of this machine; empty where the system does not tell.
  static var current: MountTable {
    guard let text = try? String(contentsOfFile: "/proc/self/mounts", encoding: .utf8) else {
      return MountTable("")
    }
    return MountTable(text)
  }

  private let mounts: [(point: String, type: String)]

  /// Reads the text of /proc/self/mounts.
  package init(_ text: String) {
    mounts = text.split(separator: "\n").compactMap { line in
      let fields = line.split(separator: " ")
      guard fields.count > 2 else { return nil }
      return (Self.unescaped(String(fields[1])), String(fields[2]))
    }
  }

  /// The type of the file system that holds `path`: of mount points that begin it the longest, and of
  /// several at one point the last.
  package func type(of path: String) -> String? {
    var found: (length: Int, type: String)?
    for (point, type) in mounts {
      if let found, point.utf8.count < found.length { continue }
      if point == "/" || path == point || path.hasPrefix(point + "/") {
        found = (point.utf8.count, type)
      }
    }
    return found?.type
  }

  /// Spaces, tabs, line ends and backslashes are written as three octal digits.
  private static func unescaped(_ text: String) -> String {
    var result = ""
    var rest = Substring(text)
    while let first = rest.popFirst() {
      if first == "\\", let code = UInt8(rest.prefix(3), radix: 8) {
        result.unicodeScalars.append(Unicode.Scalar(code))
        rest = rest.dropFirst(3)
      } else {
        result.append(first)
      }
    }
    return result
  }
}
