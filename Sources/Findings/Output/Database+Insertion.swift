import GRDB

extension Database {
  /// Prepares an INSERT of as many values as there are columns.
  func insertion(into table: String, _ columns: [String]) throws -> Statement {
    let names = columns.map { "\"\($0)\"" }.joined(separator: ",")
    let marks = columns.map { _ in "?" }.joined(separator: ",")
    return try makeStatement(sql: "INSERT INTO \(table) (\(names)) VALUES (\(marks))")
  }
}
