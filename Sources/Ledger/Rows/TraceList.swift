import Foundation

/// The traces of a motion, as a row of `motions` holds them: of each the number of its bytes (varint), and
/// these, as ``TraceCodec`` writes them. One that evaluations no longer refer to has no bytes.
struct TraceList {
  private(set) var bytes: [UInt8] = []
  private var traces: [Range<Int>] = []

  /// A list of so many bytes takes no further trace. None has more traces than bytes.
  static let roomySize = 1 << 16

  init() {}

  /// nil for bytes that are no list.
  init?(_ bytes: [UInt8]) {
    self.bytes = bytes
    var position = 0
    while position < bytes.count {
      guard let count = Varint.read(bytes, &position), count <= UInt64(bytes.count - position)
      else { return nil }
      traces.append(position..<position + Int(count))
      position += Int(count)
    }
  }

  /// Whether another trace may be added.
  var hasRoom: Bool { bytes.count < Self.roomySize }

  /// nil if there is none, or it was removed.
  subscript(place: Int) -> [UInt8]? {
    guard traces.indices.contains(place), !traces[place].isEmpty else { return nil }
    return Array(bytes[traces[place]])
  }

  /// The place of the same trace; nil if it is not there.
  func place(of trace: [UInt8]) -> Int? {
    bytes.withUnsafeBytes { all in
      trace.withUnsafeBytes { wanted in
        traces.firstIndex { range in
          guard range.count == wanted.count, let other = wanted.baseAddress,
            let own = UnsafeRawBufferPointer(rebasing: all[range]).baseAddress
          else { return false }
          return memcmp(own, other, range.count) == 0
        }
      }
    }
  }

  /// - Returns: its place.
  mutating func append(_ trace: [UInt8]) -> Int {
    Varint.append(UInt64(trace.count), to: &bytes)
    traces.append(bytes.count..<bytes.count + trace.count)
    bytes += trace
    return traces.count - 1
  }

  /// The same with the traces at `places` alone, which keep their places.
  func keeping(_ places: Set<Int>) -> TraceList {
    var kept = TraceList()
    for (place, range) in traces.enumerated() {
      _ = kept.append(places.contains(place) ? Array(bytes[range]) : [])
    }
    return kept
  }
}
