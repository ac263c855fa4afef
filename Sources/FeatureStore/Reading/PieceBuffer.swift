import Platform

/// The stored bytes of one piece of rows.
final class PieceBuffer {
  let rows: Int
  private let reader: RowReader
  private let selection: RowSelection
  private let meter: ReadMeter
  private let memory: PageLoan
  /// Stored numbers as doubles, where these are not yet the values.
  private let numbers: UnsafeMutableBufferPointer<Double>

  init(_ reader: RowReader, rows: Int, selection: RowSelection, meter: ReadMeter) {
    self.reader = reader
    self.meter = meter
    self.rows = rows
    self.selection = selection
    memory = PageLoan(byteCount: rows * reader.rowBytes)
    numbers = .allocate(
      capacity: reader.view.pooling == nil ? 0 : max(rows * reader.view.storedColumns, 1))
  }

  deinit {
    numbers.deallocate()
  }

  private var bytes: UnsafeMutableRawBufferPointer { memory.bytes }

  /// - Precondition: at most as many rows as the buffer has.
  func read(_ rows: Range<Int>) throws {
    precondition(rows.count <= self.rows, "\(rows.count) rows for a buffer of \(self.rows)")
    try selection.forEachRun(of: rows) { stored, offset in
      try reader.read(stored, into: bytes.start + offset * reader.rowBytes)
      try checkExact(stored, bytes.start + offset * reader.rowBytes)
    }
    meter.add(rows.count * reader.rowBytes)
  }

  /// Integers of 64 bits come as doubles, of which those from 2^53 on stand for several integers.
  private func checkExact(_ rows: Range<Int>, _ start: UnsafeMutableRawPointer) throws {
    guard case .integer(8, _, _) = reader.description.type else { return }
    let columns = reader.view.storedColumns
    let values = start.assumingMemoryBound(to: Double.self)
    for index in 0..<rows.count * columns where abs(values[index]) >= 0x1p53 {
      throw StoreError(
        "\(reader.description.place), row \(rows.lowerBound + index / max(columns, 1)) holds"
          + " integers of 2^53 or more, which a double cannot tell from their neighbours. Save"
          + " them as float64.")
    }
  }

  /// Tells the system which rows come next, so that it reads them while others are computed with.
  func prefetch(_ rows: Range<Int>) {
    if !rows.isEmpty { reader.prefetch(selection.stored(rows)) }
  }

  /// The values of the first `rows` rows of the buffer.
  func decode(_ rows: Int, into target: UnsafeMutablePointer<Double>) {
    let view = reader.view
    guard let pooling = view.pooling, let stored = numbers.baseAddress else {
      widen(rows, into: target)
      view.packing?.apply(target, count: rows * view.columns)
      return
    }
    widen(rows, into: stored)
    view.packing?.apply(stored, count: rows * view.storedColumns)
    for row in 0..<rows {
      pooling.apply(stored + row * view.storedColumns, into: target + row * view.columns)
    }
  }

  private func widen(_ rows: Int, into target: UnsafeMutablePointer<Double>) {
    var (size, bigEndian) = (8, false)
    if case .float(let bytes, let isBigEndian) = reader.description.type {
      (size, bigEndian) = (bytes, isBigEndian)
    }
    FloatDecoder.decode(
      bytes.start, count: rows * reader.view.storedColumns, bytes: size,
      bigEndian: bigEndian, into: target)
  }

  /// Adds a mark of each of the first `rows` rows of the buffer.
  func mark(_ rows: Int, in marks: inout RowMarks) {
    marks.add(
      bytes.start, rows: rows, rowBytes: reader.rowBytes,
      numberBytes: reader.description.numberBytes)
  }

  func digest(_ rows: Int) -> [UInt8] {
    ContentDigest.leaf(UnsafeRawBufferPointer(rebasing: bytes[..<(rows * reader.rowBytes)]))
  }
}
