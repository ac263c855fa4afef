import Tabular
import Testing

struct TruthReconciliationTests {
  private func truth(_ models: [String], _ datasets: [String] = ["pets"]) -> GroundTruth {
    GroundTruth(
      name: "acc.csv",
      entries: datasets.flatMap { dataset in
        models.map { .init(model: $0, dataset: dataset, accuracy: 90) }
      })
  }

  private func pairs(_ models: [String], _ datasets: [String] = ["pets"]) -> [TruthReconciliation
    .Pair]
  {
    datasets.flatMap { dataset in models.map { .init(model: $0, dataset: dataset) } }
  }

  @Test func allNamesMatch() {
    let found = TruthReconciliation(pairs: pairs(["a", "b"]), truth: truth(["a", "b"]))
    #expect(found.isComplete && found.matchedModels == ["a", "b"])
    #expect(found.paragraph == "2 of 2 models and 1 of 1 dataset match acc.csv.")
  }

  @Test func namesThatAreWrittenOtherwise() {
    let found = TruthReconciliation(
      pairs: pairs(["resnet50", "swin", "vit_base"]),
      truth: truth(["timm/ResNet-50", "swin", "vit_bsae", "convnext"]))
    #expect(!found.isComplete && found.matchedPairs.count == 1)
    #expect(
      found.modelsWithoutAccuracy == [
        .init(name: "resnet50", nearest: "timm/ResNet-50"),
        .init(name: "vit_base", nearest: "vit_bsae"),
      ])
    #expect(
      found.paragraph == """
        1 of 3 models and 1 of 1 dataset match acc.csv.
        No accuracy: models resnet50 (nearest: timm/ResNet-50) and vit_base (nearest: vit_bsae).
        Only in acc.csv: models timm/ResNet-50 (nearest: resnet50), vit_bsae (nearest: vit_base) \
        and convnext.
        """)
  }

  @Test func caseIsNotIgnored() {
    let found = TruthReconciliation(pairs: pairs(["m0"]), truth: truth(["M0"]))
    #expect(found.matchedModels.isEmpty && found.matchedDatasets.isEmpty)
    #expect(found.modelsWithoutAccuracy == [.init(name: "m0", nearest: "M0")])
    #expect(found.datasetsWithoutAccuracy == [.init(name: "pets", nearest: nil)])
  }

  @Test func aPairWithoutAccuracy() {
    let found = TruthReconciliation(
      pairs: pairs(["a", "b"], ["d", "e"]),
      truth: GroundTruth(
        name: "acc.csv",
        entries: [
          .init(model: "a", dataset: "d", accuracy: 1),
          .init(model: "b", dataset: "d", accuracy: 2),
          .init(model: "a", dataset: "e", accuracy: 3),
        ]))
    #expect(
      found.paragraph == """
        2 of 2 models and 2 of 2 datasets match acc.csv.
        3 of 4 pairs have an accuracy; there is none for b on e.
        """)
  }

  @Test func aMapOfNames() {
    let found = TruthReconciliation(
      pairs: pairs(["r50", "swin"]), truth: truth(["ResNet-50", "swin"]),
      names: ["r50": "ResNet-50", "r51": "x"])
    #expect(found.isComplete && found.unknownModels.isEmpty)
    #expect(found.unusedNames == [.init(name: "r51", nearest: "r50")])
  }

  /// Composed and decomposed letters are one name.
  @Test func unicodeTwinsMatch() {
    let found = TruthReconciliation(pairs: pairs(["\u{FC}"]), truth: truth(["u\u{308}"]))
    #expect(found.isComplete)
  }
}
