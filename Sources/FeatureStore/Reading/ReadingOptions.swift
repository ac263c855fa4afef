/// How the files of a store are to be read where they leave it open.
package struct ReadingOptions: Sendable, Equatable {
  /// How [N, T, D] and [N, C, h, w] become [N, D]; nil: such features are refused.
  package var pooling: PoolingKind?
  /// Features are stored as D x N.
  package var transposes: Bool
  /// What labels are taken for.
  package var labelsAre: LabelKind
  /// Labels that mark rows without one: these rows are left out.
  package var ignoredLabels: [IgnoredLabel]
  /// Where links may lead.
  package var externalFiles: ExternalFiles
  /// Names of models and datasets that settle how file names are read; nil: all that fit.
  package var models: [String]?
  /// Names that settle how ambiguous file names are read; nil for none.
  package var datasets: [String]?

  package init(
    pooling: PoolingKind? = nil, transposes: Bool = false, labelsAre: LabelKind = .auto,
    ignoredLabels: [IgnoredLabel] = [],
    externalFiles: ExternalFiles = ExternalFiles(), models: [String]? = nil,
    datasets: [String]? = nil
  ) {
    self.pooling = pooling
    self.transposes = transposes
    self.labelsAre = labelsAre
    self.ignoredLabels = ignoredLabels
    self.externalFiles = externalFiles
    self.models = models
    self.datasets = datasets
  }
}

/// What labels are taken for.
package enum LabelKind: String, Sendable, CaseIterable {
  /// Whole numbers, text and one-hot rows are classes; other numbers are targets.
  case auto
  case classes
  case targets
}

/// A label that marks rows without one, as it is written in a plan or a command line.
package struct IgnoredLabel: Sendable, Hashable {
  /// The label as it was written.
  package let text: String

  package init(text: String) { self.text = text }

  var isNaN: Bool { ["nan", ".nan"].contains(text.lowercased()) }

  /// nil for words and for NaN.
  var number: Double? { Double(text).flatMap { $0.isFinite ? $0 : nil } }

  /// How labels of this value are written: as text, and as an integer if it is one (-1.0 is -1).
  var spellings: [String] {
    if isNaN { return ["nan", "NaN", text] }
    return [text] + (number.flatMap { Int(exactly: $0) }.map { ["\($0)"] } ?? [])
  }
}
