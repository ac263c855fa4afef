import Platform
import Wording

/// A folder of files MODEL_DATASET.npz, each with the arrays `features`, `labels` and perhaps `logits`,
/// as the official pipeline's folder of .npy files.
package struct NPZFolder {
  private let path: String
  private let names: [String]
  /// What the source data is called: its features need no labels.
  private let reference: String

  /// The names that the arrays may have, and the ends of the .npy files that they become.
  private static let arrays = [
    (end: "_feature.npy", names: ["features", "feature", "feats", "x", "X"]),
    (end: "_label.npy", names: ["labels", "label", "targets", "y", "Y"]),
    (end: optionalEnd, names: ["logits", "logit"]),
  ]
  /// Of what not every archive has.
  private static let optionalEnd = "_logits.npy"

  /// - Throws: ``StoreError`` if the folder cannot be read.
  package init(_ path: String, reference: String = NumPyImport.usualReference) throws {
    guard let stream = opendir(path) else {
      throw StoreError("The folder \(path) cannot be read: \(String(cString: strerror(errno))).")
    }
    closedir(stream)
    self.path = path
    self.reference = reference
    names = Folder.names(in: path)
  }

  /// - Returns: the folder of .npy files: this one if there are no .npz files in it, else `folder`;
  ///   and what of the archives is not used, a sentence each.
  /// - Throws: ``StoreError`` that names the file: no such array, not an archive, both kinds of files.
  package func unpacked(to folder: String) throws -> (folder: String, remarks: [String]) {
    let archives = names.filter { $0.hasSuffix(".npz") }
    guard !archives.isEmpty else { return (path, []) }
    if let other = names.first(where: { $0.hasSuffix("_feature.npy") }) {
      throw StoreError(
        "\(path) has files of both kinds, such as \(archives[0]) and \(other); keep one kind.")
    }
    var unused: [String: Int] = [:]
    for name in archives {
      for array in try unpack(name, to: folder) { unused[array, default: 0] += 1 }
    }
    guard !unused.isEmpty else { return (folder, []) }
    let arrays = unused.sorted { $0.key < $1.key }.map { array, count in
      "\(array) (\(count) of \(counted(archives.count, "archive")))"
    }
    return (folder, ["Not used of the archives in \(path): \(listed(arrays))."])
  }

  /// - Returns: the arrays that are not used.
  private func unpack(_ name: String, to folder: String) throws -> [String] {
    let archive = try ZIPArchive("\(path)/\(name)")
    let stem = name.dropLast(".npz".count)
    let isReference = stem.hasSuffix("_\(reference)")
    let hasLogits = archive.names.contains { ["logits.npy", "logit.npy"].contains($0) }
    var used: Set<String> = []
    for (end, names) in Self.arrays {
      let present = names.filter { archive.names.contains("\($0).npy") }
      // A name that ends like the reference may be that of a dataset: what labels it has are taken along.
      // Logits may be alone.
      let isOptional =
        end == Self.optionalEnd
        || (isReference ? end != "_feature.npy" : end == "_feature.npy" && hasLogits)
      if present.isEmpty, isOptional { continue }
      guard let found = present.first, present.count == 1 else {
        throw StoreError(
          "\(path)/\(name) has \(present.isEmpty ? "none" : "several") of the arrays "
            + "\(names.joined(separator: ", ")); it has "
            + "\(archive.names.map(Self.bare).joined(separator: ", ")).")
      }
      used.insert("\(found).npy")
      try archive.extract("\(found).npy", to: "\(folder)/\(stem)\(end)")
    }
    return archive.names.filter { !used.contains($0) }.map(Self.bare)
  }

  private static func bare(_ name: String) -> String {
    name.hasSuffix(".npy") ? String(name.dropLast(".npy".count)) : name
  }
}
