/// Writes a whole text in one go.
package enum TextFile {
  /// Writes a whole file or, on an error, none.
  package static func write(_ text: String, to path: String) throws {
    let sink = try FileSink(path)
    try sink.write(text)
    try sink.close()
  }
}
