import LinearAlgebra

/// Some rows z, those of a class together, so that sums over a class are products.
struct ClassSortedRows {
  /// n x D
  let rows: Matrix
  /// [n], where each stood before
  let places: [Int]
  /// The classes that there are, and where their rows stand.
  let classes: [(label: Int, range: Range<Int>)]
  /// [n], |z|^2
  let squares: [Double]

  /// - Parameter labels: one for each row.
  init(_ rows: Matrix, _ labels: ArraySlice<Int>) {
    let own = Array(labels)
    places = own.indices.sorted { (own[$0], $0) < (own[$1], $1) }
    self.rows = rows.selecting(places)
    squares = self.rows.rowSquares()
    var classes: [(label: Int, range: Range<Int>)] = []
    for (k, place) in places.enumerated() {
      if let last = classes.last, last.label == own[place] {
        classes[classes.count - 1].range = last.range.lowerBound..<(k + 1)
      } else {
        classes.append((own[place], k..<(k + 1)))
      }
    }
    self.classes = classes
  }
}
