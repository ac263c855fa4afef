import Foundation
import GRDB
import Ledger
import TestSupport

/// A folder for ledgers that goes away with its last user.
final class Scratch: Sendable {
  private let temporary: TemporaryFolder

  init() throws { temporary = try TemporaryFolder() }

  var folder: URL { URL(filePath: temporary.path) }

  func path(_ name: String = "ledger.sqlite") -> String { temporary.file(name) }

  func files() -> [String] { temporary.names() }

  /// Looks into, or meddles with, a ledger behind the program's back.
  func sql<Value>(_ name: String = "ledger.sqlite", _ body: (Database) throws -> Value) throws
    -> Value
  {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    let queue = try DatabaseQueue(path: path(name), configuration: configuration)
    defer { try? queue.close() }
    return try queue.writeWithoutTransaction(body)
  }
}
