/// Names as they were met, to find two that differ by Unicode normalisation only.
///
/// Swift compares text by canonical equivalence, so such names are one name everywhere in the
/// program. Two of them in one source are a mistake, and it is unknown which is meant.
struct NameForms {
  private let source: String
  private var known: [String: String] = [:]

  init(source: String) { self.source = source }

  /// - Parameter noun: "model" or "dataset".
  /// - Throws: ``CSVError`` that shows both names.
  mutating func add(_ name: String, _ noun: String) throws {
    guard let earlier = known[name] else {
      known[name] = name
      return
    }
    guard !earlier.utf8.elementsEqual(name.utf8) else { return }
    throw CSVError(
      "\(source): the \(noun)s \"\(Self.escaped(earlier))\" and \"\(Self.escaped(name))\" differ "
        + "by Unicode normalisation only; write the name in one way.")
  }

  /// Characters beyond ASCII by number, so that the difference is seen.
  static func escaped(_ name: String) -> String {
    name.unicodeScalars.map { scalar in
      guard !scalar.isASCII else { return String(scalar) }
      let digits = String(scalar.value, radix: 16, uppercase: true)
      return "\\u{" + digits + "}"
    }.joined()
  }
}
