import Foundation
import Tabular
import Wording

extension GroundTruth {
  /// A built-in ground truth, or a CSV file.
  ///
  /// - Parameters:
  ///   - name: as it was given.
  ///   - path: the file of that name, where it does not lie in the working folder.
  /// - Throws: `CSVError` for a word that is neither, and as `init(file:options:)`.
  package static func named(
    _ name: String, path: String? = nil, options: GroundTruthOptions = GroundTruthOptions()
  ) throws -> GroundTruth {
    if let builtIn = BuiltInGroundTruth(rawValue: name) { return try builtIn.groundTruth() }
    let path = path ?? name
    let isWord = !name.contains(".") && !name.contains("/")
    guard !isWord || FileManager.default.fileExists(atPath: path) else {
      let names = BuiltInGroundTruth.allCases.map(\.rawValue)
      throw CSVError(
        "There is no file \(name), and no built-in ground truth of that name"
          + "\(Suggestion.text(for: name, among: names)); there are \(listed(names, limit: .max)).")
    }
    return try GroundTruth(file: path, options: options)
  }
}
