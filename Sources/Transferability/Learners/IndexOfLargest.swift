extension RandomAccessCollection<Double> {
  /// From 0: the place of the largest value, the first of equals.
  ///
  /// - Precondition: there is a value.
  var indexOfLargest: Int {
    precondition(!isEmpty, "no values to take the largest of")
    var (best, place) = (self[startIndex], 0)
    for (offset, value) in enumerated() where value > best { (best, place) = (value, offset) }
    return place
  }
}
