import ArgumentParser
import Ledger
import Sweep
import Wording

extension InputChange {
  var sentence: String {
    let names =
      parts.isEmpty
      ? ""
      : " (\(parts.prefix(5).joined(separator: ", "))"
        + (parts.count > 5 ? " and \(parts.count - 5) more)" : ")")
    return
      "the inputs of \(dataset) are not those of its earlier runs\(names): \(counted(runs, "run")) "
      + "\(runs == 1 ? "is" : "are") new; the earlier ones are kept, and tables show the new "
      + (runs == 1 ? "one" : "ones")
  }
}
