import ArgumentParser

/// How the numbers of a made-up store are written.
enum FloatType: String, ExpressibleByArgument, CaseIterable {
  case float16, float32, float64

  var byteCount: Int {
    switch self {
    case .float16: 2
    case .float32: 4
    case .float64: 8
    }
  }
}
