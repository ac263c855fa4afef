// An empty buffer may have no address; these say so in place of a bare trap.

extension UnsafeBufferPointer {
  /// The address of the first element of a buffer that has one.
  ///
  /// - Precondition: the buffer is not empty.
  @inlinable package var start: UnsafePointer<Element> {
    guard let baseAddress else { preconditionFailure("An empty buffer has no address.") }
    return baseAddress
  }
}

extension UnsafeMutableBufferPointer {
  /// The address of the first element of a buffer that has one.
  ///
  /// - Precondition: the buffer is not empty.
  @inlinable package var start: UnsafeMutablePointer<Element> {
    guard let baseAddress else { preconditionFailure("An empty buffer has no address.") }
    return baseAddress
  }
}

extension UnsafeRawBufferPointer {
  /// The address of the first element of a buffer that has one.
  ///
  /// - Precondition: the buffer is not empty.
  @inlinable package var start: UnsafeRawPointer {
    guard let baseAddress else { preconditionFailure("An empty buffer has no address.") }
    return baseAddress
  }
}

extension UnsafeMutableRawBufferPointer {
  /// The address of the first element of a buffer that has one.
  ///
  /// - Precondition: the buffer is not empty.
  @inlinable package var start: UnsafeMutableRawPointer {
    guard let baseAddress else { preconditionFailure("An empty buffer has no address.") }
    return baseAddress
  }
}
