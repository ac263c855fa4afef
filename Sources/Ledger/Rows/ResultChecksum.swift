/// 64 bits over the scores, traces and correlations of a run, in the form in which they are stored.
///
/// SQLite sees a page that is no page; a changed byte inside of a value it does not see. One multiply
/// and two shifts per 8 bytes: about 1 microsecond for 12 evaluations with traces of 7 rows.
struct ResultChecksum {
  private var state: UInt64 = 0x243F_6A88_85A3_08D3

  /// The checksum as the ledger keeps it: an SQLite integer is signed.
  var value: Int64 { Int64(bitPattern: state) }

  mutating func add(_ bits: UInt64) {
    state = (state ^ bits) &* 0x9E37_79B9_7F4A_7C15
    state ^= state >> 29
  }

  /// SQLite keeps neither the sign of zero nor a NaN (which it makes NULL).
  mutating func add(_ number: Double?) {
    guard let number, !number.isNaN else { return add(UInt64.max) }
    add((number + 0).bitPattern)
  }

  mutating func add(_ number: Int?) {
    guard let number else {
      add(UInt64(0))
      return add(UInt64(0))
    }
    add(UInt64(1))
    add(UInt64(bitPattern: Int64(number)))
  }

  /// No text counts as empty.
  mutating func add(_ text: String?) { add(Array((text ?? "").utf8) as [UInt8]) }

  mutating func add(_ bytes: [UInt8]) {
    add(UInt64(bytes.count))
    bytes.withUnsafeBytes { raw in
      var offset = 0
      while offset + 8 <= raw.count {
        add(UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
        offset += 8
      }
      var rest: UInt64 = 0
      for index in offset..<raw.count { rest = rest << 8 | UInt64(raw[index]) }
      add(rest)
    }
  }

  mutating func add(_ correlations: Correlations) {
    // Models are counted by their rows.
    add(correlations.accuracies)
    let values = CorrelationStatistic.all.map { (version: $0.version, value: correlations[$0]) }
    for entry in values where entry.version == 1 { add(entry.value) }
    add(correlations.roundingTies)
    // Runs that were recorded before a statistic was known keep their checksum.
    let later = values.filter { $0.version > 1 }
    if later.contains(where: { $0.value != nil }) {
      for entry in later { add(entry.value) }
    }
  }

  /// Over what the row of a run holds of its result: it is checked whenever that row is read. Nil before
  /// the run is done.
  static func summary(of run: RecordedRun) -> Int64? {
    run.correlations.map { summary($0, seconds: run.seconds) }
  }

  static func summary(_ correlations: Correlations, seconds: Double?) -> Int64 {
    var checksum = ResultChecksum()
    checksum.add(correlations.models)
    checksum.add(correlations)
    checksum.add(seconds)
    return checksum.value
  }

  mutating func add(_ row: EvaluationRow) {
    add(row.position)
    add(row.score)
    add(row.stepsTaken)
    add(row.stop)
    add(row.accuracy)
    add(row.notes)
    add(row.trace)
    if !row.components.isEmpty { add(row.components) }
  }
}
