internal import LinearAlgebra

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

extension FeatureMatrix {
  /// Writes the matrix as a .npy file of float64, block by block.
  package func writeNumPy(to path: String) throws {
    guard let stream = fopen(path, "wx") else {
      throw StoreError("\(path) cannot be written: \(String(cString: strerror(errno))).")
    }
    defer { fclose(stream) }
    var header =
      "{'descr': '<f8', 'fortran_order': False, 'shape': (\(rows), \(columns)), }"
    header += String(repeating: " ", count: 63 - (header.utf8.count + 10) % 64) + "\n"
    let length = UInt16(header.utf8.count)
    let start =
      [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(length & 255), UInt8(length >> 8)]
      + Array(header.utf8)
    guard fwrite(start, 1, start.count, stream) == start.count else { throw Self.writeError(path) }
    try forEachBlock { _, block in
      guard fwrite(block.elements, 8, block.elements.count, stream) == block.elements.count
      else { throw Self.writeError(path) }
    }
    guard fflush(stream) == 0 else { throw Self.writeError(path) }
  }

  private static func writeError(_ path: String) -> StoreError {
    StoreError("\(path) cannot be written: \(String(cString: strerror(errno))).")
  }
}
