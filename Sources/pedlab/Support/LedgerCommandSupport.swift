import ArgumentParser
import Conditions
import Findings
import Foundation
import Ledger

/// What the ledger's commands share.
enum LedgerCommandSupport {
  /// Runs `body`; a ledger's or an expression's error becomes one sentence and an exit code.
  static func reporting(_ body: () throws -> Void) throws {
    do {
      try body()
    } catch let error as LedgerError {
      complain(error.description)
      throw error.kind == .unknownRun ? ExitStatus.usage : ExitStatus.unreadableInput
    } catch let error as ExpressionError {
      complain(error.description)
      throw ExitStatus.usage
    }
  }

  static func complain(_ text: String) {
    FileHandle.standardError.write(Data("Error: \(text)\n".utf8))
  }

  static func say(_ text: String) {
    FileHandle.standardError.write(Data("\(text)\n".utf8))
  }

  /// `value` as JSON, keys sorted.
  static func json(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }

  static func date(_ seconds: Double?) -> String {
    seconds.map { Date(timeIntervalSince1970: $0).formatted(.iso8601) } ?? ""
  }
}
