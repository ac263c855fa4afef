import ArgumentParser
import Findings
import Foundation
import Tabular

extension GroundTruth {
  /// A built-in ground truth, or a CSV file.
  static func named(
    _ name: String, options: GroundTruthOptions = GroundTruthOptions()
  ) throws -> GroundTruth {
    if let builtIn = BuiltInGroundTruth(rawValue: name) { return try builtIn.groundTruth() }
    guard name.contains(".") || name.contains("/") || FileManager.default.fileExists(atPath: name)
    else {
      let names = BuiltInGroundTruth.allCases.map(\.rawValue).joined(separator: ", ")
      throw CSVError("--truth \(name): no such file; built-in ground truths are \(names).")
    }
    return try GroundTruth(file: name, options: options)
  }
}
