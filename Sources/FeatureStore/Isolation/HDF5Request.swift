import Wording

/// What is asked of libhdf5 about one file. Paths lead through hard links only, but for those of
/// ``walk(path:)``.
enum HDF5Request: Sendable, Codable {
  /// Whether it can be opened.
  case open
  case walk(path: [String])
  /// - looking: also what each name is.
  case members(group: String, looking: Bool)
  case strings(object: String, attribute: String)
  case integer(object: String, attribute: String)
  case numbers(object: String, attributes: [String])
  case description(dataset: String)
  case enumerationNames(dataset: String)
  case values(dataset: String, NumberKind, count: Int)
  case texts(dataset: String, count: Int)
  case writtenChunks(dataset: String)
  case externalEntries(dataset: String)
  case virtualMappings(dataset: String)
  case coveredElements(dataset: String)
  case chunk(dataset: String, row: Int, column: Int, limit: Int)
  case rows(dataset: String, axis: Int, lower: Int, upper: Int)

  /// What it is about, as the end of "FILE, ".
  var subject: String? {
    switch self {
    case .open: nil
    case .walk(let path): "object /\(path.joined(separator: "/"))"
    case .members(let group, _): "group \(group)"
    case .strings(let object, let attribute), .integer(let object, let attribute):
      "attribute \(attribute) of \(object)"
    case .numbers(let object, let attributes):
      "\(attributes.count == 1 ? "attribute" : "attributes") \(listed(attributes)) of \(object)"
    case .description(let dataset), .enumerationNames(let dataset), .values(let dataset, _, _),
      .texts(let dataset, _), .writtenChunks(let dataset), .externalEntries(let dataset),
      .virtualMappings(let dataset), .coveredElements(let dataset), .chunk(let dataset, _, _, _),
      .rows(let dataset, _, _, _):
      "dataset \(dataset)"
    }
  }
}

/// A request with the file that it is about.
struct HDF5Question: Sendable, Codable {
  let file: String
  /// The ``FileIdentity`` that the file must have.
  let identity: String
  let request: HDF5Request

  /// "FILE, dataset PATH", for messages.
  var place: String { request.subject.map { "\(file), \($0)" } ?? file }
}
