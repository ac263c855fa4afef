internal import FeatureStatistics
internal import LinearAlgebra
import Platform

extension FeatureMatrix {
  /// Writes the matrix as a .npy file of float64, block by block. What was begun is removed if it
  /// cannot be completed.
  ///
  /// - Throws: ``StoreError``: the path is there already, or cannot be written.
  package func writeNumPy(to path: String) throws {
    let number = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard number >= 0 else { throw Self.writeError(path) }
    let file = FileDescriptor(number)
    do {
      try writeBlocks(to: file, path)
      guard close(number) == 0 else { throw Self.writeError(path) }
    } catch {
      close(number)
      unlink(path)
      throw error
    }
  }

  private func writeBlocks(to file: FileDescriptor, _ path: String) throws {
    var header = "{'descr': '<f8', 'fortran_order': False, 'shape': (\(rows), \(columns)), }"
    // The elements begin at a multiple of 64 bytes, as NumPy has it.
    header += String(repeating: " ", count: 63 - (header.utf8.count + 10) % 64) + "\n"
    let length = UInt16(header.utf8.count)
    let start =
      [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(length & 255), UInt8(length >> 8)]
      + Array(header.utf8)
    guard start.withUnsafeBytes(file.writeAll) else { throw Self.writeError(path) }
    try forEachBlock { _, block in
      guard block.elements.withUnsafeBytes(file.writeAll) else { throw Self.writeError(path) }
    }
  }

  private static func writeError(_ path: String) -> StoreError {
    StoreError("\(path) cannot be written: \(String(cString: strerror(errno))).")
  }
}
