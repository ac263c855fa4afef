import Foundation

/// Writes a file in large pieces beside its place, and moves it there when it is complete: a
/// reader never sees half a file, and an export that fails leaves the old one.
final class FileSink {
  private let path: String
  private let partial: String
  private let handle: FileHandle
  private var buffer: [UInt8] = []

  init(_ path: String) throws {
    self.path = path
    partial = path + ".partial"
    try ExportFolder.create((path as NSString).deletingLastPathComponent)
    guard FileManager.default.createFile(atPath: partial, contents: nil),
      let handle = FileHandle(forWritingAtPath: partial)
    else {
      throw ExportError.cannotWrite(
        path: path, reason: String(cString: strerror(errno)).lowercased())
    }
    self.handle = handle
    buffer.reserveCapacity(1 << 20)
  }

  func write(_ text: String) throws {
    buffer.append(contentsOf: text.utf8)
    if buffer.count >= 1 << 20 { try flush() }
  }

  func close() throws {
    try flush()
    try handle.close()
    guard rename(partial, path) == 0 else {
      throw ExportError.cannotWrite(
        path: path, reason: String(cString: strerror(errno)).lowercased())
    }
  }

  private func flush() throws {
    do {
      try handle.write(contentsOf: buffer)
    } catch {
      throw ExportError.cannotWrite(path: path, reason: "the disk may be full")
    }
    buffer.removeAll(keepingCapacity: true)
  }
}

enum ExportFolder {
  static func create(_ path: String) throws {
    guard !path.isEmpty else { return }
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    } catch {
      throw ExportError.cannotWrite(path: path, reason: "the folder cannot be made")
    }
  }
}

/// Writes a whole text in one go.
package enum TextFile {
  package static func write(_ text: String, to path: String) throws {
    let sink = try FileSink(path)
    try sink.write(text)
    try sink.close()
  }
}

package enum ExportError: Error, Equatable, CustomStringConvertible {
  case nothingToExport(experiment: String)
  case unknownExperiment(name: String, ledger: String, known: [String])
  case cannotWrite(path: String, reason: String)
  case exists(path: String)
  case server(url: String, reason: String)
  case tool(name: String, reason: String)

  package var description: String {
    switch self {
    case .nothingToExport(let experiment):
      "The experiment '\(experiment)' has no finished runs to export. 'pedlab status' shows what "
        + "it has, 'pedlab run' computes the rest."
    case .unknownExperiment(let name, let ledger, let known):
      "The ledger \(ledger) has no experiment '\(name)'. It has: "
        + (known.isEmpty ? "none" : known.joined(separator: ", ")) + "."
    case .cannotWrite(let path, let reason):
      "Cannot write \(path): \(reason). Choose another place with --out."
    case .exists(let path):
      "\(path) exists, and it may hold more than this export. Choose another --out, or pass "
        + "--force to replace it."
    case .server(let url, let reason):
      "The tracking server at \(url) did not take the export: \(reason)."
    case .tool(let name, let reason):
      "\(name): \(reason)."
    }
  }
}
