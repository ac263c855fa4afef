/// Memory of the device, freed with its last user.
///
/// `@unchecked Sendable`: the address never changes, and ``CUDADevice`` lets one thread at a time use
/// what is there.
final class CUDAMemory: @unchecked Sendable {
  let address: OpaquePointer?
  private let bytes: Int
  private let libraries: CUDALibraries

  /// - Throws: ``LinearAlgebraError`` if there is not as much.
  init(bytes: Int, _ libraries: CUDALibraries) throws {
    (self.bytes, self.libraries) = (bytes, libraries)
    var address: OpaquePointer?
    let status = libraries.allocate(&address, max(bytes, 1))
    self.address = address
    try libraries.check(status, "cudaMalloc of \(bytes) bytes")
  }

  deinit { _ = libraries.free(address) }

  /// Sets every byte to 0.
  func clear() throws { try libraries.check(libraries.clear(address, 0, bytes), "cudaMemset") }

  /// Fills this memory from the processor's.
  func load(_ source: UnsafeRawPointer, bytes: Int) throws {
    precondition(bytes <= self.bytes, "\(bytes) bytes into \(self.bytes)")
    try libraries.check(
      libraries.copy(UnsafeMutableRawPointer(address), source, bytes, Direction.toDevice),
      "cudaMemcpy to the device")
  }

  /// Copies the first `bytes` to the processor's memory.
  func store(_ target: UnsafeMutableRawPointer, bytes: Int) throws {
    precondition(bytes <= self.bytes, "\(bytes) bytes of \(self.bytes)")
    try libraries.check(
      libraries.copy(target, UnsafeRawPointer(address), bytes, Direction.toHost),
      "cudaMemcpy from the device")
  }

  /// cudaMemcpyKind
  private enum Direction {
    static let toDevice: Int32 = 1
    static let toHost: Int32 = 2
  }
}

extension CUDALibraries {
  /// - Throws: an error that names the call unless `status` is 0.
  func check(_ status: Int32, _ call: String) throws {
    guard status != 0 else { return }
    let name = errorName(status).map { " (\(String(cString: $0)))" } ?? ""
    throw LinearAlgebraError(
      "The GPU: \(call) ended with status \(status)\(name). Run again with --device cpu.")
  }
}
