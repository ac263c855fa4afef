/// A dataset of an HDF5 file of another layout: what it may be, as far as names and shapes tell.
struct ForeignDataset: Sendable {
  enum Role: Sendable {
    case features, labels, logits, reference, other
    /// A number or a text a row, under another name.
    case perhapsLabels
  }

  /// The file's path, and the path in it.
  let place: ObjectPlace
  /// Without axes of one element.
  let shape: [Int]
  /// "float32"
  let type: String
  let role: Role
  /// The parts of the two paths, the file's first.
  let parts: [String]
  /// How many of ``parts`` are the file's.
  let fileParts: Int

  /// - Parameter path: from the root of the file, without a slash before it.
  init(file: String, path: String, _ description: DatasetDescription) {
    place = ObjectPlace(file: file, path: path)
    let sides = description.shape.filter { $0 != 1 }
    shape = sides
    type = description.type.name
    let outer = file.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    let inner = path.split(separator: "/").map(String.init)
    (parts, fileParts) = (outer + inner, outer.count)
    role = Self.role(inner, file: outer.last ?? "", sides.count, description.type)
  }

  /// N
  var rows: Int { shape.first ?? 1 }
  /// D
  var columns: Int { shape.last ?? 1 }

  /// "/resnet50/x float32 [60, 8]"
  var shown: String { "/\(place.path) \(type) \(shape)" }

  /// Words in names of labels, and in names of what tells rows apart.
  private static let labelWords = ["label", "target"]
  private static let wholeLabelWords: Set = ["y", "ys", "class", "classes", "gt"]
  private static let rowWords = ["file", "path", "name", "id", "index", "key", "image"]

  private static func role(
    _ inner: [String], file: String, _ axes: Int, _ type: ElementType
  ) -> Role {
    let words = inner.map { $0.lowercased() }
    let last = words.last ?? ""
    func has(_ some: [String]) -> Bool {
      words.contains { word in some.contains { word.contains($0) } }
    }
    let isLabel = has(labelWords) || wholeLabelWords.contains(last)
    if axes <= 1 {
      if axes == 1, isLabel { return .labels }
      let tellsRows = rowWords.contains { last.contains($0) }
      return axes == 1 && !type.isFloat && !tellsRows ? .perhapsLabels : .other
    }
    guard type.isNumber else { return .other }
    if isLabel { return .labels }
    if has(["logit", "prob"]) { return .logits }
    let isSource =
      has(["imagenet", "reference", "source"]) || file.lowercased().contains("imagenet")
    return isSource ? .reference : .features
  }
}
