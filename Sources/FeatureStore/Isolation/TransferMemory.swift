import CHDF5
import Platform

/// Memory through which values come from libhdf5: shared by two processes, or this process's own.
///
/// It grows as needed, in either process. Nothing shrinks it (the kernel refuses), so that what one
/// process maps is there whatever the other does.
final class TransferMemory {
  /// Of the shared memory; nil: private memory.
  private let descriptor: Int32?
  private var shared: UnsafeMutableRawBufferPointer?
  private var own: UnsafeMutableRawBufferPointer?
  /// Told before memory is taken how much it will be.
  private let expecting: (Int) -> Void

  /// What a text takes at most beside its own bytes, in the library and here.
  static let bytesOfText = 256
  /// Bytes that are kept between two transfers; what is beyond is given back to the system.
  private static let kept = 64 << 20
  /// Bytes that memory grows by, so that it seldom does.
  private static let step = 1 << 20

  init(sharing descriptor: Int32?, expecting: @escaping (Int) -> Void = { _ in }) {
    self.descriptor = descriptor
    self.expecting = expecting
  }

  deinit {
    if let shared { munmap(shared.baseAddress, shared.count) }
    own?.deallocate()
  }

  // MARK: - Writing

  /// - Throws: ``StoreError`` for more bytes than a process can have.
  func expect(_ bytes: Int) throws {
    guard bytes <= Self.most else {
      throw StoreError("\(bytes) bytes are asked for at once; at most \(Self.most) are read.")
    }
    expecting(bytes)
  }

  /// Bytes: 2^31 labels.
  private static let most = 16 << 30

  /// Room for a payload, which the next call takes again.
  func room(_ bytes: Int) throws -> UnsafeMutableRawPointer {
    try expect(bytes)
    if let descriptor, grow(descriptor, to: bytes), let base = shared?.baseAddress { return base }
    guard let memory = privateRoom(bytes), let base = memory.baseAddress else {
      throw StoreError("There is not enough memory for \(bytes) bytes.")
    }
    return base
  }

  /// Room in this process's own memory, for what comes with a message; nil where there is none.
  func privateRoom(_ bytes: Int) -> UnsafeMutableRawBufferPointer? {
    if own.map({ $0.count < bytes || $0.count > Self.kept }) ?? true {
      own?.deallocate()
      own = malloc(max(bytes, 1)).map {
        UnsafeMutableRawBufferPointer(start: $0, count: max(bytes, 1))
      }
    }
    return own.map { UnsafeMutableRawBufferPointer(rebasing: $0[..<bytes]) }
  }

  /// The reply for a payload that was put into ``room(_:)``.
  func reply(_ bytes: Int) -> HDF5Reply {
    HDF5Reply(payload: bytes, isInline: (shared?.count ?? 0) < bytes)
  }

  // MARK: - Reading

  /// The payload of a reply; nil where it cannot be mapped.
  func payload(_ reply: HDF5Reply) -> UnsafeRawBufferPointer? {
    guard let bytes = reply.payload, bytes > 0 else {
      return UnsafeRawBufferPointer(start: nil, count: 0)
    }
    if !reply.isInline, let descriptor {
      guard grow(descriptor, to: bytes), let shared else { return nil }
      return UnsafeRawBufferPointer(rebasing: shared[..<bytes])
    }
    return own.flatMap { $0.count < bytes ? nil : UnsafeRawBufferPointer(rebasing: $0[..<bytes]) }
  }

  /// Gives the memory of a large payload back.
  func release() {
    guard let shared, shared.count > Self.kept, let base = shared.baseAddress else { return }
    #if os(Linux)
      madvise(base + Self.kept, shared.count - Self.kept, MADV_REMOVE)
    #endif
  }

  /// Maps at least `bytes` of the shared memory, which is made larger if need be.
  private func grow(_ descriptor: Int32, to bytes: Int) -> Bool {
    if let shared, shared.count >= bytes { return true }
    let wanted = (max(bytes, 1) + Self.step - 1) / Self.step * Self.step
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return false }
    if Int(status.st_size) < wanted, ftruncate(descriptor, off_t(wanted)) != 0 { return false }
    let mapped = mmap(nil, wanted, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0)
    guard let mapped, mapped != MAP_FAILED else { return false }
    if let shared { munmap(shared.baseAddress, shared.count) }
    shared = UnsafeMutableRawBufferPointer(start: mapped, count: wanted)
    return true
  }
}
