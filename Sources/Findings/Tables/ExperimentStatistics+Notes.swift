import Wording

extension ExperimentStatistics {
  /// Settings of PED that do not count where settings are compared, since they are over fewer models than
  /// others; nil where there are none.
  package func fewerModelsNote(_ base: MethodSetting) -> String? {
    let count = grid.countOverFewer(of: base)
    guard count > 0 else { return nil }
    return
      "\(base.metricTitle) + PED: \(count) of \(counted(grid.pedSettingCount(of: base), "setting")) "
      + "\(count == 1 ? "is" : "are") over fewer models than others on some dataset, and "
      + "\(count == 1 ? "does" : "do") not count there."
  }

  /// What is not among the methods that are compared, and why; and what keeps datasets out of the test
  /// over all of them.
  package var comparisonNotes: [String] {
    var notes: [String] = []
    if !withoutValues.isEmpty {
      notes.append("Not compared, since without a value on any dataset: \(listed(withoutValues)).")
    }
    if !withFewerModels.isEmpty {
      notes.append(
        "Not compared, since over fewer models than the others: \(listed(withFewerModels)).")
    }
    let incomplete = methods.indices.filter { method in values.contains { $0[method] == nil } }
    if !incomplete.isEmpty {
      let complete = values.count { !$0.contains(nil) }
      notes.append(
        "\(listed(incomplete.map { methods[$0] })) \(incomplete.count == 1 ? "has" : "have") no value on "
          + "some datasets: all methods have one on \(complete) of \(counted(values.count, "dataset")), "
          + "and pairs are over those that both have.")
    }
    return notes
  }
}
