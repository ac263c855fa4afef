/// What `pedlab metrics show` tells of a metric.
package struct MetricDescription: Sendable {
  /// Lower case, as in plans: "logme".
  package let name: String
  /// As in tables: "LogME".
  package let title: String
  /// One line.
  package let summary: String
  /// In the symbols of the page of metrics: N, D, C, x, mu.
  package let formula: String
  /// What it reads.
  package let inputs: MetricInputs
  /// Whether it compares classes, so that one class leaves nothing to compare.
  package let comparesClasses: Bool
  /// The attribute of the model that it reads; nil for most.
  package let attribute: String?
  /// Cost of preparing and of one PED setting, in N, D, C.
  package let cost: String
  /// What is random in it; nil if it is deterministic. Seeds come from option `seed`.
  package let randomness: String?
  /// Paper and official repository.
  package let source: String
  /// What a jackknife over blocks of rows gets wrong of the metric's standard error, as a sentence; nil
  /// where it is right to 15 %.
  package let standardErrorCaution: String?
  /// Known differences between published implementations, the default named first.
  package let differences: [String]

  /// Texts are shown as they are.
  package init(
    name: String, title: String, summary: String, formula: String, inputs: MetricInputs,
    comparesClasses: Bool = true, attribute: String? = nil, cost: String, randomness: String? = nil,
    source: String, standardErrorCaution: String? = nil, differences: [String] = []
  ) {
    self.name = name
    self.title = title
    self.summary = summary
    self.formula = formula
    self.inputs = inputs
    self.comparesClasses = comparesClasses
    self.attribute = attribute
    self.cost = cost
    self.randomness = randomness
    self.source = source
    self.standardErrorCaution = standardErrorCaution
    self.differences = differences
  }
}
