import FeatureStore
import Wording

/// The models and datasets of a sweep, and remarks on those that are left out.
struct InputChoice {
  let datasets: [String]
  /// By dataset, sorted.
  let models: [String: [String]]
  private(set) var remarks: [String] = []
  /// Whether something looks like a model, a dataset or features and is not used.
  let hasProblems: Bool

  /// - Throws: ``PlanError`` for names that the store does not have; and, unless the plan says
  ///   `missing: skip`, for what looks like a model, a dataset or features and cannot be used.
  init(_ plan: Plan, _ store: FeatureStore) throws {
    let unused = Self.relevant(store.unused, plan)
    datasets = try Self.chosen(
      plan.datasets, among: store.datasets, unused.map { ($0.dataset, $0) }, "dataset", plan)
    let pool = try Self.chosen(
      plan.models, among: store.models, unused.map { ($0.model, $0) }, "model", plan)
    var models: [String: [String]] = [:]
    var problems = unused.filter { !$0.isSpare }.map { "\($0.place) is not used: \($0.reason)" }
    let spare = unused.filter(\.isSpare)
    remarks = spare.isEmpty ? [] : [Self.spareText(spare)]
    for dataset in datasets {
      let present = pool.filter { store.hasFeatures(model: $0, dataset: dataset) }.sorted()
      let missing = pool.filter { !present.contains($0) }
      if !missing.isEmpty {
        problems.append(
          "\(listed(missing)) \(missing.count == 1 ? "has" : "have") no features on \"\(dataset)\"")
      }
      guard !present.isEmpty else {
        throw PlanError("\(plan.storeName): no model has features on \"\(dataset)\"")
      }
      models[dataset] = present
    }
    self.models = models
    hasProblems = !problems.isEmpty
    guard plan.missing == .error, !problems.isEmpty else {
      remarks += problems.map { "\($0); left out" }
      return
    }
    let usable = Set(models.values.joined()).sorted()
    throw PlanError(
      "\(plan.storeName): \(Self.text(problems)). Mend this, choose models and datasets in the plan, or "
        + "say missing: skip to continue with what can be used: \(listed(usable)).")
  }

  /// One sentence for all that is kept for datasets without features.
  private static func spareText(_ items: [UnusedItem]) -> String {
    let names = listed(items.map(\.place))
    return
      "\(names) \(items.count == 1 ? "is" : "are") not used, because the store has no features there"
  }

  private static let mostProblems = 12

  private static func text(_ problems: [String]) -> String {
    let shown = problems.prefix(mostProblems).map(withoutStop)
    let more = problems.count - shown.count
    return shown.joined(separator: "; ") + (more > 0 ? "; and \(more) more" : "")
  }

  private static func withoutStop(_ text: String) -> String {
    text.hasSuffix(".") ? String(text.dropLast()) : text
  }

  /// What is not used of what the plan asks for.
  private static func relevant(_ unused: [UnusedItem], _ plan: Plan) -> [UnusedItem] {
    func isAsked(_ name: String?, _ names: [Plan.Located]?) -> Bool {
      guard let name, let names else { return true }
      return names.contains { $0.value == name }
    }
    return unused.filter { item in
      // A file of which neither is known is nobody's, if the plan lists what it wants.
      if item.model == nil, item.dataset == nil, plan.models != nil || plan.datasets != nil {
        return false
      }
      return isAsked(item.model, plan.models) && isAsked(item.dataset, plan.datasets)
    }
  }

  private static func chosen(
    _ names: [Plan.Located]?, among present: [String], _ unused: [(name: String?, UnusedItem)],
    _ kind: String, _ plan: Plan
  ) throws -> [String] {
    guard let names else {
      guard !present.isEmpty else {
        let reasons = unused.prefix(3).map { " \($0.1.sentence)" }.joined()
        throw PlanError("\(plan.storeName) holds no \(kind) that can be used.\(reasons)")
      }
      return present
    }
    for name in names where !present.contains(name.value) {
      if let item = unused.first(where: { $0.name == name.value })?.1 {
        throw name.fail("the \(kind) \"\(name.value)\" cannot be used: \(item.reason)")
      }
      throw name.fail(
        "there is no \(kind) \"\(name.value)\" in \(plan.storeName)"
          + "\(Suggestion.text(for: name.value, among: present)); it has "
          + present.joined(separator: ", "))
    }
    return names.map(\.value)
  }
}
