import FeatureStore
import Foundation
import Platform

/// A folder of .npy or .npz files, as a store that lasts as long as the command.
struct NumPyFolder {
  /// The path of the store.
  let store: String
  /// What makes a store of the folder that lasts.
  let remedy: String
  /// How labels were read, and what was not used.
  let remarks: [String]
  private let folder: String

  /// - Parameters:
  ///   - models: names that settle how ambiguous file names are read; nil for none.
  /// - Returns: nil if the path is not a folder.
  /// - Throws: `StoreError` for names that can be read in several ways, and files that cannot be read.
  init?(_ path: String, models: [String]?, datasets: [String]?) throws {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue
    else { return nil }
    folder =
      FileManager.default.temporaryDirectory
      .appendingPathComponent("pedlab-\(getpid())-\(UInt32.random(in: 0...UInt32.max))").path
    store = folder + "/store.h5"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    do {
      let source = try NPZFolder(path).unpacked(to: folder)
      remedy =
        source == path
        ? "pedlab store import npy \(path) --out store.h5"
        : "python -m pedlab.convert --features '\(path)/{model}_{dataset}.npz:features' "
          + "--labels '\(path)/{model}_{dataset}.npz:labels' --out store.h5"
      var numPy = NumPyImport(folder: source, output: store)
      numPy.models = models
      numPy.datasets = datasets
      remarks = try numPy.run().remarks
      UnfinishedFiles.add(store)
    } catch {
      try? FileManager.default.removeItem(atPath: folder)
      throw Self.named(error, unpacked: folder, from: path)
    }
  }

  /// An error about a file that was unpacked, with the name of the archive that it comes from.
  private static func named(_ error: any Error, unpacked: String, from path: String) -> any Error {
    guard let error = error as? StoreError, error.message.contains("\(unpacked)/") else {
      return error
    }
    let message = error.message.replacing("\(unpacked)/", with: "\(path)/")
    return StoreError(
      message.replacing("_label.npy", with: ".npz, labels,").replacing(
        "_feature.npy", with: ".npz, features,"))
  }

  func remove() {
    UnfinishedFiles.forget(store)
    try? FileManager.default.removeItem(atPath: folder)
  }
}
