import Synchronization

/// NVIDIA's first visible GPU, by cuBLAS and cuSOLVER in double precision (CUDA 11 to 13).
///
/// Row-major matrices are column-major transposes, so that "upper" here is "lower" there. One thread
/// at a time uses the device: its handles are not to be shared.
package final class CUDADevice: DenseDevice {
  package let name: String
  let libraries: CUDALibraries
  /// The handles of cuBLAS and cuSOLVER, and the right to use the device.
  private let handles: Mutex<Handles>

  /// - Throws: ``LinearAlgebraError`` that says what is missing: a library, a GPU, a driver.
  package init() throws {
    libraries = try CUDALibraries()
    var (count, version) = (Int32(0), Int32(0))
    let status = libraries.deviceCount(&count)
    guard status == 0, count > 0 else {
      throw LinearAlgebraError("CUDA sees no GPU here (nvidia-smi says which there are).")
    }
    try libraries.check(libraries.runtimeVersion(&version), "cudaRuntimeGetVersion")
    // 12040 is 12.4.
    name = "CUDA \(version / 1000).\(version % 1000 / 10)"
    var handles = Handles()
    try libraries.check(libraries.createBLAS(&handles.blas), "cublasCreate")
    try libraries.check(libraries.createSolver(&handles.solver), "cusolverDnCreate")
    self.handles = Mutex(handles)
  }

  package func gramSum(size: Int) throws -> any GramSum {
    try locked { _ in try CUDAGramSum(size: size, on: self) }
  }

  package func factor(_ matrix: UnsafeMutablePointer<Double>, size: Int) throws -> Int32 {
    try locked { handles in
      let (n, bytes) = (Int32(size), size * size * MemoryLayout<Double>.stride)
      let (memory, info) = try (self.memory(bytes), self.memory(MemoryLayout<Int32>.size))
      try memory.load(matrix, bytes: bytes)
      var length: Int32 = 0
      try libraries.check(
        libraries.factorSize(handles.solver, Fill.lower, n, memory.address, n, &length),
        "cusolverDnDpotrf_bufferSize")
      let work = try self.memory(Int(length) * MemoryLayout<Double>.stride)
      try libraries.check(
        libraries.factor(
          handles.solver, Fill.lower, n, memory.address, n, work.address, length, info.address),
        "cusolverDnDpotrf")
      try memory.store(matrix, bytes: bytes)
      return try self.info(info)
    }
  }

  package func eigen(
    _ matrix: UnsafeMutablePointer<Double>, size: Int, vectors: Bool,
    values: UnsafeMutablePointer<Double>
  ) throws -> Int32 {
    try locked { handles in
      let (n, row) = (Int32(size), size * MemoryLayout<Double>.stride)
      let (memory, spectrum) = try (self.memory(size * row), self.memory(row))
      let info = try self.memory(MemoryLayout<Int32>.size)
      try memory.load(matrix, bytes: size * row)
      let job = vectors ? Job.vectors : Job.noVectors
      var length: Int32 = 0
      try libraries.check(
        libraries.eigenSize(
          handles.solver, job, Fill.upper, n, memory.address, n, spectrum.address, &length),
        "cusolverDnDsyevd_bufferSize")
      let work = try self.memory(Int(length) * MemoryLayout<Double>.stride)
      try libraries.check(
        libraries.eigen(
          handles.solver, job, Fill.upper, n, memory.address, n, spectrum.address, work.address,
          length, info.address),
        "cusolverDnDsyevd")
      if vectors { try memory.store(matrix, bytes: size * row) }
      try spectrum.store(values, bytes: row)
      return try self.info(info)
    }
  }

  /// Calls `body` while no other thread uses the device.
  func locked<Result: Sendable>(_ body: (Handles) throws -> Result) throws -> Result {
    try handles.withLock { handles in try body(handles) }
  }

  func memory(_ bytes: Int) throws -> CUDAMemory { try CUDAMemory(bytes: bytes, libraries) }

  private func info(_ memory: CUDAMemory) throws -> Int32 {
    var info: Int32 = 0
    try memory.store(&info, bytes: MemoryLayout<Int32>.size)
    return info
  }

  /// Opaque to all but cuBLAS and cuSOLVER.
  ///
  /// `@unchecked Sendable`: used under ``locked(_:)`` only.
  struct Handles: @unchecked Sendable {
    var blas: OpaquePointer?
    var solver: OpaquePointer?
  }

  /// cublasFillMode_t
  enum Fill {
    static let lower: Int32 = 0
    static let upper: Int32 = 1
  }

  /// cusolverEigMode_t
  private enum Job {
    static let noVectors: Int32 = 0
    static let vectors: Int32 = 1
  }
}
