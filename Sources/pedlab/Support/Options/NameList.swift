import ArgumentParser
import Foundation
import Tabular

/// Names separated by commas, without the blanks around them: "a, b". A name that holds a comma stands
/// in double quotes, as in CSV.
struct NameList: ExpressibleByArgument {
  let names: [String]

  init(_ names: [String]) { self.names = names }

  /// As the option takes them.
  var text: String { names.map(CSVWriter.quoted).joined(separator: ",") }

  var defaultValueDescription: String { text }

  /// nil if a name is empty, or a quote is never closed.
  init?(argument: String) {
    guard let names = CSVLine.fields(argument), !names.contains("") else { return nil }
    self.names = names
  }
}
