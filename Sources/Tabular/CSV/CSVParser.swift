/// Splits CSV text into records (RFC 4180, and what is found in practice).
struct CSVParser {
  private let name: String
  private let bytes: [UInt8]
  private let delimiter: UInt8
  private let preamble: CSVPreamble

  init(text: String, name: String) {
    self.name = name
    var bytes = Array(text.utf8)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
    self.bytes = bytes
    preamble = CSVPreamble(bytes)
    delimiter = preamble.delimiter ?? Self.delimiter(of: bytes[preamble.start...])
  }

  func records() throws -> [CSVTable.Row] {
    var records: [CSVTable.Row] = []
    var fields: [String] = []
    var field: [UInt8] = []
    var (line, recordLine, position) = (preamble.line, preamble.line, preamble.start)
    func endRecord() {
      fields.append(String(decoding: field, as: UTF8.self))
      field = []
      if fields.count > 1 || fields[0].contains(where: { !$0.isWhitespace }) {
        records.append(CSVTable.Row(line: recordLine, fields: fields))
      }
      fields = []
    }
    while position < bytes.count {
      let byte = bytes[position]
      switch byte {
      case UInt8(ascii: "\"") where field.isEmpty:
        (field, position) = try quoted(from: position + 1, line: &line)
        try checkEnd(of: position, line: line)
        continue
      case delimiter:
        fields.append(String(decoding: field, as: UTF8.self))
        field = []
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        if byte == UInt8(ascii: "\r"), position + 1 < bytes.count,
          bytes[position + 1] == UInt8(ascii: "\n")
        {
          position += 1
        }
        endRecord()
        line += 1
        recordLine = line
      default: field.append(byte)
      }
      position += 1
    }
    if !field.isEmpty || !fields.isEmpty { endRecord() }
    return records
  }

  /// The field after an opening quote, and the position after the closing one.
  private func quoted(from start: Int, line: inout Int) throws -> ([UInt8], Int) {
    let quote = UInt8(ascii: "\"")
    let firstLine = line
    var field: [UInt8] = []
    var position = start
    while position < bytes.count {
      if bytes[position] == quote {
        guard position + 1 < bytes.count, bytes[position + 1] == quote else {
          return (field, position + 1)
        }
        position += 1
      } else if bytes[position] == UInt8(ascii: "\n") {
        line += 1
      }
      field.append(bytes[position])
      position += 1
    }
    throw CSVError("\(name), line \(firstLine): a quote is opened here and never closed.")
  }

  /// A quoted field ends with its quote: blanks may follow, and then the next field or line.
  private func checkEnd(of position: Int, line: Int) throws {
    let next = bytes[position...].first { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t") }
    let ends = [delimiter, UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t")]
    guard next.map(ends.contains) ?? true else {
      throw CSVError(
        "\(name), line \(line): text follows the quote that ends a field; a quote inside of one is "
          + "written twice.")
    }
  }

  private static func delimiter(of bytes: ArraySlice<UInt8>) -> UInt8 {
    let header = bytes.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
    func count(_ delimiter: UInt8) -> Int { header.count { $0 == delimiter } }
    // Of equals the first: a header without any has one column.
    var best = UInt8(ascii: ",")
    for other in [UInt8(ascii: ";"), UInt8(ascii: "\t")] where count(other) > count(best) {
      best = other
    }
    return best
  }
}
