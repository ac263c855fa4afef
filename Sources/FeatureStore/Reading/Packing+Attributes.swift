extension Packing {
  private static let attributes = [
    "scale_factor", "add_offset", "_FillValue", "missing_value", "valid_min", "valid_max",
    "valid_range", "_Unsigned",
  ]

  /// nil where the attributes say nothing, or the stored numbers are what they mean.
  ///
  /// - Throws: ``StoreError`` for attributes that have no meaning: text that is no number, several
  ///   scales, a scale of 0.
  init?(_ dataset: HDF5Dataset) throws {
    let found = try dataset.file.numbers(
      of: dataset.description.path, attributes: Self.attributes)
    guard found.contains(where: { $0 != .absent }) else { return nil }
    let attributes = PackingAttributes(
      dataset: dataset,
      values: Dictionary(uniqueKeysWithValues: zip(Self.attributes, found)))
    self.init()
    // As the CF conventions have it, where an attribute is not there.
    scale = try attributes.single("scale_factor") ?? 1
    offset = try attributes.single("add_offset") ?? 0
    guard scale.isFinite, offset.isFinite, scale != 0 else {
      throw StoreError(
        "\(dataset.description.place): the attributes scale_factor and add_offset are"
          + " \(scale) and \(offset); they must be finite, and the scale not 0.")
    }
    modulus = try attributes.modulus()
    missing = try ["_FillValue", "missing_value"].flatMap { try attributes.stored($0) }
      .map(signless).filter { !$0.isNaN }
    valid = try attributes.valid(signless)
    if isUnscaled, missing.isEmpty, valid == nil, modulus == 0 { return nil }
  }
}

/// The attributes of a dataset that say what its stored numbers mean.
private struct PackingAttributes {
  let dataset: HDF5Dataset
  let values: [String: AttributeValue]

  private var place: String { dataset.description.place }

  /// The numbers of an attribute, also where it holds them as text; nil if it is not there.
  private func numbers(_ name: String) throws -> [Double]? {
    switch values[name] {
    case .numbers(let numbers): return numbers
    case .absent, nil: return nil
    case .other: break
    }
    let texts = try dataset.file.strings(of: dataset.description.path, attribute: name) ?? []
    guard let text = texts.first(where: { Double($0) == nil }) else {
      return texts.isEmpty ? nil : texts.compactMap(Double.init)
    }
    throw StoreError(
      "\(place): the attribute \(name) is the text \"\(text)\"; it must be a number.")
  }

  /// nil if it is not there.
  func single(_ name: String) throws -> Double? {
    guard let all = try numbers(name), let first = all.first else { return nil }
    guard all.allSatisfy({ $0 == first || ($0.isNaN && first.isNaN) }) else {
      throw StoreError(
        "\(place): the attribute \(name) has \(all.count) values, such as \(first) and"
          + " \(all.first { $0 != first } ?? first); one for the whole dataset is allowed. Unpack"
          + " the values and write them as they are.")
    }
    return first
  }

  /// As the dataset's type would hold them: 1e20 as float64 is not the 1e20 of a float32. The other way
  /// round, -999.9 as float32 stands for the -999.9 of a float64, too.
  func stored(_ name: String) throws -> [Double] {
    let all = try bounds(name)
    guard case .float(bytes: 8, _) = dataset.description.type else { return all }
    return all.flatMap { [$0, Self.meant($0)].compactMap(\.self) }
  }

  /// The number that a float32 was written for, if it is another one in double precision.
  private static func meant(_ number: Double) -> Double? {
    let narrow = Float(number)
    guard Double(narrow) == number, let decimal = Double(narrow.description) else { return nil }
    return decimal == number ? nil : decimal
  }

  /// As the dataset's type would hold them.
  private func bounds(_ name: String) throws -> [Double] {
    let all = try numbers(name) ?? []
    guard case .float(let bytes, _) = dataset.description.type, bytes < 8 else { return all }
    return all.map { FloatDecoder.rounded($0, bytes: bytes) }
  }

  func valid(_ signless: (Double) -> Double) throws -> ClosedRange<Double>? {
    var (low, high) = (-Double.infinity, Double.infinity)
    let range = try bounds("valid_range").map(signless)
    guard range.isEmpty || range.count == 2 else {
      throw StoreError(
        "\(place): the attribute valid_range has \(range.count) values; it takes the least and the"
          + " largest.")
    }
    if let first = range.first, let last = range.last { (low, high) = (first, last) }
    low = try bounds("valid_min").first.map(signless) ?? low
    high = try bounds("valid_max").first.map(signless) ?? high
    guard low <= high else {
      throw StoreError(
        "\(place): the attributes valid_range, valid_min and valid_max allow from \(low) to"
          + " \(high), which is nothing.")
    }
    return low == -.infinity && high == .infinity ? nil : low...high
  }

  /// What `_Unsigned` adds to negative numbers.
  func modulus() throws -> Double {
    guard values["_Unsigned"] == .other,
      let text = try dataset.file.strings(of: dataset.description.path, attribute: "_Unsigned")?
        .first,
      case .integer(let bytes, let isSigned, _) = dataset.description.type
    else { return 0 }
    guard isSigned || text.lowercased() != "false" else {
      throw StoreError(
        "\(place): the attribute _Unsigned is \"\(text)\", but the numbers are"
          + " \(dataset.description.type.name). Write them as signed integers.")
    }
    guard isSigned, text.lowercased() == "true" else { return 0 }
    return Double(sign: .plus, exponent: 8 * bytes, significand: 1)
  }
}
