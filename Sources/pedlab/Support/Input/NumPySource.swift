import FeatureStore
import Foundation
import Platform

/// A folder of .npy files, or of .npz files, which are unpacked for as long as the command runs.
struct NumPySource {
  /// A folder for what only this command needs.
  let scratch: String
  /// The folder of .npy files.
  let folder: String
  private let path: String

  /// - Throws: `StoreError` for archives that cannot be read.
  init(_ path: String) throws {
    self.path = path
    scratch =
      FileManager.default.temporaryDirectory
      .appendingPathComponent("pedlab-\(getpid())-\(UInt32.random(in: 0...UInt32.max))").path
    try FileManager.default.createDirectory(atPath: scratch, withIntermediateDirectories: true)
    do {
      folder = try NPZFolder(path).unpacked(to: scratch)
    } catch {
      try? FileManager.default.removeItem(atPath: scratch)
      throw error
    }
  }

  /// An error about a file that was unpacked, with the name of the archive that it comes from.
  func named(_ error: any Error) -> any Error {
    guard let error = error as? StoreError, error.message.contains("\(scratch)/") else {
      return error
    }
    let message = error.message.replacing("\(scratch)/", with: "\(path)/")
    return StoreError(
      message.replacing("_label.npy", with: ".npz, labels,").replacing(
        "_feature.npy", with: ".npz, features,"))
  }

  func remove() { try? FileManager.default.removeItem(atPath: scratch) }
}
