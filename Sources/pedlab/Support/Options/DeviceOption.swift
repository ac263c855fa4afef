import ArgumentParser
import Foundation
import LinearAlgebra

/// What computes large sums and factorisations: the processor alone, or a GPU beside it.
struct DeviceOption: ParsableArguments {
  enum Device: String, ExpressibleByArgument, CaseIterable { case cpu, cuda }

  @Option(
    help: """
      What computes the sums and factorisations of large features: cpu, or cuda for NVIDIA's first GPU \
      (default: PEDLAB_DEVICE, else cpu). Scores agree within 1e-9.
      """)
  var device: Device?

  /// Chooses the device for this process. Where CUDA cannot be used a note says why, and the
  /// processor computes.
  ///
  /// - Throws: `ValidationError` if PEDLAB_DEVICE names no device.
  func choose() throws {
    try Self.use(device ?? Self.named(ProcessInfo.processInfo.environment["PEDLAB_DEVICE"]))
  }

  /// As ``choose()``, where no option is given.
  static func chooseFromEnvironment() throws {
    try use(named(ProcessInfo.processInfo.environment["PEDLAB_DEVICE"]))
  }

  private static func use(_ device: Device) {
    guard device == .cuda else { return }
    do {
      ComputeDevice.use(try CUDADevice())
    } catch {
      Messages.say("note: the processor computes, since the GPU cannot be used: \(error)")
    }
  }

  /// - Parameter text: of the environment.
  static func named(_ text: String?) throws -> Device {
    guard let text, !text.isEmpty else { return .cpu }
    guard let device = Device(rawValue: text) else {
      throw ValidationError("PEDLAB_DEVICE is \"\(text)\"; it must be cpu or cuda.")
    }
    return device
  }
}
