import Foundation
import Tabular
import TestSupport
import Testing

struct InputFileTests {
  private func refusal(_ path: String) -> String? {
    do {
      _ = try InputFile.text(path, limit: 8)
      return nil
    } catch {
      return "\(error)"
    }
  }

  @Test func onlyRegularFilesAreRead() throws {
    let folder = try TemporaryFolder()
    defer { folder.keep() }
    let pipe = folder.file("pipe.csv")
    #expect(mkfifo(pipe, 0o600) == 0)
    #expect(refusal(pipe) == "\(pipe): is a pipe; pedlab reads regular files only.")
    #expect(refusal("/dev/zero") == "/dev/zero: is a device; pedlab reads regular files only.")
    #expect(
      refusal(folder.path) == "\(folder.path): is a folder; pedlab reads regular files only.")
    #expect(refusal("nowhere.csv") == "nowhere.csv: there is no such file.")
    let large = try folder.write("123456789", to: "large.csv")
    #expect(refusal(large) == "\(large): has 9 bytes; at most 8 are read as a table of text.")
  }

  @Test(arguments: [
    ([0x61, 0x0A, 0xE9, 0x0A], "x: line 2 is not UTF-8; save the file as UTF-8."),
    ([0x61, 0x0A, 0x62, 0x00], "x: is not text: it has a zero byte in line 2."),
    ([0xFF, 0xFE, 0x61, 0x00], "x: is UTF-16 text; save it as UTF-8."),
    (
      [0x50, 0x4B, 3, 4, 0],
      "x: is a ZIP archive, as Excel writes .xlsx; save the sheet as CSV."
    ),
    ([0x1F, 0x8B, 8], "x: is compressed by gzip; unpack it first."),
  ])
  func otherEncodingsAreRefused(bytes: [UInt8], sentence: String) throws {
    let error = #expect(throws: InputFileError.self) {
      try InputFile.decoded(bytes, name: "x")
    }
    #expect(error?.description == sentence)
  }
}
