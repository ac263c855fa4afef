import GRDB

/// The numbers of the pools that were asked for in one transaction.
struct PoolCache {
  private var numbers: [[String]: Int64] = [:]

  mutating func number(of models: [String], _ db: Database) throws -> Int64 {
    if let known = numbers[models] { return known }
    let text = JSONColumn.encode(models)
    let found = try Int64.fetchOne(
      db, sql: "SELECT pool FROM pools WHERE models = ?", arguments: [text])
    if found == nil {
      try db.execute(sql: "INSERT INTO pools(models) VALUES (?)", arguments: [text])
    }
    let number = found ?? db.lastInsertedRowID
    numbers[models] = number
    return number
  }
}
