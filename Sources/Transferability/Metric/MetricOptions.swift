/// The options of a plan for one metric.
package struct MetricOptions: Sendable {
  private let metric: String
  private let values: [String: MetricOption]
  private let declared: [String]

  /// - Throws: ``MetricError`` for an option that the metric does not declare.
  init(_ values: [String: MetricOption], of metric: any Metric.Type) throws(MetricError) {
    self.metric = metric.description.name
    self.values = values
    declared = metric.options.map(\.description.name)
    guard let unknown = values.keys.sorted().first(where: { !declared.contains($0) }) else {
      return
    }
    throw MetricError(
      "\(self.metric) has no option \"\(unknown)\"; "
        + (declared.isEmpty ? "it has none." : "it has: \(declared.joined(separator: ", "))."))
  }

  /// The value of an option, or its default.
  ///
  /// - Throws: ``MetricError`` that names the option, its value and what is allowed.
  /// - Precondition: the metric declares the option.
  package func callAsFunction<Value>(
    _ option: OptionDeclaration<Value>
  ) throws(MetricError) -> Value {
    let (name, allowed) = (option.description.name, option.description.allowed)
    precondition(
      declared.contains(name), "\(metric) reads option \(name), which it does not declare")
    guard let given = values[name] else { return option.defaultValue }
    guard let value = option.value(given) else {
      throw MetricError("\(metric): option \(name) is \(given); allowed are \(allowed).")
    }
    return value
  }
}
