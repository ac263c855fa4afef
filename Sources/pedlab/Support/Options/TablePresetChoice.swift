import ArgumentParser
import Findings

/// Shapes for papers: our own, which say what the numbers are to be read against, and those of papers of
/// the field.
enum TablePresetChoice: ExpressibleByArgument, Equatable {
  case paper, ablation
  case shape(TablePreset)

  init?(argument: String) {
    switch argument {
    case "paper": self = .paper
    case "ablation": self = .ablation
    default:
      guard let shape = TablePreset.named(argument) else { return nil }
      self = .shape(shape)
    }
  }

  static var allValueStrings: [String] { ["paper", "ablation"] + TablePreset.all.map(\.name) }

  var defaultValueDescription: String {
    switch self {
    case .paper: "paper"
    case .ablation: "ablation"
    case .shape(let shape): shape.name
    }
  }

  static func == (left: Self, right: Self) -> Bool {
    left.defaultValueDescription == right.defaultValueDescription
  }
}
