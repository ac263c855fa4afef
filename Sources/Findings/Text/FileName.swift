/// Names of files made from names of datasets and methods.
package enum FileName {
  /// Lower-case ASCII letters and digits; any other character becomes a hyphen. Such a name is
  /// allowed by every file system.
  package static func slug(_ text: String) -> String {
    String(
      text.lowercased().map { character in
        character.isASCII && (character.isLetter || character.isNumber) ? character : "-"
      })
  }
}
