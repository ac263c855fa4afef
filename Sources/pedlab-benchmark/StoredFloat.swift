import ArgumentParser

/// How features are stored that a benchmark makes.
enum StoredFloat: String, ExpressibleByArgument, CaseIterable {
  case float16
  case float32
  case float64

  var bytes: Int {
    switch self {
    case .float16: 2
    case .float32: 4
    case .float64: 8
    }
  }
}
