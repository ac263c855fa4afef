extension MatrixView {
  /// How a dataset is read as features.
  ///
  /// [N, D] as it is; [1, N, D] and [N, C, 1, 1] without the axes of one element; [N, T, D] and
  /// [N, C, h, w] pooled, if the options say how; with `transpose` D x N.
  ///
  /// - Parameter noun: what it is, for messages.
  /// - Throws: ``StoreError`` with the shape and the remedy.
  init(_ dataset: HDF5Dataset, _ options: ReadingOptions, noun: String) throws {
    let description = dataset.description
    guard description.type.isNumber else {
      throw StoreError(
        "\(description.place) holds \(description.type.name); \(noun) are float16, float32,"
          + " float64 or integers.")
    }
    let packing = try Packing(dataset)
    let shape = description.shape
    guard shape.count >= 2 else {
      throw StoreError(
        "\(description.place) has shape \(shape); \(noun) are two-dimensional"
          + " \(noun == "logits" ? "[rows, source classes]" : "[rows, dimensions]").")
    }
    // An empty axis hides how long the others claim to be: no byte of them needs to be there.
    _ = try Self.product(shape.map { max($0, 1) }, description)
    let kept = Self.squeezed(shape)
    let sizes = kept.map { shape[$0] }
    try Self.checkWidth(sizes, description, options)
    if options.transposes {
      guard sizes.count == 2 else {
        throw StoreError(
          "\(description.place) has shape \(shape); only arrays D x N can be transposed.")
      }
      self.init(
        rows: sizes[1], columns: sizes[0], storedColumns: sizes[0], rowAxis: kept[1],
        isTransposed: true, pooling: nil, packing: packing)
      return
    }
    let pooling = try Self.pooling(sizes, description, options, noun)
    self.init(
      rows: sizes[0],
      columns: pooling.map { $0.outer * $0.inner } ?? sizes.dropFirst().reduce(1, *),
      storedColumns: try Self.product(Array(sizes.dropFirst()), description), rowAxis: kept[0],
      isTransposed: false, pooling: pooling, packing: packing)
  }

  /// Rows without a number would need no byte in the file, however many it claims to have.
  private static func checkWidth(
    _ sizes: [Int], _ description: DatasetDescription, _ options: ReadingOptions
  ) throws {
    let widths = options.transposes ? sizes.dropLast() : sizes.dropFirst()
    guard !widths.contains(0) else {
      throw StoreError("\(description.place) has shape \(description.shape): no numbers in a row.")
    }
  }

  /// The axes that are left when those of one element are taken away, as long as there are more than
  /// two: first from the end, then from the beginning, then from between.
  static func squeezed(_ shape: [Int]) -> [Int] {
    var axes = Array(shape.indices)
    while axes.count > 2, let last = axes.last, shape[last] == 1 { axes.removeLast() }
    while axes.count > 2, let first = axes.first, shape[first] == 1 { axes.removeFirst() }
    while axes.count > 2, let index = axes.firstIndex(where: { shape[$0] == 1 }) {
      axes.remove(at: index)
    }
    return axes
  }

  private static func pooling(
    _ sizes: [Int], _ description: DatasetDescription, _ options: ReadingOptions, _ noun: String
  ) throws -> Pooling? {
    guard sizes.count > 2 else { return nil }
    guard let kind = options.pooling else {
      guard noun == "features" else {
        throw StoreError(
          "\(description.place) has shape \(description.shape); \(noun) are [rows, source"
            + " classes], and nothing of them is pooled.")
      }
      throw StoreError(
        "\(description.place) has shape \(description.shape); features are [rows, dimensions]. Say"
          + " how to make one vector of each sample: pool: mean, max or first takes the"
          + " \(sizes.count == 3 ? "second axis of [N, T, D]" : "last axes of [N, C, h, w]")"
          + " together.")
    }
    try checkOneReading(sizes, description)
    let inner = Array(sizes.dropFirst())
    return inner.count == 2
      ? Pooling(kind: kind, outer: 1, pooled: inner[0], inner: inner[1])
      : Pooling(kind: kind, outer: inner[0], pooled: inner.dropFirst().reduce(1, *), inner: 1)
  }

  /// [N, 10, 1, 7] may be maps [N, C, h, w] of one line, whose last axes are pooled, or tokens
  /// [N, T, 1, D], whose second is.
  private static func checkOneReading(
    _ sizes: [Int], _ description: DatasetDescription
  ) throws {
    let shape = description.shape.drop { $0 == 1 }
    guard sizes.count == 3, shape.count > 3 else { return }
    throw StoreError(
      "\(description.place) has shape \(description.shape), which can be read as maps [N, C, h, w],"
        + " whose last axes are pooled (\(shape.dropFirst().first ?? 0) dimensions), or, without the"
        + " axes of one element, as \(sizes) = [N, T, D], whose second is (\(sizes[2]) dimensions)."
        + " Write what is meant as [N, T, D], or pool before writing.")
  }

  private static func product(_ sizes: [Int], _ description: DatasetDescription) throws -> Int {
    guard let product = DatasetDescription.product(sizes) else {
      throw StoreError("\(description.place) claims to have shape \(description.shape): damaged.")
    }
    return product
  }
}
