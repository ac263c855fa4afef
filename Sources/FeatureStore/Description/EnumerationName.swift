/// The name that an enumeration gives to a value.
struct EnumerationName: Sendable, Equatable, Codable {
  let value: Int
  let name: String
}
