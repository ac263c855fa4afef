/// The metrics there are, by the names of plans: one line each.
package enum MetricCatalog {
  /// In the order of documentation and help.
  package static let entries: [MetricEntry] = metrics.map(MetricEntry.init)

  private static let metrics: [any Metric.Type] = [
    LogME.self, SFDA.self, GBC.self, HScore.self, RegularizedHScore.self, LDA.self, ETran.self,
    LFC.self, TransRate.self, LEEP.self, NCE.self, Energy.self, NLEEP.self, PARC.self, NCTI.self,
    TMI.self, PACTran.self, NearestNeighbours.self, LinearProbe.self, NearestClassMean.self,
    LogMEEffective.self, SFDALeaveOneOut.self, DebiasedHScore.self, DISCO.self, LEAD.self,
    LabelAlignment.self, KITE.self, VarianceCollapse.self, ClassFairness.self, FaCe.self,
    InterclassDistance.self, ConceptVariance.self, FisherRatio.self, Silhouette.self, RankMe.self,
    StableRank.self, SpreadAndAttract.self, PACTranDirichlet.self, PACTranGamma.self,
    NeighbourProbability.self, OTCE.self, CCFV.self, MeanRank.self, FeatureCount.self,
    ParameterCount.self, SourceAccuracy.self, RandomScore.self, ConstantScore.self,
  ]

  /// nil if there is no such metric.
  package static func entry(named name: String) -> MetricEntry? {
    entries.first { $0.description.name == name }
  }
}
