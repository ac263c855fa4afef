/// Energy traces as compact bytes with exact doubles.
///
/// Byte 0 is the format (1). Then, for each row: step minus the previous row's step (varint; the
/// first row's own step), overlapping pairs times two plus whether there is a change ratio (varint),
/// potential energy, displacement and, where there is one, change ratio (each 8 bytes, IEEE 754,
/// little-endian). 7 rows take about 180 bytes.
enum TraceCodec {
  static func encode(_ trace: [TraceRow]) -> [UInt8] {
    var bytes: [UInt8] = [1]
    bytes.reserveCapacity(1 + trace.count * 28)
    var previous = 0
    for row in trace {
      Varint.append(UInt64(bitPattern: Int64(row.step - previous)), to: &bytes)
      previous = row.step
      let hasRatio = row.changeRatio != nil
      Varint.append(UInt64(row.overlappingPairs) << 1 | (hasRatio ? 1 : 0), to: &bytes)
      append(row.potentialEnergy, to: &bytes)
      append(row.displacement, to: &bytes)
      if let ratio = row.changeRatio { append(ratio, to: &bytes) }
    }
    return bytes
  }

  /// - Returns: nil for bytes that ``encode(_:)`` did not write.
  static func decode(_ bytes: [UInt8]) -> [TraceRow]? {
    guard bytes.first == 1 else { return nil }
    var position = 1
    var step = 0
    var trace: [TraceRow] = []
    while position < bytes.count {
      guard let advance = Varint.read(bytes, &position), let packed = Varint.read(bytes, &position),
        let energy = double(bytes, &position), let displacement = double(bytes, &position)
      else { return nil }
      var ratio: Double?
      if packed & 1 == 1 {
        guard let value = double(bytes, &position) else { return nil }
        ratio = value
      }
      step &+= Int(truncatingIfNeeded: advance)
      trace.append(
        TraceRow(
          step: step, potentialEnergy: energy, displacement: displacement, changeRatio: ratio,
          overlappingPairs: Int(packed >> 1)))
    }
    return trace
  }

  private static func append(_ value: Double, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: value.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
  }

  private static func double(_ bytes: [UInt8], _ position: inout Int) -> Double? {
    guard position + 8 <= bytes.count else { return nil }
    var pattern: UInt64 = 0
    for index in 0..<8 { pattern |= UInt64(bytes[position + index]) << UInt64(8 * index) }
    position += 8
    return Double(bitPattern: pattern)
  }
}
