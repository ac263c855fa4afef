/// What stored numbers are converted to. All take eight bytes.
enum NumberKind: String, Sendable, Codable {
  case double
  case integer
  case unsigned
}
