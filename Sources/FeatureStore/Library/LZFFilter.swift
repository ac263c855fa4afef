import CHDF5
import Platform

/// Decoder of h5py's built-in filter LZF (number 32000), registered with libhdf5.
///
/// Debian's plugin (hdf5-plugin-lzf 3.7.0) cannot be loaded without a library that its package does
/// not bring, so the project has its own. The format is that of liblzf: a control byte below 32
/// begins that many plus one literal bytes; any other one holds the length (upper 3 bits, 7 means
/// one more byte) and the distance (lower 5 bits and the next byte) of a copy from what was written.
enum LZFFilter {
  static let identifier: Int32 = 32000

  static let registered: Void = {
    var filter = H5Z_class2_t(
      version: 1, id: identifier, encoder_present: 0, decoder_present: 1,
      name: UnsafeRawPointer(name.utf8Start).assumingMemoryBound(to: CChar.self),
      can_apply: nil, set_local: nil, filter: decode)
    H5Zregister(&filter)
  }()

  private static let name: StaticString = "lzf"

  /// libhdf5's callback: the third parameter of the filter is the size of a chunk in bytes; zero
  /// tells libhdf5 that decoding failed.
  private static let decode: H5Z_func_t = { flags, count, parameters, size, capacity, buffer in
    guard flags & UInt32(0x0100) != 0, let capacity, let buffer, let source = buffer.pointee else {
      return 0
    }
    var wanted = capacity.pointee
    if count >= 3, let parameters, parameters[2] > 0 { wanted = Int(parameters[2]) }
    guard let target = malloc(wanted) else { return 0 }
    let written = expand(
      UnsafeRawBufferPointer(start: source, count: size),
      into: UnsafeMutableRawBufferPointer(start: target, count: wanted))
    guard let written else {
      free(target)
      return 0
    }
    free(source)
    buffer.pointee = target
    capacity.pointee = wanted
    return written
  }

  /// The number of bytes written; nil if the data is damaged or does not fit.
  static func expand(
    _ source: UnsafeRawBufferPointer, into target: UnsafeMutableRawBufferPointer
  ) -> Int? {
    var (from, to) = (0, 0)
    while from < source.count {
      let control = Int(source[from])
      from += 1
      if control < 32 {
        let count = control + 1
        guard from + count <= source.count, to + count <= target.count else { return nil }
        for index in 0..<count { target[to + index] = source[from + index] }
        (from, to) = (from + count, to + count)
        continue
      }
      var count = control >> 5
      if count == 7 {
        guard from < source.count else { return nil }
        count += Int(source[from])
        from += 1
      }
      guard from < source.count else { return nil }
      let start = to - ((control & 31) << 8) - Int(source[from]) - 1
      from += 1
      count += 2
      guard start >= 0, to + count <= target.count else { return nil }
      for index in 0..<count { target[to + index] = target[start + index] }
      to += count
    }
    return to
  }
}
