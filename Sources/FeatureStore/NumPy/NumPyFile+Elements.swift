extension NumPyFile {
  /// All elements one by one, in C order.
  func elements<Element>(_ convert: (ArraySlice<UInt8>) throws -> Element) throws -> [Element] {
    let bytes = try bytes(0..<count)
    return inCOrder(
      try (0..<count).map { index in
        try convert(bytes[index * type.bytes..<(index + 1) * type.bytes])
      })
  }

  /// All numbers as doubles, in C order.
  func allDoubles() throws -> [Double] { inCOrder(try doubles(0..<count)) }

  private func inCOrder<Element>(_ elements: [Element]) -> [Element] {
    guard isFortranOrder, let (rows, columns) = sides, rows > 1, columns > 1 else {
      return elements
    }
    return elements.indices.map { elements[$0 % columns * rows + $0 / columns] }
  }

  /// The elements `range` in the order of the file, as doubles.
  ///
  /// - Throws: ``StoreError`` for text, and for numbers that a double does not hold.
  func doubles(_ range: Range<Int>) throws -> [Double] {
    let bytes = try bytes(range)
    guard type.kind == .float else {
      return try range.indices.map { index in
        let start = (index - range.lowerBound) * type.bytes
        return try double(bytes[start..<start + type.bytes])
      }
    }
    return [Double](unsafeUninitializedCapacity: range.count) { target, count in
      bytes.withUnsafeBytes { source in
        guard let from = source.baseAddress, let to = target.baseAddress else { return }
        FloatDecoder.decode(
          from, count: range.count, bytes: type.bytes, bigEndian: type.isBigEndian, into: to)
      }
      count = range.count
    }
  }

  private func double(_ element: ArraySlice<UInt8>) throws -> Double {
    let value =
      type.kind == .extended
      ? type.extended(element) : type.integer(element).flatMap(Double.init(exactly:))
    guard let value, !type.isText else {
      throw StoreError(
        "\(path) has a value of type \(typeName) that a double does not hold exactly; save it as "
          + "float64.")
    }
    return value
  }

  /// Rows and columns after sizes of 1 are dropped from a shape of more than two; nil if more than
  /// two sides are left.
  var sides: (rows: Int, columns: Int)? {
    if shape.count == 2 { return (shape[0], shape[1]) }
    guard shape.count != 1 else { return (shape[0], 1) }
    let sides = shape.filter { $0 != 1 }
    switch sides.count {
    case 0: return (1, 1)
    // A row of one sample, or a column: (1, 1, 64) and (64, 1, 1).
    case 1: return shape[0] == 1 ? (1, sides[0]) : (sides[0], 1)
    case 2: return (sides[0], sides[1])
    default: return nil
    }
  }

  /// Rows `rows` of the matrix, row by row.
  func matrix(_ rows: Range<Int>, of height: Int, columns: Int) throws -> [Double] {
    guard isFortranOrder else {
      return try doubles(rows.lowerBound * columns..<rows.upperBound * columns)
    }
    var values = [Double](repeating: 0, count: rows.count * columns)
    for column in 0..<columns {
      let start = column * height
      let part = try doubles(start + rows.lowerBound..<start + rows.upperBound)
      for (row, value) in part.enumerated() { values[row * columns + column] = value }
    }
    return values
  }
}
