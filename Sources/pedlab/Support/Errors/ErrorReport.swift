import ArgumentParser
import Conditions
import Executors
import FeatureStore
import Findings
import Foundation
import Ledger
import LinearAlgebra
import Sweep
import Tabular
import Transferability

/// How the program ends after an error: a sentence on standard error, and an exit code. This is the
/// only place that knows which error has which code.
struct ErrorReport: Equatable {
  /// nil where the program ends without a word.
  let sentence: String?
  let status: ExitCode

  private init(_ sentence: String?, _ status: ExitCode) {
    self.sentence = sentence
    self.status = status
  }

  /// - Parameter error: not one of ArgumentParser's, but for exit codes.
  init(_ error: any Error) {
    switch error {
    case let status as ExitCode: self.init(nil, status)
    case let error as OutputError:
      self.init(error.sentence, error.sentence == nil ? ExitStatus.closedPipe : Self.input)
    case let error as LedgerError:
      self.init(error.description, error.kind == .unknownRun ? ExitStatus.usage : Self.input)
    case let error as ExportError:
      self.init(error.description, error.isUnknownExperiment ? ExitStatus.usage : Self.input)
    case let error as ExecutorError:
      self.init(error.description, error.isUsage ? ExitStatus.usage : Self.input)
    case let error as ImportError:
      self.init(error.description, error.isUsage ? ExitStatus.usage : Self.input)
    case is PlanError, is ExpressionError, is TableError, is NameError, is ReproductionError,
      is SQLError, is InitError:
      self.init("\(error)", ExitStatus.usage)
    default:
      // Stores, tables, metrics, factorisations: their errors are sentences about what was read.
      self.init("\(error)", Self.input)
    }
  }

  private static let input = ExitStatus.unreadableInput

  /// `pedlab: ` before the sentence, wherever it comes from.
  static func prefixed(_ sentence: String) -> String { "pedlab: \(sentence)" }
}
