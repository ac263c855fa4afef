import Platform

/// The entry points of CUDA's runtime, cuBLAS and cuSOLVER that are called, found when the program
/// runs: it is built and it starts without them.
struct CUDALibraries: Sendable {
  // Signatures are those of the C headers; handles and device addresses are opaque, enumerations
  // are C ints.
  typealias Count = @convention(c) (UnsafeMutablePointer<Int32>) -> Int32
  typealias Name = @convention(c) (Int32) -> UnsafePointer<CChar>?
  typealias Allocate = @convention(c) (UnsafeMutablePointer<OpaquePointer?>, Int) -> Int32
  typealias Clear = @convention(c) (OpaquePointer?, Int32, Int) -> Int32
  typealias Copy = @convention(c) (UnsafeMutableRawPointer?, UnsafeRawPointer?, Int, Int32) -> Int32
  typealias Free = @convention(c) (OpaquePointer?) -> Int32
  typealias Create = @convention(c) (UnsafeMutablePointer<OpaquePointer?>) -> Int32
  typealias RankUpdate =
    @convention(c) (
      OpaquePointer?, Int32, Int32, Int32, Int32, UnsafePointer<Double>, OpaquePointer?, Int32,
      UnsafePointer<Double>, OpaquePointer?, Int32
    ) -> Int32
  typealias FactorSize =
    @convention(c) (
      OpaquePointer?, Int32, Int32, OpaquePointer?, Int32, UnsafeMutablePointer<Int32>
    ) -> Int32
  typealias Factor =
    @convention(c) (
      OpaquePointer?, Int32, Int32, OpaquePointer?, Int32, OpaquePointer?, Int32, OpaquePointer?
    ) -> Int32
  typealias EigenSize =
    @convention(c) (
      OpaquePointer?, Int32, Int32, Int32, OpaquePointer?, Int32, OpaquePointer?,
      UnsafeMutablePointer<Int32>
    ) -> Int32
  typealias Eigen =
    @convention(c) (
      OpaquePointer?, Int32, Int32, Int32, OpaquePointer?, Int32, OpaquePointer?, OpaquePointer?,
      Int32, OpaquePointer?
    ) -> Int32

  let deviceCount: Count
  let runtimeVersion: Count
  let errorName: Name
  let allocate: Allocate
  let clear: Clear
  let copy: Copy
  let free: Free
  let createBLAS: Create
  let rankUpdate: RankUpdate
  let createSolver: Create
  let factorSize: FactorSize
  let factor: Factor
  let eigenSize: EigenSize
  let eigen: Eigen

  /// - Throws: ``LinearAlgebraError`` that names the library or function that is not here.
  init() throws {
    let runtime = try SharedLibrary(names: Self.names("cudart", ["13", "12", "11.0"]))
    let blas = try SharedLibrary(names: Self.names("cublas", ["13", "12", "11"]))
    let solver = try SharedLibrary(names: Self.names("cusolver", ["12", "11"]))
    deviceCount = try runtime.function("cudaGetDeviceCount")
    runtimeVersion = try runtime.function("cudaRuntimeGetVersion")
    errorName = try runtime.function("cudaGetErrorName")
    allocate = try runtime.function("cudaMalloc")
    clear = try runtime.function("cudaMemset")
    copy = try runtime.function("cudaMemcpy")
    free = try runtime.function("cudaFree")
    createBLAS = try blas.function("cublasCreate_v2")
    rankUpdate = try blas.function("cublasDsyrk_v2")
    createSolver = try solver.function("cusolverDnCreate")
    factorSize = try solver.function("cusolverDnDpotrf_bufferSize")
    factor = try solver.function("cusolverDnDpotrf")
    eigenSize = try solver.function("cusolverDnDsyevd_bufferSize")
    eigen = try solver.function("cusolverDnDsyevd")
  }

  private static func names(_ library: String, _ versions: [String]) -> [String] {
    versions.map { "lib\(library).so.\($0)" } + ["lib\(library).so"]
  }
}

/// A library that stays loaded until the program ends.
private struct SharedLibrary {
  let name: String
  let handle: UnsafeMutableRawPointer

  /// The first of `names` that the loader finds.
  init(names: [String]) throws {
    for name in names {
      if let handle = dlopen(name, RTLD_NOW | RTLD_GLOBAL) {
        (self.name, self.handle) = (name, handle)
        return
      }
    }
    throw LinearAlgebraError(
      "The loader finds no \(names.joined(separator: ", no ")). Install CUDA 11, 12 or 13, or add"
        + " its folder to LD_LIBRARY_PATH.")
  }

  func function<Function>(_ symbol: String) throws -> Function {
    guard let address = dlsym(handle, symbol) else {
      throw LinearAlgebraError("\(name) has no function \(symbol). Install CUDA 11, 12 or 13.")
    }
    return unsafeBitCast(address, to: Function.self)
  }
}
