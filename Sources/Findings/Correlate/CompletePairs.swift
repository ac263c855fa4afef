/// The models that have both a score and an accuracy.
struct CompletePairs {
  /// Their places among all.
  let places: [Int]
  let scores: [Double]
  let truth: [Double]

  init(_ scores: [Double], _ truth: [Double?]) {
    let places = scores.indices.filter { !scores[$0].isNaN && !(truth[$0] ?? .nan).isNaN }
    self.places = places
    self.scores = places.map { scores[$0] }
    self.truth = places.compactMap { truth[$0] }
  }
}
