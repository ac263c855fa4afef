import Wording

extension ExperimentStatistics {
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
