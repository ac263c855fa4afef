extension FeatureStore {
  /// Checks that models which share labels have their rows of the same images, where the store says of
  /// which image each row is: labels in one order are wrong for rows in another.
  ///
  /// - Throws: ``StoreError`` that names two models, the labels and the first row that differs.
  func checkRowOrder(_ holders: [String], on dataset: String) throws {
    guard templates.images != nil, !isOneFile || !catalogue.modelsWithImages.isEmpty else { return }
    var known: [ObjectPlace: (model: String, place: ObjectPlace)] = [:]
    for model in holders {
      guard let labels = try? labelPlace(model, dataset), let found = try? found(model, dataset),
        let place = try? imagePlace(found)
      else { continue }
      guard let first = known[labels] else {
        known[labels] = (model, place)
        continue
      }
      guard first.place != place, let row = try firstDifference(first.place, place) else {
        continue
      }
      throw StoreError(
        "\(location.description): on \"\(dataset)\" the rows of \(first.model) and of \(model) are of"
          + " other images (\(row) the first, by \(first.place.path) and \(place.path)), but both take the"
          + " labels at \(labels.path). Give each model labels in the order of its rows"
          + (isOneFile ? ": /models/\(model)/labels/\(dataset)." : "."))
    }
  }

  /// nil if both name the same images; what cannot be read is reported where it is read.
  private func firstDifference(_ first: ObjectPlace, _ second: ObjectPlace) throws -> String? {
    guard let a = try? imageNames(first), let b = try? imageNames(second) else { return nil }
    guard a.count == b.count else { return "\(a.count) and \(b.count) rows" }
    return zip(a, b).enumerated().first { $1.0 != $1.1 }.map { "row \($0.offset) is" }
  }

  private func imageNames(_ place: ObjectPlace) throws -> [String] {
    let labels = try LabelReader(complete(place), ReadingOptions(labelsAre: .classes)).labels()
    return labels.classes.map { labels.values[$0] }
  }
}
