/// value = stored * scale + offset, and NaN where the stored number says that there is no value
/// (the attributes scale_factor, add_offset, _FillValue, missing_value, valid_range, valid_min,
/// valid_max and _Unsigned of NetCDF).
struct Packing: Sendable, Equatable {
  var scale = 1.0
  var offset = 0.0
  /// Stored numbers that stand for no value.
  var missing: [Double] = []
  /// Stored numbers outside of it stand for no value.
  var valid: ClosedRange<Double>?
  /// 2 to the number of bits, which negative stored numbers lack where they are meant without a sign;
  /// 0: they are meant as they are.
  var modulus = 0.0

  /// Whether stored numbers are the values, but for those that are missing.
  var isUnscaled: Bool { scale == 1 && offset == 0 }

  var identity: String {
    var text = "scale \(scale), offset \(offset), missing \(missing)"
    if let valid { text += ", valid \(valid)" }
    if modulus > 0 { text += ", without a sign" }
    return text
  }

  /// A stored number without its wrong sign.
  func signless(_ stored: Double) -> Double {
    modulus > 0 && stored < 0 ? stored + modulus : stored
  }

  /// - Parameter stored: without its wrong sign.
  func isMissing(_ stored: Double) -> Bool {
    missing.contains(stored) || valid.map { !$0.contains(stored) && !stored.isNaN } ?? false
  }

  func apply(_ values: UnsafeMutablePointer<Double>, count: Int) {
    for index in 0..<count {
      let stored = signless(values[index])
      values[index] = isMissing(stored) ? .nan : stored * scale + offset
    }
  }

  func applied(to stored: [Double]) -> [Double] {
    var values = stored
    values.withUnsafeMutableBufferPointer { buffer in
      if let start = buffer.baseAddress { apply(start, count: buffer.count) }
    }
    return values
  }
}

extension HDF5Dataset {
  /// All values as doubles, by what the attributes say of stored numbers; of small datasets.
  ///
  /// - Throws: ``StoreError`` also for attributes that have no meaning.
  func unpackedDoubles() throws -> [Double] {
    let stored = try doubles()
    return try Packing(self)?.applied(to: stored) ?? stored
  }
}
