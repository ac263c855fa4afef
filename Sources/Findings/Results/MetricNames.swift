import Transferability

/// How metrics are written in tables.
package enum MetricNames {
  /// The catalogue's title; the name of a metric that it has not.
  package static func title(_ metric: String) -> String {
    MetricCatalog.entry(named: metric)?.description.title ?? metric
  }
}
