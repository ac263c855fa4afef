import GRDB

/// Stores traces with the motion that they are of, each once: where another metric, pool or truth has
/// recorded the same trace, that one is referred to.
struct MotionWriter {
  /// A row of `motions`; its number is known once it is stored.
  private struct Part {
    var motion: Int64?
    var list: TraceList
    var isChanged = false
  }

  private let db: Database

  init(_ db: Database) { self.db = db }

  /// - Parameters:
  ///   - traces: as ``TraceCodec`` writes them; empty: none.
  ///   - key: ``RunSpecification/motionKey``.
  /// - Returns: where each is stored; nil for those that are empty.
  func write(_ traces: [[UInt8]], key: Int64) throws -> [TraceReference?] {
    var parts = try parts(key)
    let places = traces.map { trace in trace.isEmpty ? nil : Self.place(of: trace, in: &parts) }
    let motions = try parts.map { try save($0, key) }
    return places.map { place in
      place.map { TraceReference(motion: motions[$0.part], place: $0.place) }
    }
  }

  /// A row that is not readable takes no further trace.
  private func parts(_ key: Int64) throws -> [Part] {
    var parts: [Part] = []
    try db.cachedStatement(sql: "SELECT motion, traces FROM motions WHERE key = ? ORDER BY motion")
      .forEachRow([key]) { row in
        guard let list = TraceList(try row.bytes(1)) else { return }
        parts.append(Part(motion: try row.integer(0), list: list))
      }
    return parts
  }

  private static func place(
    of trace: [UInt8], in parts: inout [Part]
  ) -> (part: Int, place: Int) {
    for (index, part) in parts.enumerated() {
      if let place = part.list.place(of: trace) { return (index, place) }
    }
    if parts.last?.list.hasRoom != true { parts.append(Part(motion: nil, list: TraceList())) }
    let last = parts.count - 1
    parts[last].isChanged = true
    return (last, parts[last].list.append(trace))
  }

  private func save(_ part: Part, _ key: Int64) throws -> Int64 {
    if let motion = part.motion {
      guard part.isChanged else { return motion }
      let statement = try BoundStatement(db, "UPDATE motions SET traces = ? WHERE motion = ?")
      statement.bind(part.list.bytes)
      statement.bind(motion)
      try statement.run()
      return motion
    }
    let statement = try BoundStatement(db, "INSERT INTO motions(key, traces) VALUES (?, ?)")
    statement.bind(key)
    statement.bind(part.list.bytes)
    try statement.run()
    return db.lastInsertedRowID
  }
}
