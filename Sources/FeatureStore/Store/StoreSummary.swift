/// A dataset of a store as `store inspect` shows it.
package struct StoreEntry: Sendable, Codable, Equatable {
  /// nil for labels.
  package let model: String?
  /// nil for a reference.
  package let dataset: String?
  /// features, logits, labels or reference.
  package let kind: String
  package let shape: [Int]
  package let type: String
  /// "contiguous", "compact" or "chunks of [..]".
  package let layout: String
  package let filters: [String]
  /// Bytes in the file.
  package let storedBytes: Int
  package let file: String
  package let path: String
}

/// What a store has and what it lacks.
package struct StoreSummary: Sendable, Codable, Equatable {
  package let models: [String]
  package let datasets: [String]
  package let entries: [StoreEntry]
  package let missing: [String]
}

extension FeatureStore {
  package func summary() throws -> StoreSummary {
    var entries: [StoreEntry] = []
    var missing: [String] = []
    for dataset in datasets {
      if let place = try? labelPlace(dataset) {
        entries.append(try entry(place, "labels", nil, dataset))
      } else {
        missing.append("labels of \(dataset)")
      }
    }
    for model in models {
      for dataset in datasets {
        if let place = features[model]?[dataset] {
          entries.append(try entry(place, "features", model, dataset))
        } else {
          missing.append("features of \(model) on \(dataset)")
        }
        if let place = try place(templates.logits, model, dataset) {
          entries.append(try entry(place, "logits", model, dataset))
        }
      }
      let mean = try place(templates.referenceMean, model, "")
      if let place = try place(templates.reference, model, "") ?? mean {
        entries.append(try entry(place, "reference", model, nil))
      } else {
        missing.append("reference of \(model)")
      }
    }
    if try groundTruth() == nil { missing.append("ground truth") }
    return StoreSummary(models: models, datasets: datasets, entries: entries, missing: missing)
  }

  private func entry(
    _ place: Place, _ kind: String, _ model: String?, _ dataset: String?
  ) throws -> StoreEntry {
    let description = try HDF5Dataset(HDF5File(place.file), place.path).description
    let layout =
      switch description.layout {
      case .compact: "compact"
      case .contiguous: "contiguous"
      case .chunked(let shape): "chunks of \(shape)"
      }
    return StoreEntry(
      model: model, dataset: dataset, kind: kind, shape: description.shape,
      type: description.type.name, layout: layout, filters: description.filters.map(\.name),
      storedBytes: description.storageSize, file: place.file, path: place.path)
  }
}
