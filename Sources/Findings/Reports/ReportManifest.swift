import Foundation

/// Which files of a folder a report, or an export of pages, wrote, so that the next one replaces these and
/// no others.
package struct ReportManifest {
  /// In the folder of the report.
  static let name = ".pedlab-report"
  private static let head = "# Files that pedlab wrote here; the next time it replaces them."

  let folder: String
  /// Relative to the folder.
  let files: [String]

  /// Of the report that is there; empty where there is none.
  package init(_ folder: String) {
    self.folder = folder
    let text = try? String(contentsOfFile: folder + "/" + Self.name, encoding: .utf8)
    files = (text ?? "").split(separator: "\n").map(String.init).filter { file in
      !file.hasPrefix("#") && !file.hasPrefix("/") && !file.split(separator: "/").contains("..")
    }
  }

  /// - Throws: ``ExportError/notOurs(folder:files:)`` if one of `new` is there and no report wrote it.
  package func check(_ new: [String]) throws {
    let own = Set(files)
    let others = new.filter { file in
      !own.contains(file) && FileManager.default.fileExists(atPath: folder + "/" + file)
    }
    guard others.isEmpty else { throw ExportError.notOurs(folder: folder, files: others) }
  }

  /// Removes what the earlier report wrote and the new one does not have, with the PNG files beside
  /// its figures, and records the new list.
  package func replace(with new: [String]) throws {
    let kept = Set(new)
    for file in files where !kept.contains(file) {
      try? FileManager.default.removeItem(atPath: folder + "/" + file)
    }
    let text = ([Self.head] + new).joined(separator: "\n") + "\n"
    try TextFile.write(text, to: folder + "/" + Self.name)
  }
}
