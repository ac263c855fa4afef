import FeatureStore
import Foundation
import TestSupport
import Testing

/// Folders of .npz files: what archives hold, and what hostile ones are refused for.
struct NPZFolderTests {
  private static let features = Array(
    "features of nobody, \(String(repeating: "x", count: 60))".utf8)
  private static let labels = Array("labels".utf8)

  /// Unpacks an archive; the files by name.
  private func unpacked(_ archive: [UInt8]) throws -> [String: [UInt8]] {
    let folder = try TemporaryFolder()
    defer { folder.keep() }
    let (source, target) = (folder.file("in"), folder.file("out"))
    for path in [source, target] {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }
    try Data(archive).write(to: URL(filePath: source + "/m_d.npz"))
    #expect(try NPZFolder(source).unpacked(to: target).folder == target)
    let files = try folder.names(in: "out").map { name in
      (name, try [UInt8](Data(contentsOf: URL(filePath: "\(target)/\(name)"))))
    }
    return Dictionary(uniqueKeysWithValues: files)
  }

  private func refusal(_ archive: [UInt8]) throws -> String {
    "\(try #require(throws: StoreError.self) { try unpacked(archive) })"
  }

  private var archive: TestArchive {
    TestArchive(entries: [("features.npy", Self.features), ("labels.npy", Self.labels)])
  }

  @Test(arguments: [false, true])
  func `Stored entries come out as they went in, sizes of ZIP64 too`(isWide: Bool) throws {
    let files = try unpacked(archive.bytes(isWide: isWide))
    #expect(files == ["m_d_feature.npy": Self.features, "m_d_label.npy": Self.labels])
  }

  @Test func `Logits are taken, and what is not used is said once for the folder`() throws {
    let folder = try TemporaryFolder()
    defer { folder.keep() }
    let (source, target) = (folder.file("in"), folder.file("out"))
    for path in [source, target] {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }
    for (name, others) in [("m_d", ["logits.npy", "names.npy"]), ("m_e", ["names.npy"])] {
      var archive = archive
      for other in others { archive.entries.append((other, [1])) }
      try Data(archive.bytes()).write(to: URL(filePath: "\(source)/\(name).npz"))
    }
    let found = try NPZFolder(source).unpacked(to: target)
    let names = folder.names(in: "out")
    #expect(names.filter { $0.contains("logits") } == ["m_d_logits.npy"])
    #expect(
      found.remarks == ["Not used of the archives in \(source): names (2 of 2 archives)."])
  }

  @Test func `A comment behind the directory is no matter`() throws {
    #expect(try unpacked(archive.bytes(comment: "PK\u{5}\u{6} made by somebody")).count == 2)
  }

  @Test func `An archive that is cut off anywhere is refused`() throws {
    let whole = archive.bytes()
    for length in 0..<whole.count {
      #expect(try refusal(Array(whole[..<length])).contains("m_d.npz"), "\(length) bytes")
    }
  }

  @Test(arguments: [false, true])
  func `A changed byte is refused or without effect`(isWide: Bool) throws {
    let whole = archive.bytes(isWide: isWide)
    let right = try unpacked(whole)
    for place in whole.indices {
      for value in [0, 0x7f, 0xff, whole[place] ^ 1] where value != whole[place] {
        var changed = whole
        changed[place] = value
        do { #expect(try unpacked(changed) == right, "byte \(place)") } catch is StoreError {}
      }
    }
  }

  @Test func `Sizes and places beyond the file are refused before memory is taken`() throws {
    for extreme in [UInt64(Int64.max), UInt64.max, 1 << 62, 1 << 40, 1 << 34] {
      for field in TestArchive.WideField.allCases {
        let archive = archive.bytes(isWide: true, replacing: field, by: extreme)
        #expect(try refusal(archive).contains("m_d.npz"), "\(field) \(extreme)")
      }
    }
  }

  @Test func `What pedlab does not unpack is named`() throws {
    var packed = archive
    packed.method = 12
    #expect(
      try refusal(packed.bytes()).hasSuffix(
        "m_d.npz: features.npy is packed by method 12, which pedlab does not read; "
          + "numpy.savez_compressed uses deflate (8)."))
    var secret = archive
    secret.flags = 1
    #expect(
      try refusal(secret.bytes()).hasSuffix(
        "m_d.npz: features.npy is encrypted, which pedlab does not read."))
    let twice = TestArchive(entries: [("features.npy", [1]), ("features.npy", [2])])
    #expect(
      try refusal(twice.bytes()).hasSuffix(
        "m_d.npz has two arrays features.npy; write it again with numpy.savez."))
  }
}
