/// How numbers lie in a dataset.
package enum ElementType: Sendable, Equatable, Codable {
  case float(bytes: Int, bigEndian: Bool)
  case integer(bytes: Int, signed: Bool, bigEndian: Bool)
  case text(bytes: Int)
  /// Named integers; h5py stores truth values as such.
  case enumeration(bytes: Int)
  /// Any other type, by a name for messages.
  case other(String, bytes: Int)

  /// Of one element, as stored.
  package var byteCount: Int {
    switch self {
    case .float(let bytes, _), .integer(let bytes, _, _), .text(let bytes), .enumeration(let bytes),
      .other(_, let bytes):
      bytes
    }
  }

  /// IEEE 754 of 2, 4 or 8 bytes.
  package var isFloat: Bool {
    if case .float = self { true } else { false }
  }

  /// "float32", "int64 (big endian)", ...
  package var name: String {
    switch self {
    case .float(let bytes, let bigEndian):
      "float\(bytes * 8)" + (bigEndian ? " (big endian)" : "")
    case .integer(let bytes, let signed, let bigEndian):
      (signed ? "int" : "uint") + "\(bytes * 8)" + (bigEndian && bytes > 1 ? " (big endian)" : "")
    case .text: "text"
    case .enumeration: "enumeration"
    case .other(let name, _): name
    }
  }

  /// Whether libhdf5 converts it to doubles without loss of meaning.
  var isNumber: Bool {
    switch self {
    case .float, .integer: true
    case .other(let name, _): name.hasPrefix("float") || name.hasPrefix("integers")
    case .text, .enumeration: false
    }
  }
}
