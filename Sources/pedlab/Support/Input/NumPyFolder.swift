import FeatureStore
import Foundation
import Platform
import Tabular
import Wording

/// A folder of .npy or .npz files, as a store that lasts as long as the command.
struct NumPyFolder {
  /// The path of the store.
  let store: String
  /// What makes a store of the folder that lasts.
  let remedy: String
  /// How labels were read, and what was not used.
  let remarks: [String]
  private let source: NumPySource

  /// - Parameters:
  ///   - models: these alone; the names also settle how file names are read. nil: all.
  ///   - datasets: the same.
  /// - Returns: nil if the path is not a folder.
  /// - Throws: `StoreError` for names that can be read in several ways, and files that cannot be read.
  init?(_ path: String, models: [String]?, datasets: [String]?) throws {
    guard Self.isFolder(path) else { return nil }
    source = try NumPySource(path)
    store = source.scratch + "/store.h5"
    remedy = Self.importCommand(path, models: models, datasets: datasets)
    do {
      var numPy = NumPyImport(folder: source.folder, output: store)
      numPy.models = models
      numPy.datasets = datasets
      numPy.leavesOutOthers = true
      remarks = try source.remarks + numPy.run().remarks
      UnfinishedFiles.add(store)
    } catch {
      source.remove()
      throw source.named(error)
    }
  }

  static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && isFolder.boolValue
  }

  /// The command that makes a store of a folder.
  static func importCommand(_ path: String, models: [String]?, datasets: [String]?) -> String {
    var words = ["pedlab", "store", "import", "npy", path, "--out", "store.h5"]
    if let models { words += ["--models", models.map(CSVWriter.quoted).joined(separator: ",")] }
    if let datasets {
      words += ["--datasets", datasets.map(CSVWriter.quoted).joined(separator: ",")]
    }
    return ShellText.line(words)
  }

  /// A remark on the store as a remark on the folder.
  func named(_ text: String) -> String { source.named(text) }

  /// An error about the store, as one about the folder.
  func named(_ error: any Error) -> any Error { source.named(error) }

  func remove() {
    UnfinishedFiles.forget(store)
    source.remove()
  }
}
