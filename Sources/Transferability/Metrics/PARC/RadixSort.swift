/// Sorts by eight counting passes over bytes; passes in which all bytes are equal are left out.
///
/// - Parameter spare: room for as many numbers.
func radixSort(
  _ values: UnsafeMutableBufferPointer<UInt64>, with spare: UnsafeMutableBufferPointer<UInt64>
) {
  // Eight passes over bytes pay from some 64 values on.
  guard values.count > 64 else {
    var mutable = values
    return mutable.sort()
  }
  var (source, target) = (values, UnsafeMutableBufferPointer(rebasing: spare[..<values.count]))
  for shift in stride(from: UInt64(0), to: 64, by: 8) {
    var places = [Int](repeating: 0, count: 256)
    for value in source { places[Int((value >> shift) & 255)] += 1 }
    if places.contains(values.count) { continue }
    var next = 0
    for byte in places.indices { (places[byte], next) = (next, next + places[byte]) }
    places.withUnsafeMutableBufferPointer { places in
      for value in source {
        let byte = Int((value >> shift) & 255)
        target[places[byte]] = value
        places[byte] += 1
      }
    }
    swap(&source, &target)
  }
  // An odd number of passes leaves the result in the spare room.
  if source.baseAddress != values.baseAddress { _ = values.update(fromContentsOf: source) }
}
