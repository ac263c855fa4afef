import Foundation

/// Messages for people go to standard error; data goes to standard output.
enum Messages {
  static func say(_ text: String) {
    FileHandle.standardError.write(Data("\(text)\n".utf8))
  }
}
