/// A sum of outer products that stays on the GPU until it is asked for: blocks of rows go there, and
/// size^2 numbers come back once.
///
/// `@unchecked Sendable`: ``CUDADevice`` lets one thread at a time use it.
final class CUDAGramSum: GramSum, @unchecked Sendable {
  private let size: Int
  private let device: CUDADevice
  private let sum: CUDAMemory
  /// The last block; as large as the largest one so far.
  private var block: CUDAMemory?
  private var capacity = 0

  /// Called under ``CUDADevice/locked(_:)``.
  init(size: Int, on device: CUDADevice) throws {
    (self.size, self.device) = (size, device)
    sum = try device.memory(size * size * MemoryLayout<Double>.stride)
    try sum.clear()
  }

  func add(_ scale: Double, rows: UnsafePointer<Double>, count: Int) throws {
    guard count > 0, size > 0 else { return }
    try device.locked { handles in
      let bytes = count * size * MemoryLayout<Double>.stride
      let block = try room(bytes)
      try block.load(rows, bytes: bytes)
      let (n, k, add) = (Int32(size), Int32(count), 1.0)
      try withUnsafePointer(to: scale) { scale in
        try withUnsafePointer(to: add) { add in
          try device.libraries.check(
            device.libraries.rankUpdate(
              handles.blas, CUDADevice.Fill.lower, Self.noTranspose, n, k, scale, block.address, n,
              add, sum.address, n),
            "cublasDsyrk")
        }
      }
    }
  }

  func copy(to matrix: UnsafeMutablePointer<Double>) throws {
    try device.locked { _ in
      try sum.store(matrix, bytes: size * size * MemoryLayout<Double>.stride)
    }
  }

  private func room(_ bytes: Int) throws -> CUDAMemory {
    if let block, capacity >= bytes { return block }
    block = nil
    let larger = try device.memory(bytes)
    (block, capacity) = (larger, bytes)
    return larger
  }

  /// cublasOperation_t
  private static let noTranspose: Int32 = 0
}
