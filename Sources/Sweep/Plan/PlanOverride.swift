/// `--set ped.step_size=0.1,0.2`: replaces (or adds) one value of a plan, as in Hydra.
struct PlanOverride {
  let text: String
  let path: [String]
  let value: PlanNode

  /// - Throws: ``PlanError`` if `text` is not `key=value`.
  init(_ text: String) throws {
    guard let equals = text.firstIndex(of: "="), equals != text.startIndex else {
      throw PlanError(
        .override(text), "an override is written key=value, for example ped.step_size=0.1,0.2")
    }
    self.text = text
    path = text[..<equals].split(separator: ".").map(String.init)
    value = try PlanNode.parse(override: text, value: String(text[text.index(after: equals)...]))
  }

  /// - Throws: ``PlanError`` if a key is given twice, with other values, or is replaced by a later one that
  ///   it lies below.
  static func checkTwice(_ overrides: [PlanOverride]) throws {
    var first: [[String]: String] = [:]
    for override in overrides {
      if let other = first[override.path], other != override.text {
        let key = override.path.joined(separator: ".")
        throw PlanError(
          .override(override.text),
          "\(key) is given twice, as \(other) too; write a list for several values: \(key)=A,B")
      }
      if let lost = first.first(where: {
        $0.key.count > override.path.count && $0.key.starts(with: override.path)
      }) {
        throw PlanError(
          .override(override.text),
          "it replaces all of \(override.path.joined(separator: ".")), and \(lost.value), which is given "
            + "before it, too; give it first, or both in one")
      }
      first[override.path] = override.text
    }
  }

  func apply(to root: PlanNode) throws -> PlanNode {
    try replace(in: root, path: path[...])
  }

  private func replace(in node: PlanNode, path: ArraySlice<String>) throws -> PlanNode {
    guard let key = path.first else { return value }
    var entries: [(key: String, value: PlanNode)]
    switch node.value {
    case .mapping(let existing): entries = existing
    case .null: entries = []
    default: throw PlanError(.override(text), "\"\(key)\" is inside a value, not a mapping")
    }
    let empty = PlanNode(value: .null, place: value.place)
    if let index = entries.firstIndex(where: { $0.key == key }) {
      entries[index].value = try replace(in: entries[index].value, path: path.dropFirst())
    } else {
      entries.append((key, try replace(in: empty, path: path.dropFirst())))
    }
    return PlanNode(value: .mapping(entries), place: node.place)
  }
}
