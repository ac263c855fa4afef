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
      throw PlanError(sentence(for: error, file: file, text))
    }
    guard let node else { throw PlanError("\(file): the plan is empty") }
    var count = 0
    return try PlanNode(node, &count) { .line(file: file, line: $0?.line ?? 1) }
  }

  /// The value of an override, `0.1,0.2` being a list as in Hydra.
  static func parse(override text: String, value: String) throws -> PlanNode {
    let place = PlanPlace.override(text)
    let isFlat = !value.contains(where: { "[{\"'".contains($0) })
    let yaml = isFlat && value.contains(",") ? "[\(value)]" : value
    guard let node = try? Yams.compose(yaml: yaml) else {
      throw PlanError(place, "\"\(value)\" is not a YAML value")
    }
    var count = 0
    return try PlanNode(node, &count) { _ in place }
  }

  init(value: Value, place: PlanPlace) {
    self.value = value
    self.place = place
  }

  /// Values of a plan at most: aliases of aliases multiply.
  private static let mostValues = 200_000

  /// - Parameter count: of the values so far.
  private init(_ node: Node, _ count: inout Int, place: (Mark?) -> PlanPlace) throws {
    self.place = place(node.mark)
    count += 1
    guard count <= Self.mostValues else {
      throw PlanError(
        self.place, "the plan has more than \(Self.mostValues) values, with its aliases written out"
      )
    }
    switch node {
    case .scalar(let scalar):
      value = node.null != nil && scalar.style == .plain ? .null : .scalar(scalar.string)
    case .sequence(let sequence):
      value = .sequence(try sequence.map { try PlanNode($0, &count, place: place) })
    case .mapping(let mapping):
      value = .mapping(
        try mapping.map { key, value in
          guard let name = key.scalar?.string else {
            throw PlanError(place(key.mark), "a key must be a word")
          }
          var child = try PlanNode(value, &count, place: place)
          child.place = place(key.mark)
          return (name, child)
        })
    case .alias:
      throw PlanError(self.place, "YAML aliases are not resolved here; write the value out")
    }
  }

  private static func sentence(for error: YamlError, file: String, _ text: String) -> String {
    switch error {
    case .scanner(let context, let problem, let mark, _),
      .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      let detail = context.map { " \($0.text)" } ?? ""
      return "\(file), line \(mark.line): not valid YAML: \(problem)\(detail)"
    case .duplicatedKeysInMapping(let duplicates, let context):
      let keys = duplicates.map { "\($0)" }
      let lines = keys.first.map { self.lines(of: $0, in: text) } ?? []
      let place = lines.count > 1 ? "lines \(listed(lines))" : "line \(context.mark.line)"
      return "\(file), \(place): the key \(keys.joined(separator: ", ")) is written twice"
    default:
      return "\(file): not valid YAML: \(error)"
    }
  }
}

extension PlanNode {
  /// Numbers of the lines that begin with a key.
  private static func lines(of key: String, in text: String) -> [String] {
    text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().filter { _, line in
      let start = line.drop { " \t".contains($0) }
      return start.hasPrefix(key) && start.dropFirst(key.count).drop { $0 == " " }.first == ":"
    }.map { "\($0.offset + 1)" }
  }

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
