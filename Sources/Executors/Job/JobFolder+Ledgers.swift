import Foundation

extension JobFolder {
  /// The ledgers that attempts at tasks have published, by task.
  package func publishedLedgers() -> [Int: [String]] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: ledgers)) ?? []
    var found: [Int: [String]] = [:]
    for name in names.sorted() where !name.hasPrefix(".") && name.hasSuffix(".sqlite") {
      guard let number = name.split(separator: "-").first.flatMap({ Int($0) }) else { continue }
      found[number, default: []].append("\(ledgers)/\(name)")
    }
    return found
  }

  /// Where an attempt publishes its ledger.
  package func ledger(of task: Int, attempt: String) -> String {
    "\(ledgers)/\(Self.padded(task))-\(attempt).sqlite"
  }
}
