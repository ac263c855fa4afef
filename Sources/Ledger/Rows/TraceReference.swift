/// Where the trace of an evaluation is stored: in a row of `motions`, the how manieth of its traces.
struct TraceReference: Hashable {
  let motion: Int64
  let place: Int

  /// A row holds fewer traces than 2 to this power (``TraceList/roomySize``).
  private static let placeBits: Int64 = 16

  /// As the table of evaluations holds it.
  var value: Int64 { motion << Self.placeBits | Int64(place) }

  init(motion: Int64, place: Int) { (self.motion, self.place) = (motion, place) }

  init(_ value: Int64) {
    self.init(motion: value >> Self.placeBits, place: Int(value & (1 << Self.placeBits - 1)))
  }

  /// The row of `motions` that a column refers to, in SQL.
  static func motion(of column: String) -> String { "\(column) >> \(placeBits)" }
}
