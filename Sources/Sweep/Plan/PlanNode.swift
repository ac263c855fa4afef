import Conditions
import Tabular
import Wording
import Yams

/// A value of a plan with the place where it was written.
struct PlanNode: Sendable {
  indirect enum Value: Sendable {
    case null
    case scalar(String)
    case sequence([PlanNode])
    case mapping([(key: String, value: PlanNode)])
  }

  var value: Value
  var place: PlanPlace

  /// - Throws: ``PlanError`` naming the line if `text` is not YAML.
  static func parse(_ text: String, file: String) throws -> PlanNode {
    let node: Node?
    do {
      node = try Yams.compose(yaml: text)
    } catch let error as YamlError {
      throw PlanError(PlanSyntax(text, file: file).sentence(for: error))
    }
    guard let node else { throw PlanError("\(file): the plan is empty") }
    var reading = Reading(hasTags: text.contains("!")) { .line(file: file, line: $0?.line ?? 1) }
    return try PlanNode(node, &reading)
  }

  /// The value of an override, `0.1,0.2` being a list as in Hydra.
  static func parse(override text: String, value: String) throws -> PlanNode {
    let place = PlanPlace.override(text)
    let isFlat = !value.contains(where: { "[{\"'".contains($0) })
    let yaml = isFlat && value.contains(",") ? "[\(value)]" : value
    guard let node = try? Yams.compose(yaml: yaml) else {
      throw PlanError(place, "\"\(value)\" is not a YAML value")
    }
    var reading = Reading(hasTags: value.contains("!")) { _ in place }
    return try PlanNode(node, &reading)
  }

  init(value: Value, place: PlanPlace) {
    self.value = value
    self.place = place
  }

  /// Values of a plan at most: aliases of aliases multiply.
  private static let mostValues = 200_000

  /// What values are read with.
  private struct Reading {
    /// Whether a tag may be among them: to ask each value is dear.
    let hasTags: Bool
    let place: (Mark?) -> PlanPlace
    /// Of the values so far.
    var count = 0
  }

  private init(_ node: Node, _ reading: inout Reading) throws {
    place = reading.place(node.mark)
    reading.count += 1
    guard reading.count <= Self.mostValues else {
      throw PlanError(
        place, "the plan has more than \(Self.mostValues) values, with its aliases written out")
    }
    if reading.hasTags { try Self.checkTag(node, place) }
    switch node {
    case .scalar(let scalar):
      value = node.null != nil && scalar.style == .plain ? .null : .scalar(scalar.string)
    case .sequence(let sequence):
      value = .sequence(try sequence.map { try PlanNode($0, &reading) })
    case .mapping(let mapping):
      value = .mapping(
        try mapping.map { key, value in
          guard let name = key.scalar?.string else {
            throw PlanError(reading.place(key.mark), "a key must be a word")
          }
          var child = try PlanNode(value, &reading)
          child.place = reading.place(key.mark)
          return (name, child)
        })
    case .alias:
      throw PlanError(place, "YAML aliases are not resolved here; write the value out")
    }
  }

  /// Tags of YAML itself, which say what a value is read as in any case.
  private static let knownTags: Set = [
    "", "!", "str", "int", "float", "bool", "null", "seq", "map", "timestamp", "merge", "value",
  ]

  /// - Throws: ``PlanError`` for a tag that asks for something else.
  private static func checkTag(_ node: Node, _ place: PlanPlace) throws {
    let (name, prefix) = (node.tag.rawValue, "tag:yaml.org,2002:")
    let bare = name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : name
    guard !knownTags.contains(bare) else { return }
    throw PlanError(
      place,
      "the tag \(name.hasPrefix(prefix) ? "!!" : "")\(bare) means nothing in a plan; write the value alone"
    )
  }
}

extension PlanNode {
  var kind: String {
    switch value {
    case .null: "nothing"
    case .scalar(let text): "\"\(text)\""
    case .sequence: "a list"
    case .mapping: "a mapping"
    }
  }

  func fail(_ message: String) -> PlanError { PlanError(place, message) }

  /// The entries of a mapping, none of them with a key that is not `allowed`.
  func mapping(_ path: String, allowed: [String]?) throws -> [(key: String, value: PlanNode)] {
    guard case .mapping(let entries) = value else {
      throw fail("\(path) must be a mapping of keys to values, not \(kind)")
    }
    guard let allowed else { return entries }
    for entry in entries where !allowed.contains(entry.key) {
      guard entry.key != "<<" else {
        throw entry.value.fail(
          "merge keys (<<) are not read\(path == "the plan" ? "" : " in \(path)"); write the keys out"
        )
      }
      let prefix = path == "the plan" ? "" : " in \(path)"
      throw entry.value.fail(
        "unknown key \"\(entry.key)\"\(prefix)\(Suggestion.text(for: entry.key, among: allowed)); "
          + "allowed are \(allowed.joined(separator: ", "))")
    }
    return entries
  }

  func text(_ path: String) throws -> String {
    guard case .scalar(let text) = value else {
      throw fail("\(path) must be a word, not \(kind)")
    }
    return text
  }

  /// A list, or a single value as a list of one.
  func list() -> [PlanNode] {
    switch value {
    case .sequence(let nodes): nodes
    case .null: []
    default: [self]
    }
  }

  func number(_ path: String) throws -> Double {
    try refuseOctal(path)
    guard case .scalar(let text) = value, let number = Double(decimal: text), number.isFinite else {
      throw fail("\(path) must be a number, not \(kind)")
    }
    return number
  }

  func integer(_ path: String) throws -> Int {
    try refuseOctal(path)
    guard case .scalar(let text) = value, let integer = Int(text) ?? Self.whole(text)
    else { throw fail("\(path) must be a whole number, not \(kind)") }
    return integer
  }

  /// 010 is 8 to YAML 1.1, and 10 to YAML 1.2.
  private func refuseOctal(_ path: String) throws {
    guard case .scalar(let text) = value, text.count > 1, text.first == "0",
      text.allSatisfy(\.isNumber)
    else { return }
    throw fail(
      "\(path) is \(kind), which some programs read as an octal number; write it without the first 0"
    )
  }

  /// 1.0, 1e3: as long as every whole number near it has a value of its own.
  private static func whole(_ text: String) -> Int? {
    Double(text).flatMap { abs($0) < 0x1p53 ? Int(exactly: $0) : nil }
  }
}
