import Findings
import Published
import Tabular

/// All that is known of a built-in ground truth, for people and for JSON.
struct TruthRecord: Encodable {
  struct Model: Encodable {
    let model: String
    let family: String?
    let pretraining: String?
    let parameters: Int?
    let sourceAccuracy: Double?
  }

  struct Dataset: Encodable {
    let dataset: String
    let domain: String?
    let classes: Int?
    let testImages: Int?
    /// Models with an accuracy on it.
    let models: Int
  }

  let name: String
  let title: String
  let quantity: String
  let unit: String
  let method: String
  let licence: String
  let source: String
  let pairs: Int
  let publishedScores: [String]
  let modelAttributes: [Model]
  let datasetAttributes: [Dataset]

  init(_ truth: BuiltInGroundTruth) throws {
    let (hub, table) = (truth.hub, try truth.groundTruth())
    name = hub.name
    title = hub.title
    quantity = hub.quantity
    unit = hub.unit
    method = hub.method
    licence = hub.licence
    source = hub.source
    pairs = table.entries.count
    var metrics: [String] = []
    for score in truth.scores where !metrics.contains(score.metric) {
      metrics.append(score.metric)
    }
    publishedScores = metrics
    modelAttributes = truth.models.map {
      Model(
        model: $0.model, family: $0.family, pretraining: $0.pretraining, parameters: $0.parameters,
        sourceAccuracy: $0.sourceAccuracy)
    }
    let known = try truth.datasets()
    datasetAttributes = known.map { dataset in
      Dataset(
        dataset: dataset.dataset, domain: dataset.domain, classes: dataset.classes,
        testImages: dataset.testImages,
        models: table.entries.count { $0.dataset == dataset.dataset })
    }
  }

  var text: String {
    let facts = [
      ("title", title), ("numbers", "\(quantity), \(unit)"), ("method", method),
      ("source", source), ("licence", licence), ("pairs", "\(pairs)"),
      (
        "published scores",
        publishedScores.isEmpty ? "none" : publishedScores.joined(separator: ", ")
      ),
    ]
    let width = facts.map(\.0.count).max() ?? 0
    let lines = facts.map { name, value in
      name + String(repeating: " ", count: width + 2 - name.count) + value
    }
    return ([name, ""] + lines).joined(separator: "\n") + "\n\n" + modelTable.text + "\n"
      + datasetTable.text
  }

  private var modelTable: TextTable {
    TextTable(
      header: ["model", "family", "pretraining", "parameters", "source accuracy"],
      rows: modelAttributes.map { model in
        [
          model.model, model.family ?? "", model.pretraining ?? "",
          model.parameters.map { "\($0)" } ?? "", model.sourceAccuracy.map { "\($0)" } ?? "",
        ]
      }, leftAligned: 3)
  }

  private var datasetTable: TextTable {
    TextTable(
      header: ["dataset", "domain", "classes", "test images", "models"],
      rows: datasetAttributes.map { dataset in
        [
          dataset.dataset, dataset.domain ?? "", dataset.classes.map { "\($0)" } ?? "",
          dataset.testImages.map { "\($0)" } ?? "", "\(dataset.models)",
        ]
      }, leftAligned: 2)
  }
}
