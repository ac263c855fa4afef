import Parallel

/// Products of one matrix with many narrow ones side by side: OpenBLAS copies the large one once for all
/// of them, and its kernel has no narrow edges.
///
/// Each narrow matrix of C columns has a slot, C columns and some zeros. What matters is that its result
/// has the same bits in any slot and beside any others. No BLAS promises that, and not all kernels do it
/// (OpenBLAS's for AVX-512 do not): it is tried on products of the very sizes.
package struct ColumnSlots: Sendable {
  /// Columns of a slot.
  private let width: Int
  /// Slots that stand side by side at most.
  private let most: Int

  /// Kernels work on so many columns, or a multiple.
  private static let unit = 4
  /// Beyond, a slot alone is multiplied as fast as many, and many would take room.
  private static let widest = 64
  /// Elements of the large matrix from which on the trial is earned back: it takes some 40 slots'
  /// products for each size, and smaller ones are the ends of blocks and small datasets, whose sizes
  /// are met for a few settings only.
  private static let smallest = 1 << 17
  /// What was tried in this process.
  private static let known = OnceCache<Sizes, Bool>()

  private struct Sizes: Hashable {
    let rows: Int
    let inner: Int
    let width: Int
    let most: Int
  }

  /// For matrices of C columns or fewer, at most `most` of them side by side.
  package init(columns: Int, most: Int) {
    self.most = most
    width = (columns + Self.unit - 1) / Self.unit * Self.unit
  }

  /// The matrices (each n x C) side by side.
  package func joined(_ matrices: [Matrix]) -> Matrix {
    var result = empty(rows: matrices.first?.rows ?? 0, slots: matrices.count)
    for (slot, matrix) in matrices.enumerated() { add(matrix, to: slot, of: &result) }
    return result
  }

  /// Zeros for so many matrices.
  package func empty(rows: Int, slots: Int) -> Matrix { Matrix(rows: rows, columns: slots * width) }

  /// Adds a matrix (n x C) to what is in a slot.
  package func add(_ matrix: Matrix, to slot: Int, of joined: inout Matrix) {
    let (from, to) = (matrix.columns, joined.columns)
    joined.elements.withUnsafeMutableBufferPointer { target in
      matrix.elements.withUnsafeBufferPointer { source in
        for i in 0..<matrix.rows {
          for c in 0..<from { target[i * to + slot * width + c] += source[i * from + c] }
        }
      }
    }
  }

  /// The first columns of a slot.
  package func matrix(in slot: Int, of joined: Matrix, columns: Int) -> Matrix {
    var elements: [Double] = []
    elements.reserveCapacity(joined.rows * columns)
    for i in 0..<joined.rows { elements += joined.row(i).dropFirst(slot * width).prefix(columns) }
    return Matrix(rows: joined.rows, columns: columns, elements: elements)
  }

  /// Multiplies row i of each slot by a number.
  package func scale(_ joined: inout Matrix, by factor: (_ slot: Int, _ row: Int) -> Double) {
    let (slots, width) = (joined.columns / width, width)
    let rows = joined.rows
    joined.elements.withUnsafeMutableBufferPointer { elements in
      for i in 0..<rows {
        for slot in 0..<slots {
          let (factor, first) = (factor(slot, i), (i * slots + slot) * width)
          for c in first..<first + width { elements[c] *= factor }
        }
      }
    }
  }

  /// Whether it pays to multiply side by side, and products Z V and Z'(Z V) with Z of `rows` x `inner`
  /// have the same bits for a slot alone and among others.
  package func areIndependent(rows: Int, inner: Int) -> Bool {
    guard width <= Self.widest, rows * inner >= Self.smallest else { return false }
    let sizes = Sizes(rows: rows, inner: inner, width: width, most: most)
    return Self.known.value(for: sizes) { Self.areIndependent(sizes) }
  }

  private static func areIndependent(_ sizes: Sizes) -> Bool {
    var random = SplitMix64(seed: 1)
    func noise(_ rows: Int, _ columns: Int) -> Matrix {
      Matrix(
        rows: rows, columns: columns,
        elements: (0..<rows * columns).map { _ in random.nextUnit() - 0.5 })
    }
    let (large, narrow) = (noise(sizes.rows, sizes.inner), noise(sizes.inner, sizes.width))
    let alone = large.times(narrow)
    var image = Matrix(rows: sizes.inner, columns: sizes.width)
    image.addProduct(ofTransposed: large, alone)
    let slots = ColumnSlots(columns: sizes.width, most: sizes.most)
    for count in Set([2, 3, sizes.most]).sorted() {
      let products = large.times(slots.joined([Matrix](repeating: narrow, count: count)))
      var images = slots.empty(rows: sizes.inner, slots: count)
      images.addProduct(ofTransposed: large, products)
      for slot in 0..<count
      where slots.matrix(in: slot, of: products, columns: sizes.width) != alone
        || slots.matrix(in: slot, of: images, columns: sizes.width) != image
      {
        return false
      }
    }
    return true
  }
}
