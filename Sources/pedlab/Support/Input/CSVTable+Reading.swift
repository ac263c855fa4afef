import ArgumentParser
import Findings
import Foundation
import Tabular

extension CSVTable {
  /// A file of scores is larger than one of accuracies: a row for each model in each run.
  private static let largestTable = 2 << 30

  /// - Parameter path: - for standard input.
  /// - Throws: ``InputFileError``, ``CSVError``.
  static func reading(_ path: String) throws -> CSVTable {
    guard path == "-" else {
      return try CSVTable(text: InputFile.text(path, limit: largestTable), name: path)
    }
    let bytes = Array(FileHandle.standardInput.readDataToEndOfFile())
    let name = "standard input"
    return try CSVTable(text: InputFile.decoded(bytes, name: name), name: name)
  }
}
