import FeatureStore
import Parallel
import Transferability

/// What a metric reads that not every model of a store has.
enum MetricNeed: Hashable {
  case logits, source, randomFeatures, images
  case attribute(String)

  /// In the order of the cases.
  static func of(_ metric: String) -> [MetricNeed] {
    guard let description = MetricCatalog.entry(named: metric)?.description else { return [] }
    let kinds: [(MetricInputs, MetricNeed)] = [
      (.logits, .logits), (.source, .source), (.randomFeatures, .randomFeatures),
      (.images, .images),
    ]
    return kinds.filter { description.inputs.contains($0.0) }.map(\.1)
      + [description.attribute.map { .attribute($0) }].compactMap { $0 }
  }

  /// What is lacking, as the end of "has no ...".
  var noun: String {
    switch self {
    case .logits: "logits"
    case .source: "reference with reference_labels"
    case .randomFeatures: "random features"
    case .images: "images of its rows"
    case .attribute(let name): "attribute \"\(name)\""
    }
  }

  /// Where a store in one file has it.
  func place(_ dataset: String) -> String {
    switch self {
    case .logits: "/models/<model>/logits/\(dataset)"
    case .source: "/models/<model>/reference and /models/<model>/reference_labels"
    case .randomFeatures: "/models/<model>/random_features/\(dataset)"
    case .images: "/datasets/\(dataset)/images"
    case .attribute(let name): "the number \"\(name)\" as an attribute of /models/<model>"
    }
  }
}

extension SweepInputs {
  /// Whether the store has it; without a look at its values.
  func has(_ need: MetricNeed, _ model: String, _ dataset: String) throws -> Bool {
    switch need {
    case .logits: store.hasLogits(model: model, dataset: dataset)
    case .source: store.has(.source, model: model, dataset: dataset)
    case .randomFeatures: store.has(.randomFeatures, model: model, dataset: dataset)
    case .images: store.has(.images, model: model, dataset: dataset)
    case .attribute(let name): try attributes(named: name)[model] != nil
    }
  }

  /// Read once: by model.
  func attributes(named name: String) throws -> [String: Double] {
    try modelAttributes.value(for: name) { try store.numbers(ofModels: name) }
  }

  /// Content digest of what a metric reads of a model beside the features.
  func digest(of need: MetricNeed, _ model: String, _ dataset: String) throws -> String {
    switch need {
    case .logits: try logitsDigest(model, dataset)
    case .source:
      try store.sourceSample(model: model).map { try "\($0.features.digest()) \($0.labels.digest)" }
        ?? "none"
    case .randomFeatures:
      try store.randomFeatures(model: model, dataset: dataset)?.digest() ?? "none"
    case .images: try store.images(model: model, dataset: dataset)?.digest ?? "none"
    case .attribute(let name): try attributes(named: name)[model].map { "\($0)" } ?? "none"
    }
  }

  /// What few metrics read of a model on a dataset: looked for when they ask.
  func companions(_ model: String, _ dataset: String) -> Companions {
    Companions(
      attribute: { [self] in try attributes(named: $0)[model] },
      source: { [store] in
        try store.sourceSample(model: model).map {
          SourceSample(features: $0.features, labels: $0.labels.classes)
        }
      },
      randomFeatures: { [store] in try store.randomFeatures(model: model, dataset: dataset) },
      images: { [store] in try store.images(model: model, dataset: dataset)?.numbers })
  }
}
