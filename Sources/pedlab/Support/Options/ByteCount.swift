import ArgumentParser
import Ledger

/// A size in bytes as a person writes it: 600MB, 2GiB, 1.5 GB.
struct ByteCount {
  let bytes: Int

  init(_ text: String) throws {
    let units: [(String, Double)] = [
      ("KIB", 1024), ("MIB", 1_048_576), ("GIB", 1_073_741_824), ("KB", 1e3), ("MB", 1e6),
      ("GB", 1e9), ("K", 1e3), ("M", 1e6), ("G", 1e9), ("B", 1),
    ]
    let upper = text.uppercased().filter { $0 != " " }
    let unit = units.first { upper.hasSuffix($0.0) }
    let number = Double(upper.dropLast(unit?.0.count ?? 0))
    guard let number, number > 0, number * (unit?.1 ?? 1) < 1e18 else {
      throw ValidationError("\"\(text)\" is no size; write for example 600MB or 2GiB.")
    }
    bytes = Int(number * (unit?.1 ?? 1))
  }
}
