/// One mapping of a virtual dataset.
struct VirtualMapping: Sendable, Equatable, Codable {
  let file: String
  let path: String
  /// Elements that it covers; nil without a limit.
  let elements: Int?
  /// The last index along each axis that is read of the source; nil: all of the source is read.
  let last: [Int]?

  /// Whether the source has all elements that are read of it.
  func isCovered(by source: DatasetDescription) -> Bool {
    guard let last else { return source.elementCount == elements }
    return source.shape.count == last.count && zip(last, source.shape).allSatisfy { $0 < $1 }
  }
}
