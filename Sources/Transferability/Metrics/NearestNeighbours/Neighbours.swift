import Platform

/// The nearest rows to one row among those met so far: at most twice as many as are asked for, in
/// the order of rows.
struct Neighbours {
  private struct Entry {
    let row: Int
    /// Squared, from differences
    let distance: Double
    /// The row's squared length
    let norm: Double
  }

  /// k
  let count: Int
  /// The squared length of the row itself
  let norm: Double
  private var entries: [Entry] = []
  /// The k-th smallest distance so far
  private(set) var limit = Double.infinity

  /// Rounding of distances from differences, relative to the squared lengths: what is nearer to each
  /// other than this is equal.
  private static let rounding = 8 * Double.ulpOfOne

  init(count: Int, norm: Double) {
    self.count = count
    self.norm = norm
  }

  private var tolerance: Double {
    Self.rounding * (norm + entries.reduce(0) { max($0, $1.norm) })
  }

  /// Whether no later row can be among them: those that are there are at no distance at all.
  var isSettled: Bool { limit <= Self.rounding * norm }

  /// Takes a row that comes after all before it.
  mutating func insert(_ row: Int, distance: Double, norm: Double) {
    guard distance <= limit + Self.rounding * (self.norm + norm) else { return }
    entries.append(Entry(row: row, distance: distance, norm: norm))
    if entries.count >= count { limit = entries.map(\.distance).sorted()[count - 1] }
    if entries.count > 2 * count { entries = kept }
  }

  /// Rows that are nearer than the k-th, and the first k of those at its distance.
  private var kept: [Entry] {
    let tolerance = tolerance
    var equals = 0
    return entries.filter { entry in
      if entry.distance < limit - tolerance { return true }
      guard entry.distance <= limit + tolerance else { return false }
      equals += 1
      return equals <= count
    }
  }

  /// The k nearest rows; of those at the same distance the first.
  var rows: [Int] {
    let tolerance = tolerance
    let kept = kept
    let nearer = kept.filter { $0.distance < limit - tolerance }
    let equal = kept.filter { $0.distance >= limit - tolerance }
    return (nearer + equal).prefix(count).map(\.row)
  }
}
