import FeatureStatistics
import LinearAlgebra

extension OpenRows {
  /// What ``products(_:)`` multiplies for a setting.
  struct Factors: Sendable {
    /// [N]
    let confidences: [Double]
    /// How near its limit a confidence counts as reached. Rows that are left out change the product by
    /// twice that, relative to limit^2 times the scatter, since the terms left out are at most so much
    /// of its terms.
    let saturation: Double
    /// D x C
    let vectors: Matrix
  }

  /// From this share of open rows on a setting's products stand beside those of others, with weight 0
  /// for the rows that are not open: a row side by side takes 0.45 of the time of one that is copied and
  /// multiplied for its setting alone.
  private static let joinedShare = 0.45
  /// Rows are copied together where fewer than this share of a piece is open: else the others, with
  /// weight 0, cost less than the copy.
  private static let gatheredShare = 0.5

  /// For each of some settings with vectors V: sum (limit^2 - p^2) z (z'V), over its open rows. One
  /// read, 4 N D C a setting at most.
  func products(_ settings: [Factors]) throws -> [Matrix] {
    let least = Self.joinedShare * Double(pieces.labels.count)
    let places = settings.indices.filter {
      Double(count(settings[$0].confidences, saturation: settings[$0].saturation)) >= least
    }
    let joined = places.map { settings[$0] }
    let isJoined = Set(places)
    let alone = settings.indices.filter { !isJoined.contains($0) }
    let vectors = slots.joined(joined.map(\.vectors))
    let halves = try pieces.mapHalves { range in
      var results = alone.map { k in
        Matrix(rows: settings[k].vectors.rows, columns: settings[k].vectors.columns)
      }
      var side = slots.empty(rows: vectors.rows, slots: joined.count)
      try pieces.forEach(in: range) { first, rows in
        for (place, k) in alone.enumerated() { add(rows, first, settings[k], to: &results[place]) }
        if !joined.isEmpty { add(rows, first, joined, vectors, to: &side) }
      }
      return results
        + joined.indices.map {
          slots.matrix(in: $0, of: side, columns: joined[$0].vectors.columns)
        }
    }
    var products = zip(halves[0], halves[1]).map { $0 + $1 }
    for (place, product) in zip(alone + places, products) { products[place] = product }
    return products
  }

  private func weight(_ confidence: Double, _ saturation: Double) -> Double {
    confidence < limit * (1 - saturation) ? limit * limit - confidence * confidence : 0
  }

  /// Of settings that stand side by side.
  private func add(
    _ rows: Matrix, _ first: Int, _ settings: [Factors], _ vectors: Matrix, to result: inout Matrix
  ) {
    guard slots.areIndependent(rows: rows.rows, inner: rows.columns) else {
      for (slot, setting) in settings.enumerated() {
        var part = Matrix(rows: rows.columns, columns: setting.vectors.columns)
        add(rows, first, setting, to: &part)
        slots.add(part, to: slot, of: &result)
      }
      return
    }
    var products = rows.times(vectors)
    slots.scale(&products) { slot, i in
      weight(settings[slot].confidences[first + i], settings[slot].saturation)
    }
    result.addProduct(ofTransposed: rows, products)
  }

  private func add(_ rows: Matrix, _ first: Int, _ factors: Factors, to result: inout Matrix) {
    let confidences = factors.confidences[first..<(first + rows.rows)]
    let open = open(confidences, saturation: factors.saturation)
    guard !open.isEmpty else { return }
    let isGathered = Double(open.count) < Self.gatheredShare * Double(rows.rows)
    let kept = isGathered ? rows.selecting(open) : rows
    let weights =
      isGathered
      ? open.map { weight(factors.confidences[first + $0], factors.saturation) }
      : confidences.map { weight($0, factors.saturation) }
    result.addProduct(ofTransposed: kept, kept.times(factors.vectors).scalingRows(by: weights))
  }
}
