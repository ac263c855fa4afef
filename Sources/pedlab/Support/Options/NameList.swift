import ArgumentParser
import Foundation

/// Names separated by commas, without the blanks around them: "a, b".
struct NameList: ExpressibleByArgument {
  let names: [String]

  init(_ names: [String]) { self.names = names }

  /// As a plan's override takes them.
  var text: String { names.joined(separator: ",") }

  var defaultValueDescription: String { text }

  /// nil if a name is empty.
  init?(argument: String) {
    names = argument.split(separator: ",", omittingEmptySubsequences: false).map {
      $0.trimmingCharacters(in: .whitespaces)
    }
    if names.contains("") { return nil }
  }
}
