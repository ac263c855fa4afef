import Foundation

/// The programs that run in processes of their own.
enum PedlabProgram {
  /// This one.
  static let own = Bundle.main.executablePath ?? CommandLine.arguments[0]

  /// The one that is measured: PEDLAB, or the `pedlab` beside this program.
  static let path: String =
    ProcessInfo.processInfo.environment["PEDLAB"]
    ?? URL(fileURLWithPath: own).deletingLastPathComponent().appendingPathComponent("pedlab").path
}
