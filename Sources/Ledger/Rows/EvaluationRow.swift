/// An evaluation as the table holds it.
struct EvaluationRow {
  let position: Int
  let score: Double
  let stepsTaken: Int?
  let stop: String?
  let accuracy: Double?
  let seconds: Double
  /// JSON; nil: no notes.
  let notes: String?
  /// As ``TraceCodec`` writes it; empty: no trace.
  let trace: [UInt8]
  /// Doubles, little-endian; empty: the score is the only one.
  let components: [UInt8]

  static let columns =
    "position, score, steps_taken, stop, accuracy, seconds, notes, trace, components"
  static let columnCount = 9

  init(_ evaluation: Evaluation, position: Int) {
    self.position = position
    score = evaluation.score
    stepsTaken = evaluation.stepsTaken
    stop = evaluation.stop
    accuracy = evaluation.accuracy
    seconds = evaluation.seconds
    notes = evaluation.notes.isEmpty ? nil : JSONColumn.encode(evaluation.notes)
    trace = evaluation.trace.isEmpty ? [] : TraceCodec.encode(evaluation.trace)
    components = evaluation.components.flatMap { value in
      withUnsafeBytes(of: value.bitPattern.littleEndian) { Array($0) }
    }
  }

  /// - Parameters:
  ///   - row: ``columns``, from the first on.
  ///   - motions: gives the trace.
  /// - Throws: ``DamagedRecord``.
  init(_ row: StoredRow, _ motions: MotionReader) throws {
    position = Int(try row.integer(0))
    score = try row.number(1)
    stepsTaken = try row.optionalInteger(2).map(Int.init)
    stop = try row.optionalText(3)
    accuracy = try row.optionalNumber(4)
    seconds = try row.number(5)
    notes = try row.optionalText(6)
    trace = try row.optionalInteger(7).map { try motions.trace(TraceReference($0)) } ?? []
    components = try row.bytes(8)
  }

  /// Over this row alone: what is recorded before its run is done has no other checksum.
  var checksum: Int64 {
    var checksum = ResultChecksum()
    checksum.add(self)
    return checksum.value
  }

  /// - Throws: ``DamagedRecord``.
  func evaluation(_ models: [String]) throws -> Evaluation {
    guard models.indices.contains(position) else {
      throw DamagedRecord("it has a score at position \(position) of \(models.count) models")
    }
    guard let rows = trace.isEmpty ? [] : TraceCodec.decode(trace), components.count % 8 == 0
    else { throw DamagedRecord("the trace of \(models[position]) is not readable") }
    return Evaluation(
      model: models[position], score: score, stepsTaken: stepsTaken, stop: stop,
      accuracy: accuracy, seconds: seconds,
      notes: try notes.map { try JSONColumn.decode($0, as: [String].self) } ?? [], trace: rows,
      components: numbers)
  }

  private var numbers: [Double] {
    components.withUnsafeBytes { raw in
      stride(from: 0, to: raw.count, by: 8).map { offset in
        Double(
          bitPattern: UInt64(
            littleEndian: raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
      }
    }
  }
}
