import Foundation

/// The program that is measured.
enum PedlabProgram {
  /// PEDLAB, or the `pedlab` beside this program.
  static let path: String =
    ProcessInfo.processInfo.environment["PEDLAB"]
    ?? URL(fileURLWithPath: Bundle.main.executablePath ?? CommandLine.arguments[0])
    .deletingLastPathComponent().appendingPathComponent("pedlab").path
}
