import CHDF5

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
