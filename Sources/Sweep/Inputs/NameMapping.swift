import FeatureStore
import Wording

/// Whether what `names` of a plan maps fits the store.
enum NameMapping {
  /// - Throws: ``PlanError`` if two of the models, or two of the datasets, get one name: they would share
  ///   their accuracies, and tables could not tell them apart.
  static func check(_ plan: Plan, _ choice: InputChoice) throws {
    let models = Set(choice.models.values.joined()).sorted()
    for (noun, names) in [("models", models), ("datasets", choice.datasets)] {
      var known: [String: String] = [:]
      for name in names {
        let mapped = plan.names[name] ?? name
        guard let earlier = known.updateValue(name, forKey: mapped) else { continue }
        throw PlanError(
          "\(plan.path): with names: {...} the \(noun) \"\(earlier)\" and \"\(name)\" are both called "
            + "\"\(mapped)\", so that both would have its accuracies. Give each a name of its own, or "
            + "choose one with \(noun): [...].")
      }
    }
  }

  /// Names that are mapped, of which the store has none: sentences.
  static func remarks(_ plan: Plan, _ store: FeatureStore) -> [String] {
    let known = store.models + store.datasets
    return plan.names.sorted { $0.key < $1.key }.filter { !known.contains($0.key) }.map {
      let nearest = Suggestion.nearest(to: $0.key, among: known)
      return
        "\(plan.path): names maps \"\($0.key)\" to \"\($0.value)\", but the store has no model and "
        + "no dataset of this name\(nearest.map { " (nearest: \"\($0)\")" } ?? ""); it is not used."
    }
  }
}
