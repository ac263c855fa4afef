import LinearAlgebra

/// Products of ``OpenRows`` on their way: those of settings apart, and those side by side.
struct OpenProducts: Sendable {
  private let open: OpenRows
  private let settings: [OpenRows.Factors]
  /// N x C, z'V where it is known
  private let known: Matrix?
  /// Places of the settings that stand apart, and of those side by side
  private let alone: [Int]
  private let joined: [Int]
  /// The vectors of ``joined``
  private let vectors: Matrix
  /// D x C each, of ``alone``
  private var parts: [Matrix]
  /// Of ``joined``
  private var side: Matrix

  init(_ open: OpenRows, _ settings: [OpenRows.Factors], known: Matrix?) {
    (self.open, self.settings, self.known) = (open, settings, known)
    let least = OpenRows.joinedShare * Double(open.pieces.labels.count)
    let joined = settings.indices.filter {
      Double(open.count(settings[$0].confidences, saturation: settings[$0].saturation)) >= least
    }
    let isJoined = Set(joined)
    alone = settings.indices.filter { !isJoined.contains($0) }
    parts = alone.map { k in
      Matrix(rows: settings[k].vectors.rows, columns: settings[k].vectors.columns)
    }
    vectors = open.slots.joined(joined.map { settings[$0].vectors })
    side = open.slots.empty(rows: vectors.rows, slots: joined.count)
    self.joined = joined
  }

  /// Whether any setting has open rows.
  var hasRows: Bool {
    settings.contains { open.count($0.confidences, saturation: $0.saturation) > 0 }
  }

  /// D x C for each setting.
  var products: [Matrix] {
    var products = settings.map(\.vectors)
    for (place, part) in zip(alone, parts) { products[place] = part }
    for (slot, place) in joined.enumerated() {
      products[place] = open.slots.matrix(
        in: slot, of: side, columns: settings[place].vectors.columns)
    }
    return products
  }

  /// Adds rows z, the first of which has an index.
  mutating func add(_ rows: Matrix, _ first: Int) {
    let known = known?.rows(first..<(first + rows.rows))
    for (place, k) in alone.enumerated() {
      add(rows, first, known, settings[k], to: &parts[place])
    }
    guard !joined.isEmpty else { return }
    guard open.slots.areIndependent(rows: rows.rows, inner: rows.columns) else {
      for (slot, k) in joined.enumerated() {
        var part = Matrix(rows: rows.columns, columns: settings[k].vectors.columns)
        add(rows, first, known, settings[k], to: &part)
        open.slots.add(part, to: slot, of: &side)
      }
      return
    }
    var products =
      known.map { open.slots.joined([Matrix](repeating: $0, count: joined.count)) }
      ?? rows.times(vectors)
    open.slots.scale(&products) { slot, i in
      let setting = settings[joined[slot]]
      return weight(setting.confidences[first + i], setting.saturation)
    }
    side.addProduct(ofTransposed: rows, products)
  }

  private func add(
    _ rows: Matrix, _ first: Int, _ known: Matrix?, _ factors: OpenRows.Factors,
    to result: inout Matrix
  ) {
    let confidences = factors.confidences[first..<(first + rows.rows)]
    let places = open.open(confidences, saturation: factors.saturation)
    guard !places.isEmpty else { return }
    let isGathered = Double(places.count) < OpenRows.gatheredShare * Double(rows.rows)
    let kept = isGathered ? rows.selecting(places) : rows
    let weights =
      isGathered
      ? places.map { weight(confidences[first + $0], factors.saturation) }
      : confidences.map { weight($0, factors.saturation) }
    let products =
      known.map { isGathered ? $0.selecting(places) : $0 } ?? kept.times(factors.vectors)
    result.addProduct(ofTransposed: kept, products.scalingRows(by: weights))
  }

  private func weight(_ confidence: Double, _ saturation: Double) -> Double {
    let limit = open.limit
    return confidence < limit * (1 - saturation) ? limit * limit - confidence * confidence : 0
  }
}
