import ArgumentParser
import Foundation
import Sweep

/// How many threads compute: as asked for, else PEDLAB_WORKERS, else the cores that this process may use.
enum WorkerCount {
  private static let allowed = 1...1024

  static func resolved(_ asked: Int?) throws -> Int {
    if let asked { return try checked(asked, "--workers is \(asked)") }
    guard let text = ProcessInfo.processInfo.environment["PEDLAB_WORKERS"], !text.isEmpty else {
      return MachineLimits.current().cores
    }
    return try checked(Int(text), "PEDLAB_WORKERS is \"\(text)\"")
  }

  private static func checked(_ count: Int?, _ what: String) throws -> Int {
    guard let count, allowed.contains(count) else {
      throw ValidationError(
        "\(what); it must be from \(allowed.lowerBound) to \(allowed.upperBound).")
    }
    return count
  }
}
