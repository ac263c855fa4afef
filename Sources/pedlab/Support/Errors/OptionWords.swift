import FeatureStore
import Sweep

/// Sentences about files and plans name keys of a plan: `transpose: true`. Where a command takes options
/// in place of a plan, these are named.
enum OptionWords {
  /// The sentence with options in place of keys.
  static func text(_ sentence: String) -> String {
    sentence
      .replacing(#/--set (metrics|motion)=/#) { "--\($0.1) " }
      .replacing(#/--set (models|datasets)=\[([^\]]*)\]/#) {
        "--\($0.1) \($0.2.replacing("'", with: "").replacing(", ", with: ","))"
      }
      .replacing("transpose: true", with: "--transpose")
      .replacing("pool: ", with: "--pool ")
      .replacing(#/\b(labels|logits)_are: (\w+)/#) { "--\($0.1)-are \($0.2)" }
      .replacing(#/\bignore_labels: \[([^\]]*)\]/#) {
        "--ignore-labels=\($0.1.replacing(", ", with: ","))"
      }
      .replacing("ignore_labels", with: "--ignore-labels")
      .replacing(#/\b(models|datasets): \[\.\.\.\]/#) { "--\($0.1)" }
      .replacing("ground_truth: FILE.csv", with: "--truth FILE.csv")
      .replacing(" (in a plan, allow_external: true)", with: "")
  }

  /// Does the work; what it throws about files and plans names options.
  static func naming<Value>(_ work: () throws -> Value) throws -> Value {
    do {
      return try work()
    } catch {
      throw named(error)
    }
  }

  /// Does the work; what it throws about files and plans names options.
  static func namingAwaited<Value>(_ work: () async throws -> Value) async throws -> Value {
    do {
      return try await work()
    } catch {
      throw named(error)
    }
  }

  private static func named(_ error: any Error) -> any Error {
    switch error {
    case let error as StoreError: StoreError(text(error.message))
    case let error as PlanError: PlanError(text(error.description))
    default: error
    }
  }
}
