import CHDF5

/// How numbers lie in a dataset.
package enum ElementType: Sendable, Equatable {
  case float(bytes: Int, bigEndian: Bool)
  case integer(bytes: Int, signed: Bool, bigEndian: Bool)
  case text(bytes: Int)
  /// Named integers; h5py stores truth values as such.
  case enumeration(bytes: Int)
  /// Any other type, by a name for messages.
  case other(String, bytes: Int)

  /// Bytes of an element.
  package var byteCount: Int {
    switch self {
    case .float(let bytes, _), .integer(let bytes, _, _), .text(let bytes), .enumeration(let bytes),
      .other(_, let bytes):
      bytes
    }
  }

  /// Whether elements are floating-point numbers.
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

extension ElementType {
  /// From a type of libhdf5; inside of ``HDF5/locked(_:)``.
  init(_ type: hid_t) {
    let bytes = H5Tget_size(type)
    let bigEndian = H5Tget_order(type) == H5T_ORDER_BE
    switch H5Tget_class(type) {
    case H5T_FLOAT where Self.isIEEE(type, bytes):
      self = .float(bytes: bytes, bigEndian: bigEndian)
    case H5T_FLOAT: self = .other("float of \(bytes * 8) bits, not IEEE", bytes: bytes)
    case H5T_INTEGER where Self.isWhole(type, bytes):
      self = .integer(
        bytes: bytes, signed: H5Tget_sign(type) == H5T_SGN_2, bigEndian: bigEndian)
    case H5T_INTEGER: self = .other("integers of unusual precision", bytes: bytes)
    case H5T_STRING: self = .text(bytes: bytes)
    case H5T_ENUM: self = .enumeration(bytes: bytes)
    case H5T_COMPOUND: self = .other("compound", bytes: bytes)
    default: self = .other("a type that pedlab does not know", bytes: bytes)
    }
  }

  /// Whether sign, exponent (with its bias) and fraction lie as in IEEE 754, without padding.
  private static func isIEEE(_ type: hid_t, _ bytes: Int) -> Bool {
    var (sign, exponent, exponentSize, mantissa, mantissaSize) = (0, 0, 0, 0, 0)
    H5Tget_fields(type, &sign, &exponent, &exponentSize, &mantissa, &mantissaSize)
    let formats = [2: (10, 5, 15), 4: (23, 8, 127), 8: (52, 11, 1023)]
    guard let (fraction, width, bias) = formats[bytes] else { return false }
    return (mantissaSize, exponentSize) == (fraction, width)
      && (mantissa, exponent, sign) == (0, fraction, bytes * 8 - 1)
      && H5Tget_ebias(type) == bias && H5Tget_norm(type) == H5T_NORM_IMPLIED
      && H5Tget_offset(type) == 0 && H5Tget_precision(type) == bytes * 8
      && [H5T_ORDER_LE, H5T_ORDER_BE].contains(H5Tget_order(type))
  }

  /// Whether all bits count, in one of the sizes that processors have.
  private static func isWhole(_ type: hid_t, _ bytes: Int) -> Bool {
    [1, 2, 4, 8].contains(bytes) && H5Tget_precision(type) == bytes * 8
  }
}
