import Wording

extension MarginalEffect.Basis {
  /// In JSON.
  var name: String {
    switch self {
    case .completeGrid: "complete_grid"
    case .matched: "matched"
    case .additive: "additive"
    }
  }
}

extension MarginalEffect {
  /// How the levels were compared, where it is not over a complete grid: a sentence for each
  /// parameter.
  static func notes(_ effects: [MarginalEffect], datasets: Int) -> [String] {
    var seen: Set<String> = []
    return effects.filter { seen.insert($0.parameter).inserted }.compactMap { effect in
      let over =
        effect.datasets == datasets
        ? "" : ", on \(effect.datasets) of \(counted(datasets, "dataset"))"
      switch effect.basis {
      case .completeGrid: return nil
      case .matched(let settings, let all) where settings == all && over.isEmpty: return nil
      case .matched(let settings, let all):
        return "\(effect.parameter): the grid is not complete; compared among the \(settings) of "
          + "\(counted(all, "setting")) that exist for each of its values\(over)."
      case .additive:
        return "\(effect.parameter): the grid is not complete, and no settings differ in this "
          + "parameter alone; effects are those of an additive fit\(over)."
      }
    }
  }
}
