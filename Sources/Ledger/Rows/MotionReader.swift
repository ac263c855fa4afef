import GRDB

/// Gives the traces that evaluations refer to.
final class MotionReader {
  private let db: Database
  private var lists: [Int64: TraceList] = [:]

  init(_ db: Database) { self.db = db }

  /// - Throws: ``DamagedRecord`` if there is none.
  func trace(_ reference: TraceReference) throws -> [UInt8] {
    let list = try lists[reference.motion] ?? list(reference.motion)
    lists[reference.motion] = list
    guard let trace = list?[reference.place] else {
      throw DamagedRecord("the trace of a score is gone or not readable")
    }
    return trace
  }

  /// The traces of a row of `motions`; nil if there is none, or it is not readable.
  func list(_ motion: Int64) throws -> TraceList? {
    var list: TraceList?
    try db.cachedStatement(sql: "SELECT traces FROM motions WHERE motion = ?")
      .forEachRow([motion]) { list = TraceList(try $0.bytes(0)) }
    return list
  }
}
