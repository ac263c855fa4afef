/// Where the features lie.
package enum StoreLocation: Sendable, Equatable {
  /// One file in layout version 1.
  case file(String)
  case templates(StoreTemplates)

  /// The store's file, or the template of its files.
  package var description: String {
    switch self {
    case .file(let path): path
    case .templates(let templates): templates.files
    }
  }
}

/// Path templates with `{model}` and `{dataset}`. `files` is a path of the file system, the others
/// are paths inside those files, or of files of their own: `labels/{dataset}.h5:/y`.
package struct StoreTemplates: Sendable, Equatable {
  /// The template of the files: "feats/{model}.h5".
  package var files: String
  /// Where the features lie inside them: "/{dataset}/feats".
  package var features: String
  /// Where the labels lie, in the same files or in others.
  package var labels: String
  /// The features on the source data; nil without any.
  package var reference: String?
  /// Their mean; nil if it is computed, or not there.
  package var referenceMean: String?
  /// Their standard deviation, which goes with the mean.
  package var referenceStandardDeviation: String?
  /// The outputs of the source head; nil without any.
  package var logits: String?
  /// The labels of the features on the source data; nil without any.
  package var referenceLabels: String?
  /// The features of the untrained architecture; nil without any.
  package var randomFeatures: String?
  /// Which image each row is of; nil where rows are images.
  package var images: String?

  package init(
    files: String, features: String, labels: String, reference: String? = nil,
    referenceMean: String? = nil, referenceStandardDeviation: String? = nil,
    logits: String? = nil, referenceLabels: String? = nil, randomFeatures: String? = nil,
    images: String? = nil
  ) {
    self.files = files
    self.features = features
    self.labels = labels
    self.reference = reference
    self.referenceMean = referenceMean
    self.referenceStandardDeviation = referenceStandardDeviation
    self.logits = logits
    self.referenceLabels = referenceLabels
    self.randomFeatures = randomFeatures
    self.images = images
  }

  /// Layout version 1, in which labels may also be a model's own.
  static func layout(_ path: String) -> StoreTemplates {
    StoreTemplates(
      files: path, features: "/models/{model}/features/{dataset}",
      labels: "/datasets/{dataset}/labels", reference: "/models/{model}/reference",
      referenceMean: "/models/{model}/reference_mean",
      referenceStandardDeviation: "/models/{model}/reference_std",
      logits: "/models/{model}/logits/{dataset}",
      referenceLabels: "/models/{model}/reference_labels",
      randomFeatures: "/models/{model}/random_features/{dataset}",
      images: "/datasets/{dataset}/images")
  }

  /// A model's own labels in layout version 1.
  static let ownLabels = "/models/{model}/labels/{dataset}"
  /// Which image each of a model's own rows is of.
  static let ownImages = "/models/{model}/images/{dataset}"

  /// With the paths of the file system below a folder.
  package func relative(to resolve: (String) -> String) -> StoreTemplates {
    func inner(_ text: String) -> String { Self.inner(text, resolve) }
    return StoreTemplates(
      files: resolve(files), features: features, labels: inner(labels),
      reference: reference.map(inner), referenceMean: referenceMean.map(inner),
      referenceStandardDeviation: referenceStandardDeviation.map(inner),
      logits: logits.map(inner), referenceLabels: referenceLabels.map(inner),
      randomFeatures: randomFeatures.map(inner), images: images.map(inner))
  }

  /// A path inside the files, or `FILE:/PATH` with the path of its file resolved.
  package static func inner(_ text: String, _ resolve: (String) -> String) -> String {
    let (file, path) = TemplatePart.split(text)
    return file.map { "\(resolve($0)):\(path)" } ?? text
  }
}
