/// Words as a POSIX shell takes them, for commands that are shown to be pasted.
package enum ShellText {
  /// The word, in quotation marks where the shell would make something else of it.
  package static func quoted(_ text: String) -> String {
    let isPlain =
      !text.isEmpty
      && text.utf8.allSatisfy { byte in
        UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte
          || UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte
          || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || "-_./=,:".utf8.contains(byte)
      }
    guard !isPlain else { return text }
    var parts = ""
    for character in text { parts += character == "'" ? "'\\''" : String(character) }
    return "'" + parts + "'"
  }

  /// A command line of these words.
  package static func line(_ words: [String]) -> String {
    words.map(quoted).joined(separator: " ")
  }
}
