import FeatureStore
import Foundation
import Platform
import Sweep

/// A folder of .npy files, or of .npz files, which are unpacked for as long as the command runs.
struct NumPySource {
  /// A folder for what only this command needs.
  let scratch: String
  /// The folder of .npy files.
  let folder: String
  /// What of the archives is not used.
  let remarks: [String]
  private let path: String

  /// - Parameter reference: what the source data is called.
  /// - Throws: `StoreError` for archives that cannot be read.
  init(_ path: String, reference: String = NumPyImport.usualReference) throws {
    self.path = path
    scratch =
      FileManager.default.temporaryDirectory
      .appendingPathComponent("pedlab-\(getpid())-\(UInt32.random(in: 0...UInt32.max))").path
    try FileManager.default.createDirectory(atPath: scratch, withIntermediateDirectories: true)
    do {
      (folder, remarks) = try NPZFolder(path, reference: reference).unpacked(to: scratch)
    } catch {
      try? FileManager.default.removeItem(atPath: scratch)
      throw error
    }
  }

  /// An error about what lies in ``scratch``, with the name of what it comes from.
  func named(_ error: any Error) -> any Error {
    switch error {
    case let error as StoreError: StoreError(named(error.message))
    case let error as PlanError: PlanError(named(error.description))
    case let error as UnknownName:
      NameError(error.name, noun: error.noun, place: path, known: error.known)
    default: error
    }
  }

  /// A sentence about what lies in ``scratch``, with the name of what it comes from.
  func named(_ text: String) -> String {
    guard text.contains(scratch) else { return text }
    let isPacked = folder == scratch
    let file = isPacked ? "MODEL_\u{1}.npz" : "MODEL_\u{1}_logits.npy"
    return text.replacing("\(scratch)/store.h5", with: path)
      .replacing("\(scratch)/", with: "\(path)/").replacing(scratch, with: path)
      .replacing("_label.npy", with: ".npz, labels,")
      .replacing("_feature.npy", with: ".npz, features,")
      .replacing(#/\/models\/<model>\/logits\/(\S+)/#) { match in
        "\(isPacked ? "the array logits in " : "")\(file.replacing("\u{1}", with: match.1))"
      }
  }

  func remove() { try? FileManager.default.removeItem(atPath: scratch) }
}
