/// Names with commas between them.
package enum FieldList {
  /// The names, without blanks around them.
  package static func fields(_ text: String) -> [String] {
    text.split(separator: ",").map { field in
      String(field.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
  }
}
