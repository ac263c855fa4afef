import Foundation
import Ledger

/// What kind of file there is, judged by its first bytes.
enum FileContent {
  case ledger, database, other

  /// SQLite's header: its name in the first 16 bytes, the application in bytes 68 to 71.
  init(_ path: String) {
    guard let handle = FileHandle(forReadingAtPath: path) else {
      self = .other
      return
    }
    defer { try? handle.close() }
    let head = [UInt8]((try? handle.read(upToCount: 72)) ?? Data())
    guard head.starts(with: Array("SQLite format 3\0".utf8)), head.count == 72 else {
      self = .other
      return
    }
    let application = head[68...].reduce(0) { $0 << 8 | Int($1) }
    self = application == Schema.applicationID ? .ledger : .database
  }
}
