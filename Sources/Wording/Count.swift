/// A number with its noun: `counted(1, "run")` is "1 run", `counted(2, "run")` is "2 runs".
///
/// - Parameter plural: where adding an s is not right ("1 entry", "2 entries").
package func counted(_ count: Int, _ noun: String, plural: String? = nil) -> String {
  "\(count) " + (count == 1 ? noun : plural ?? noun + "s")
}

/// Names for a sentence: "a, b and c"; of more than `limit`, the first and how many others.
///
/// - Parameter rest: what the others are called.
package func listed(_ names: [String], limit: Int = 8, rest: String = "others") -> String {
  guard names.count > 1 else { return names.first ?? "" }
  guard names.count <= limit else {
    let shown = names.prefix(limit - 1)
    return shown.joined(separator: ", ") + " and \(names.count - shown.count) \(rest)"
  }
  return names.dropLast().joined(separator: ", ") + " and " + names[names.count - 1]
}

/// A sentence with its stop, unless it asks.
package func ended(_ sentence: String) -> String {
  sentence.hasSuffix("?") ? sentence : sentence + "."
}
