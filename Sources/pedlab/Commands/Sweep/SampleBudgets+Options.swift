import ArgumentParser
import Findings
import Ledger
import Sweep

extension SampleBudgets {
  /// Reads the options of `pedlab score`; nil where none of them asks for samples.
  ///
  /// - Throws: `ValidationError` for what is no number of rows or no seed.
  init?(perClass: String?, seeds: String?, withErrors: Bool) throws {
    guard perClass != nil || withErrors else {
      guard seeds == nil else {
        throw ValidationError(
          "--sample-seeds goes with --samples-per-class or --standard-errors; all rows have no seed."
        )
      }
      return nil
    }
    let budgets = try FieldList.fields(perClass ?? "all").map { field -> Int? in
      if field == "all" { return nil }
      guard let rows = Int(field), rows >= Self.fewestRows else {
        throw ValidationError(
          "--samples-per-class has '\(field)'; allowed are integers from 2, and all.")
      }
      return rows
    }
    let numbers = try FieldList.fields(seeds ?? "0").map { field in
      guard let seed = Int(field) else {
        throw ValidationError("--sample-seeds has '\(field)'; allowed are integers.")
      }
      return seed
    }
    guard !budgets.isEmpty, !numbers.isEmpty else {
      throw ValidationError("--samples-per-class and --sample-seeds need a value each.")
    }
    guard Set(budgets).count == budgets.count, Set(numbers).count == numbers.count else {
      throw ValidationError(
        "--samples-per-class \(perClass ?? "all") and --sample-seeds \(seeds ?? "0"): a value stands"
          + " there twice.")
    }
    self.init(perClass: budgets, seeds: numbers, withErrors: withErrors)
  }
}
