import ArgumentParser
import Foundation

/// Names separated by commas, without the blanks around them: "a, b".
struct NameList: ExpressibleByArgument {
  let names: [String]

  /// nil if a name is empty.
  init?(argument: String) {
    names = argument.split(separator: ",", omittingEmptySubsequences: false).map {
      $0.trimmingCharacters(in: .whitespaces)
    }
    if names.contains("") { return nil }
  }
}
