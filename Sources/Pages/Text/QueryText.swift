import Foundation

/// The query of an address: names and values, percent-encoded as forms send them.
enum QueryText {
  private static let plain = CharacterSet(
    charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~,=")

  /// Pairs in the order given; pairs without a value are left out.
  static func encoded(_ pairs: [(name: String, value: String)]) -> String {
    pairs.filter { !$0.value.isEmpty }.map { pair in
      "\(pair.name)=\(encoded(pair.value))"
    }.joined(separator: "&")
  }

  static func encoded(_ text: String) -> String {
    // Text that is no Unicode cannot be in a Swift string, so that encoding it never fails.
    text.addingPercentEncoding(withAllowedCharacters: plain) ?? ""
  }

  /// nil if a percent sign is not followed by two hexadecimal digits, or the bytes are not UTF-8.
  static func decoded(_ query: String) -> [(name: String, value: String)]? {
    var pairs: [(name: String, value: String)] = []
    for part in query.split(separator: "&") {
      let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        .map { $0.replacingOccurrences(of: "+", with: " ").removingPercentEncoding }
      guard let name = sides.first ?? nil, let value = sides.count > 1 ? sides[1] : "" else {
        return nil
      }
      pairs.append((name, value))
    }
    return pairs
  }
}
