import ArgumentParser
import Ledger

/// A size in bytes as a person writes it: 600MB, 2GiB, 1.5 GB.
struct ByteCount {
  let bytes: Int

  /// The longer names first: "KB" ends in "B".
  private static let units: [(name: String, bytes: Double)] = [
    ("KIB", 1024), ("MIB", 1_048_576), ("GIB", 1_073_741_824), ("KB", 1e3), ("MB", 1e6),
    ("GB", 1e9), ("K", 1e3), ("M", 1e6), ("G", 1e9), ("B", 1), ("", 1),
  ]
  /// More than any machine has, and less than `Int` holds.
  private static let limit = 1e18

  /// - Throws: `ValidationError` if the text is not a size.
  init(_ text: String) throws {
    let upper = text.uppercased().filter { $0 != " " }
    guard let unit = Self.units.first(where: { upper.hasSuffix($0.name) }),
      let number = Double(upper.dropLast(unit.name.count)), number > 0,
      number * unit.bytes < Self.limit
    else {
      throw ValidationError("\"\(text)\" is not a size; write for example 600MB or 2GiB.")
    }
    bytes = Int(number * unit.bytes)
  }
}
