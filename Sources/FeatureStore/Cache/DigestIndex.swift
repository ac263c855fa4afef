import Platform
internal import Tabular

/// Content digests of datasets that were read before, and what their rows showed, so that they need
/// not be read again to be known.
///
/// An entry is trusted if the file's device, inode, size, time of modification and time of change
/// are those from when it was read, and the file had not been written to within the two seconds
/// before the reading began (see ``FileIdentity/isSettled(at:)``): every later write then shows in
/// its times. A file that is younger is read again next time.
struct DigestIndex: Sendable {
  let folder: CacheFolder

  enum Answer: Equatable {
    case unknown
    /// Known, but the file may have changed since.
    case stale(FeatureContent)
    case trusted(FeatureContent)
  }

  private static let version = "pedlab-digest 2"

  func lookUp(_ features: FeatureMatrix) -> Answer {
    let description = features.description
    guard let name = Self.name(features),
      let text = try? InputFile.text(folder.path(of: name)),
      let entry = Entry(text), entry.place == Self.place(features)
    else { return .unknown }
    guard let file = FileIdentity(of: description.file), file == entry.file,
      file.isSettled(at: entry.began)
    else { return .stale(entry.content) }
    folder.touch(name)
    return .trusted(entry.content)
  }

  /// - Parameters:
  ///   - file: from before the reading.
  ///   - began: when the reading began, in nanoseconds since 1970.
  func record(
    _ content: FeatureContent, of features: FeatureMatrix, file: FileIdentity, began: Int64
  ) {
    guard let name = Self.name(features) else { return }
    let entry = Entry(
      place: Self.place(features), file: file, began: began, content: content)
    _ = folder.write(name) { descriptor in
      Array(entry.text.utf8).withUnsafeBytes { FileDescriptor(descriptor).writeAll($0) }
    }
  }

  /// nil where the bytes are, or may be, in another file than the one named.
  private static func name(_ features: FeatureMatrix) -> String? {
    let description = features.description
    guard description.isSelfContained, let path = realpath(description.file, nil) else {
      return nil
    }
    defer { free(path) }
    let key =
      "\(String(cString: path))\n\(description.path)"
      + (features.readingIdentity.isEmpty ? "" : "\n\(features.readingIdentity)")
    return ContentDigest.hex(Array(key.utf8).withUnsafeBytes { ContentDigest.leaf($0) })
  }

  /// Dataset, shape, type and reading.
  private static func place(_ features: FeatureMatrix) -> String {
    let description = features.description
    return "\(description.path) \(description.shape) \(description.type.name)"
      + (features.readingIdentity.isEmpty ? "" : " \(features.readingIdentity)")
  }

  private struct Entry {
    let place: String
    let file: FileIdentity
    let began: Int64
    let content: FeatureContent

    init(place: String, file: FileIdentity, began: Int64, content: FeatureContent) {
      (self.place, self.file, self.began, self.content) = (place, file, began, content)
    }

    private var body: String {
      "\(DigestIndex.version)\n\(place)\n\(file.description)\n\(began)\n"
        + "\(content.digest)\n\(content.rows.line)\n"
    }

    private static func checksum(_ body: String) -> String {
      ContentDigest.hex(Array(body.utf8).withUnsafeBytes { ContentDigest.leaf($0) })
    }

    var text: String { body + Self.checksum(body) + "\n" }

    /// nil if the text is damaged or of another version.
    init?(_ text: String) {
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      guard lines.count == 8, lines[0] == DigestIndex.version, let file = FileIdentity(lines[2]),
        let began = Int64(lines[3]), let rows = RowDoubts(lines[5])
      else { return nil }
      self.init(
        place: String(lines[1]), file: file, began: began,
        content: FeatureContent(digest: String(lines[4]), rows: rows))
      guard Self.checksum(body) == lines[6] else { return nil }
    }
  }
}
