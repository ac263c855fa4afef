/// The header of a .npy file: a Python dictionary with the keys descr, fortran_order and shape.
struct NumPyHeader: Equatable {
  /// The type as NumPy writes it: "<f4", "|S5".
  let type: String
  let isFortranOrder: Bool
  let shape: [Int]

  /// Reads the dictionary as Python would: any spacing, order of keys, and quotes.
  ///
  /// - Throws: ``NumPyHeaderParser/Problem`` for what is not such a dictionary, for a structured
  ///   type, and for a shape with a size below 0 or beyond what a number holds.
  init(_ text: String) throws(NumPyHeaderParser.Problem) {
    var parser = NumPyHeaderParser(text)
    let values = try parser.dictionary()
    for key in values.keys.sorted() where !["descr", "fortran_order", "shape"].contains(key) {
      throw .init("has an unknown key \"\(key)\"")
    }
    switch values["descr"] {
    case .text(let type): self.type = type
    case .list: throw .init("has a structured type; save one plain array")
    default: throw .init("has no type (descr)")
    }
    guard case .bool(let isFortranOrder) = values["fortran_order"] else {
      throw .init("has no fortran_order that is True or False")
    }
    guard case .tuple(let sizes) = values["shape"] else { throw .init("has no shape") }
    if let size = sizes.first(where: { $0 < 0 }) {
      throw .init("has the size \(size) in its shape")
    }
    self.isFortranOrder = isFortranOrder
    shape = sizes
  }
}
