/// What stands above the header of a CSV file: the line `sep=;` of spreadsheets, and comments.
struct CSVPreamble {
  /// Where the header begins.
  private(set) var start = 0
  /// The line of the header, from 1.
  private(set) var line = 1
  /// What `sep=` names; nil without it.
  private(set) var delimiter: UInt8?

  /// A comment that names the columns (`# model,dataset,accuracy`, as NumPy writes it) is the header.
  init(_ bytes: [UInt8]) {
    while start < bytes.count {
      let text = bytes[start...].prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
      let content = text.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
      if line == 1, let named = Self.separator(content) {
        delimiter = named
      } else if content.first == UInt8(ascii: "#") {
        if Self.namesColumns(content.dropFirst()) {
          start = content.startIndex + 1
          return
        }
      } else if !content.isEmpty {
        return
      }
      start = text.endIndex
      guard start < bytes.count else { return }
      let isPair =
        bytes[start] == UInt8(ascii: "\r") && start + 1 < bytes.count
        && bytes[start + 1] == UInt8(ascii: "\n")
      start += isPair ? 2 : 1
      line += 1
    }
  }

  private static func separator(_ text: ArraySlice<UInt8>) -> UInt8? {
    let plain = text.filter { $0 != UInt8(ascii: "\"") }
    guard plain.count == 5, String(decoding: plain.prefix(4), as: UTF8.self).lowercased() == "sep="
    else { return nil }
    return plain[4]
  }

  private static func namesColumns(_ text: ArraySlice<UInt8>) -> Bool {
    text.split { ",;\t".utf8.contains($0) }.contains { field in
      let name = String(decoding: field, as: UTF8.self).filter { !$0.isWhitespace && $0 != "\"" }
      return name.lowercased() == "model"
    }
  }
}
