import FeatureStatistics
import FeatureStore
import LinearAlgebra
import Tabular
import TestSupport
import Testing

@Suite struct FeatureStoreTests {
  @Test func theBundledStoreListsItsModelsAndDatasets() throws {
    let store = try FeatureStore(.file(PackageFiles.hub))
    #expect(store.models.count == 14)
    #expect(store.datasets.count == 8)
    #expect(store.hasFeatures(model: "byol", dataset: "digits8"))
    let labels = try store.labels(of: "digits8")
    #expect(labels.count == 500 && labels.classCount == 10)
    #expect(labels.names?.first == "0")
    let truth = try #require(try store.groundTruth())
    #expect(truth.entries.count == 112 && truth.unit == .percent)
  }

  @Test func thePassAgreesWithTheDefinitions() throws {
    let store = try FeatureStore(.file(PackageFiles.hub))
    let labels = try store.labels(of: "two_digits")
    let reduced = try store.reducedFeatures(model: "byol", dataset: "two_digits")
    let statistics = try #require(reduced.statistics)
    var rows: [[Double]] = []
    try store.features(model: "byol", dataset: "two_digits").forEachBlock { _, block in
      rows += (0..<block.rows).map { Array(block.row($0)) }
    }
    #expect(statistics.counts.reduce(0, +) == rows.count)
    for label in 0..<labels.classCount {
      let members = rows.indices.filter { labels.classes[$0] == label }.map { rows[$0] }
      for d in stride(from: 0, to: statistics.dimension, by: 17) {
        let mean = members.map { $0[d] }.reduce(0, +) / Double(members.count)
        let variance =
          members.map { ($0[d] - mean) * ($0[d] - mean) }.reduce(0, +) / Double(members.count)
        #expect(abs(statistics.means[label, d] - mean) < 1e-12)
        #expect(abs(statistics.variances[label, d] - variance) < 1e-12 * max(1, variance))
      }
    }
    let centred = rows.indices.map { i in
      (0..<statistics.dimension).map { rows[i][$0] - statistics.means[labels.classes[i], $0] }
    }
    for (a, b) in [(0, 0), (3, 41), (41, 3), (70, 12)] {
      let expected = centred.map { $0[a] * $0[b] }.reduce(0, +)
      #expect(abs(statistics.scatter[a, b] - expected) < 1e-10 * max(1, abs(expected)))
    }
  }

  @Test func thePassIsTheSameForAnyNumberOfWorkers() throws {
    let store = try FeatureStore(.file(PackageFiles.hub))
    let one = try store.reducedFeatures(model: "vae", dataset: "digits8", workers: 1)
    let four = try store.reducedFeatures(model: "vae", dataset: "digits8", workers: 4)
    #expect(one == four)
    #expect(one.digest == (try store.features(model: "vae", dataset: "digits8").digest()))
  }

  @Test func missingThingsAreNamed() throws {
    #expect(throws: StoreError("/nowhere.h5: there is no such file. Check the path of the store."))
    {
      try FeatureStore(.file("/nowhere.h5"))
    }
    let error = #expect(throws: StoreError.self) { try FeatureStore(.file(#filePath)) }
    #expect(error?.message.contains("is not an HDF5 file") == true)
    let store = try FeatureStore(.file(PackageFiles.hub))
    let model = #expect(throws: StoreError.self) {
      try store.features(model: "resnet", dataset: "digits8")
    }
    #expect(model?.message.contains("has no model \"resnet\"; it has autoencoder") == true)
    let dataset = #expect(throws: StoreError.self) { try store.labels(of: "cars") }
    #expect(dataset?.message.contains("has no dataset \"cars\"; it has digits8") == true)
  }

  @Test func labelsAreNumberedInTheOrderOfTheirValues() {
    let labels = Labels(stored: [7, -3, 7, 100, -3])
    #expect(labels.classes == [1, 0, 1, 2, 0])
    #expect(labels.values == ["-3", "7", "100"])
  }
}
