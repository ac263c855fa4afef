import Foundation
import GRDB

/// A trace as the BLOB that ``TraceCodec`` describes.
struct TraceColumn: DatabaseValueConvertible {
  let rows: [TraceRow]

  init(_ rows: [TraceRow]) { self.rows = rows }

  var databaseValue: DatabaseValue { Data(TraceCodec.encode(rows)).databaseValue }

  static func fromDatabaseValue(_ value: DatabaseValue) -> TraceColumn? {
    Data.fromDatabaseValue(value).flatMap { TraceCodec.decode(Array($0)) }.map(TraceColumn.init)
  }
}
