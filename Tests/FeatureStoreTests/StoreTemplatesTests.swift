import FeatureStore
import LinearAlgebra
import TestSupport
import Testing

@Suite struct StoreTemplatesTests {
  /// The bundled store, seen as somebody else's file.
  private var templates: StoreTemplates {
    StoreTemplates(
      files: PackageFiles.hub, features: "/models/{model}/features/{dataset}",
      labels: "/datasets/{dataset}/labels", reference: "/models/{model}/reference",
      logits: "/models/{model}/logits/{dataset}")
  }

  @Test func templatesFindWhatTheLayoutFinds() throws {
    let store = try FeatureStore(.file(PackageFiles.hub))
    let found = try FeatureStore(.templates(templates))
    #expect(found.models == store.models)
    #expect(found.datasets == store.datasets)
    #expect(try found.labels(of: "digits8") == store.labels(of: "digits8"))
    #expect(
      try found.reducedFeatures(model: "byol", dataset: "digits8")
        == store.reducedFeatures(model: "byol", dataset: "digits8"))
    #expect(try found.reference(model: "byol") == store.reference(model: "byol"))
    let logits = try #require(try found.logits(model: "sup_mlp", dataset: "digits8"))
    #expect(logits.rows == 500)
  }

  @Test func templatesThatFitNothingSaySo() {
    var wrong = templates
    wrong.files = "/nowhere/{model}.h5"
    let files = #expect(throws: StoreError.self) { try FeatureStore(.templates(wrong)) }
    #expect(files?.message.hasPrefix("No file fits the template /nowhere/{model}.h5.") == true)
    wrong = templates
    wrong.features = "/feats/{model}/{dataset}"
    let features = #expect(throws: StoreError.self) { try FeatureStore(.templates(wrong)) }
    #expect(features?.message.contains("No features at /feats/{model}/{dataset}") == true)
  }

  @Test func whatAnotherTemplateNamesIsNoModel() throws {
    var wide = templates
    wide.features = "/models/{model}/{dataset}"
    wide.reference = nil
    wide.logits = nil
    let all = try FeatureStore(.templates(wide))
    #expect(all.models.contains("sup_mlp/logits") && all.strangers.isEmpty)
    wide.logits = "/models/sup_mlp/logits/{dataset}"
    let found = try FeatureStore(.templates(wide))
    #expect(found.models == all.models.filter { $0 != "sup_mlp/logits" })
    let remark = try #require(found.strangers.first)
    #expect(
      remark.hasPrefix(
        "/models/sup_mlp/logits/{dataset} holds logits and fits the template of the features"
          + " /models/{model}/{dataset} too: sup_mlp/logits on "))
    #expect(remark.hasSuffix(" left out"))
    wide.labels = "/models/{model}/{dataset}"
    let nothing = #expect(throws: StoreError.self) { try FeatureStore(.templates(wide)) }
    #expect(nothing?.message.contains("holds labels and fits the template") == true)
  }
}
