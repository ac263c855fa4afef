/// A value in the file that pedlab did not write so. ``LedgerStore`` turns it into a ``LedgerError``.
struct DamagedRecord: Error {
  /// The short name of the run, where that can be told.
  var run: String?
  /// What is wrong: "the column seed holds text".
  let reason: String

  init(_ reason: String, run: String? = nil) {
    self.reason = reason
    self.run = run
  }

  /// Runs `body`, and names the run in what it finds damaged.
  static func naming<Value>(_ run: @autoclosure () -> String, _ body: () throws -> Value) throws
    -> Value
  {
    do {
      return try body()
    } catch var damage as DamagedRecord {
      damage.run = damage.run ?? run()
      throw damage
    }
  }
}
