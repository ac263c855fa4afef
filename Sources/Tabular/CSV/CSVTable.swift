import Wording

/// A CSV file in memory: a header and rows, each as wide as the header.
///
/// Reads what spreadsheets and pandas write: quoted fields with commas, doubled quotes and line
/// breaks; LF, CRLF or CR; a byte order mark; empty lines; semicolons or tabs in place of commas
/// (whichever is most frequent in the header, or what a line `sep=` above it names); comments above
/// the header or alone in their line; columns without a name and without values; pandas' index.
package struct CSVTable: Sendable {
  /// A record below the header.
  package struct Row: Sendable {
    /// In the file, from 1.
    package let line: Int
    /// As many as the header has, without their quotes.
    package let fields: [String]
  }

  /// In messages: the path.
  package let name: String
  /// The names of the columns, without blanks around them.
  package let header: [String]
  /// In the order of the file.
  package let rows: [Row]
  /// What was left out in reading and is worth telling once: sentences.
  package let remarks: [String]

  /// - Throws: ``CSVError`` that names the line: an open quote, a row that is too short or too
  ///   long, a name that is there twice, values in a column without a name, no header.
  package init(text: String, name: String) throws {
    self.name = name
    var records = try CSVParser(text: text, name: name).records()
    guard !records.isEmpty else { throw CSVError("\(name): the file is empty; no header.") }
    let first = records.removeFirst()
    let all = first.fields.map(Self.trimmed)
    let fitted = try records.compactMap { try Self.fitted($0, to: all, name: name) }
    let unnamed = try UnnamedColumns(all, fitted, name: name)
    remarks = unnamed.remarks
    let header = unnamed.kept.map { $0.map { all[$0] } } ?? all
    self.header = header
    rows =
      unnamed.kept.map { kept in
        fitted.map { row in Row(line: row.line, fields: kept.map { row.fields[$0] }) }
      } ?? fitted
    if let (column, _) = header.enumerated().first(where: { header[..<$0].contains($1) }) {
      throw CSVError(
        "\(name), line \(first.line): column '\(header[column])' is in the header twice.")
    }
  }

  /// A record with as many fields as the header; empty ones at its end may be missing or too many.
  ///
  /// - Returns: nil for a comment.
  private static func fitted(_ record: Row, to header: [String], name: String) throws -> Row? {
    let fields = record.fields
    if fields.count == header.count { return record }
    if fields.count == 1, fields[0].hasPrefix("#") { return nil }
    let named = header.count - header.reversed().prefix(while: \.isEmpty).count
    if fields.count > header.count, fields[header.count...].allSatisfy({ trimmed($0).isEmpty }) {
      return Row(line: record.line, fields: Array(fields.prefix(header.count)))
    }
    if fields.count < header.count, fields.count >= named {
      let missing = Array(repeating: "", count: header.count - fields.count)
      return Row(line: record.line, fields: fields + missing)
    }
    throw CSVError(
      "\(name), line \(record.line): \(counted(fields.count, "field")), but the header has "
        + "\(header.count) (\(header.joined(separator: ","))).")
  }

  /// nil if there is no such column. Case does not matter.
  package func index(of column: String) -> Int? {
    header.firstIndex(of: column)
      ?? header.firstIndex { $0.lowercased() == column.lowercased() }
  }

  /// - Throws: ``CSVError`` that names the column and lists those that are there.
  package func requiredIndex(of column: String) throws -> Int {
    guard let index = index(of: column) else {
      throw CSVError(
        "\(name): no column '\(column)'; the columns are \(header.joined(separator: ", ")).")
    }
    return index
  }

  /// A field without blanks around it, and without the apostrophe that ``CSVWriter/guarded(_:)``
  /// puts before what looks like a formula.
  package func text(_ row: Row, _ column: Int) -> String {
    let text = Self.trimmed(row.fields[column])
    return text.hasPrefix("'") && CSVWriter.looksLikeFormula(text.dropFirst())
      ? String(text.dropFirst()) : text
  }

  /// nil if the field is empty or says NA, null or None; NaN if it says nan.
  ///
  /// - Parameter hasDecimalCommas: as ``hasDecimalCommas(in:)`` says of the column, or of several.
  /// - Throws: ``CSVError`` that names line, column and value.
  package func number(
    _ row: Row, _ column: Int, hasDecimalCommas: Bool = false
  ) throws -> Double? {
    let field = text(row, column)
    if Self.isMissing(field) { return nil }
    guard let value = Double(decimal: hasDecimalCommas ? NumberComma.pointed(field) : field) else {
      throw CSVError(
        "\(name), line \(row.line), column '\(header[column])': '\(field)' is not a number.")
    }
    return value
  }

  /// Whether a comma in the numbers of these columns can be nothing but the sign of decimals.
  package func hasDecimalCommas(in columns: [Int]) -> Bool {
    NumberComma.inFile(rows.flatMap { row in columns.map { text(row, $0) } }) == .decimal
  }

  /// Whether a field has a value.
  package func hasValue(_ row: Row, _ column: Int) -> Bool {
    !Self.isMissing(text(row, column))
  }

  /// Whether a field says that there is no value.
  static func isMissing(_ field: String) -> Bool {
    ["", "na", "n/a", "#n/a", "null", "none", "-", "–", "—"].contains(field.lowercased())
  }

  private static func trimmed(_ field: String) -> String {
    String(field.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
