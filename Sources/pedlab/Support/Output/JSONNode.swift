import Findings

/// A place of the tree that is being encoded.
final class JSONNode {
  private enum Kind { case value, object, array }

  private var kind = Kind.value
  private var scalar = JSONValue.null
  private var members: [(String, JSONNode)] = []
  private var elements: [JSONNode] = []

  func set(_ value: JSONValue) { scalar = value }

  /// Makes this an object, though nothing may be added to it.
  func makeObject() { kind = .object }

  /// Makes this an array, though nothing may be added to it.
  func makeArray() { kind = .array }

  func member(_ key: String) -> JSONNode {
    let node = JSONNode()
    members.append((key, node))
    return node
  }

  func element() -> JSONNode {
    let node = JSONNode()
    elements.append(node)
    return node
  }

  var count: Int { elements.count }

  var value: JSONValue {
    switch kind {
    case .value: scalar
    case .object: .object(members.map { ($0, $1.value) })
    case .array: .array(elements.map(\.value))
    }
  }
}
