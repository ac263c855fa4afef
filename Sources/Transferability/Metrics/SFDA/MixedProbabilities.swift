import LinearAlgebra

/// The sums of the true classes' probabilities in SFDA's second pass, for many settings.
///
/// Rows that are sure of their class by what is nearest to the solution among vectors whose products with
/// all rows are known need not be read. Which they are depends on the setting alone.
struct MixedProbabilities: Sendable {
  let openRows: OpenRows
  let span: MeanSpan

  /// From here on no row is sure enough.
  private static let rounding = 1e-15

  /// A setting, and the rows that are to be read for it.
  private struct Opened: Sendable {
    let logits: MixedLogits
    /// [N]
    let isOpen: [Bool]
    let share: Double
  }

  private var labels: [Int] { openRows.pieces.labels }

  /// One read for all of them at most, 2 N D C each at most.
  func sums(_ settings: [MixedLogits]) throws -> [Double] {
    let near = try settings.map { try nearSum($0) }
    let places = settings.indices.filter { near[$0].isOpen.contains(true) }
    let far = try farSums(
      places.map { k in
        let open = near[k].isOpen
        return Opened(
          logits: settings[k], isOpen: open,
          share: Double(open.count { $0 }) / Double(max(open.count, 1)))
      })
    var sums = near.map(\.sum)
    for (place, sum) in zip(places, far) { sums[place] += sum }
    return sums
  }

  /// Over the rows that need not be read, and which the others are.
  private func nearSum(_ setting: MixedLogits) throws -> (sum: Double, isOpen: [Bool]) {
    let mustBeRead = setting.solution != nil
    guard !mustBeRead || (span.projected.held != nil && setting.negligible > Self.rounding) else {
      return (0, [Bool](repeating: true, count: labels.count))
    }
    let halves = try span.projected.mapHalves { range in
      var (sum, isOpen): (Double, [Bool]) = (0, [])
      isOpen.reserveCapacity(range.count)
      try span.projected.forEachPiece(in: range, mixing: setting.near.transposed) { first, piece in
        piece.forEachRow { i, products in
          let probability = setting.probability(first + i, labels[first + i], products)
          let isSure = !mustBeRead || 1 - probability <= setting.negligible
          isOpen.append(!isSure)
          if isSure { sum += probability }
        }
      }
      return (sum, isOpen)
    }
    return (halves[0].0 + halves[1].0, halves[0].1 + halves[1].1)
  }

  /// Over the rows that are read. Those of a setting that reads few are copied together, the others
  /// multiplied side by side.
  private func farSums(_ settings: [Opened]) throws -> [Double] {
    guard !settings.isEmpty else { return [] }
    let slots = openRows.slots
    let joined = settings.indices.filter { settings[$0].share >= OpenRows.joinedShare }
    let slotOf = Dictionary(uniqueKeysWithValues: joined.enumerated().map { ($1, $0) })
    let vectors = slots.joined(joined.compactMap { settings[$0].logits.solution })
    let halves = try openRows.pieces.mapHalves { range in
      var sums = [Double](repeating: 0, count: settings.count)
      try openRows.pieces.forEach(in: range) { first, rows in
        let isJoined =
          !joined.isEmpty && slots.areIndependent(rows: rows.rows, inner: rows.columns)
        let products = isJoined ? rows.times(vectors) : vectors
        for (k, setting) in settings.enumerated() {
          let slot = isJoined ? slotOf[k] : nil
          sums[k] += sum(
            setting, first, rows,
            slot.map { slots.matrix(in: $0, of: products, columns: openRows.classes) })
        }
      }
      return sums
    }
    return zip(halves[0], halves[1]).map { $0 + $1 }
  }

  /// - Parameter products: n x C, the rows times the solution, if they are known.
  private func sum(
    _ setting: Opened, _ first: Int, _ rows: Matrix, _ products: Matrix?
  ) -> Double {
    let open = (0..<rows.rows).filter { setting.isOpen[first + $0] }
    guard !open.isEmpty, let solution = setting.logits.solution else { return 0 }
    let isGathered = Double(open.count) < OpenRows.gatheredShare * Double(rows.rows)
    var part =
      products == nil && isGathered
      ? rows.selecting(open).times(solution)
      : (products ?? rows.times(solution)).selecting(open)
    var sum = 0.0
    part.forEachRow { k, logits in
      let row = first + open[k]
      sum += setting.logits.probability(row, labels[row], logits)
    }
    return sum
  }
}
