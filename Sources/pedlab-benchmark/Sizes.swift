import ArgumentParser

/// Three numbers of a command line, such as 6667x2048x100.
enum Sizes {
  /// - Parameter form: what the numbers are, and an example.
  /// - Throws: ``ValidationError`` unless they are three positive integers.
  static func parse(_ text: String, _ form: String) throws -> [Int] {
    let parts = text.split(separator: "x", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { Int($0) }.filter { $0 > 0 }
    guard numbers.count == 3, parts.count == 3 else {
      throw ValidationError("\"\(text)\" is not a shape; write \(form).")
    }
    return numbers
  }
}
