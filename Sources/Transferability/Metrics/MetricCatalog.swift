/// The metrics there are, by the names of plans.
package enum MetricCatalog {
  /// One entry a metric; each knows its description and makes a metric from options.
  package static let entries: [MetricEntry] = [
    LogME.entry, SFDA.entry, GBC.entry, HScore.entry, RegularizedHScore.entry, LDA.entry,
    ETran.entry, LFC.entry, TransRate.entry, LEEP.entry, NCE.entry, Energy.entry,
    NLEEP.entry, PARC.entry, NCTI.entry, TMI.entry, PACTran.entry, NearestNeighbours.entry,
    LinearProbe.entry, NearestClassMean.entry, FeatureCount.entry, ConstantScore.entry,
  ]

  package static func entry(named name: String) -> MetricEntry? {
    entries.first { $0.description.name == name }
  }
}

package struct MetricEntry: Sendable {
  package let description: MetricDescription
  /// Throws ``MetricError`` for an option that does not exist or a value that is not allowed.
  package let make: @Sendable (_ options: [String: MetricOption]) throws -> any Metric

  package init(
    description: MetricDescription,
    make: @escaping @Sendable (_ options: [String: MetricOption]) throws -> any Metric
  ) {
    self.description = description
    self.make = make
  }
}
