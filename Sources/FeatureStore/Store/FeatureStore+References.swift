package import FeatureStatistics
internal import LinearAlgebra

extension FeatureStore {
  /// Mean and population standard deviation of the features on the source data, in float64, from
  /// the features or else as stored; nil if the store has neither.
  package func reference(model: String) throws -> ReferenceStatistics? {
    try reducedReference(model: model)?.statistics
  }

  /// ``reference(model:)`` with the content digest of what it was computed from.
  ///
  /// - Throws: ``StoreError`` also if a model's files hold references that differ.
  package func reducedReference(
    model: String, cache: StatisticsCache? = nil, workers: Int = 2
  ) throws -> ReducedReference? {
    let found = try referencePlaces(model).map { place in
      (place, try reducedReference(at: place, cache: cache, workers: workers))
    }
    guard let first = found.first else { return try storedReference(model: model) }
    for other in found.dropFirst() where other.1.digest != first.1.digest {
      throw StoreError(
        "The references of the model \"\(model)\" in \(first.0.file) and in \(other.0.file) differ"
          + " (\(first.0.path)). A model has one; keep it in a file of its own and give it in the"
          + " template: reference: FILE.h5:/PATH.")
    }
    try refuseOther(than: first.1.statistics, at: first.0, model: model)
    return first.1
  }

  /// Refuses a mean and a standard deviation beside features that are not theirs: one of the two would
  /// be taken, and it is unknown which is meant.
  private func refuseOther(
    than own: ReferenceStatistics, at place: ObjectPlace, model: String
  ) throws {
    guard let mean = try places(templates.referenceMean, model).first,
      let deviation = try places(templates.referenceStandardDeviation, model).first
    else { return }
    let (means, deviations) = (
      try complete(mean).unpackedDoubles(), try complete(deviation).unpackedDoubles()
    )
    // Rounded to float16, or with n - 1 of a few rows, they are the same all the same.
    let isSame =
      means.count == own.mean.count && deviations.count == own.mean.count
      && means.indices.allSatisfy { index in
        let size = own.standardDeviation[index]
        return abs(means[index] - own.mean[index]) <= 0.05 * size + 0.001 * abs(own.mean[index])
          && abs(deviations[index] - size) <= 0.05 * size + 1e-6
      }
    guard !isSame else { return }
    throw StoreError(
      "\(mean.file): \(mean.path) and \(deviation.path) are not the mean and standard deviation of"
        + " \(place.path). Remove what is not the reference of \(model).")
  }

  /// The places of a model's reference, in all of its files.
  func referencePlaces(_ model: String) throws -> [ObjectPlace] {
    try places(templates.reference, model)
  }

  func places(_ part: TemplatePart?, _ model: String) throws -> [ObjectPlace] {
    guard let part, let found = catalogue.features[model] else { return [] }
    var places: [ObjectPlace] = []
    for (_, features) in found.sorted(by: { $0.key < $1.key }) {
      if let place = try place(part, features), !places.contains(place) { places.append(place) }
    }
    return places
  }

  private func reducedReference(
    at place: ObjectPlace, cache: StatisticsCache?, workers: Int
  ) throws -> ReducedReference {
    let source = try FeatureMatrix(place, files, options)
    guard source.rows > 0 else {
      throw StoreError(
        "\(source.description.place): the reference has 0 rows. It takes the features on the source"
          + " data.")
    }
    guard source.rows > 1 else {
      throw StoreError(
        "\(source.description.place): the reference has 1 row, whose dimensions have no standard"
          + " deviation to divide by. It takes the features on the source data, or rescale: target."
      )
    }
    return try source.referenceStatistics(cache: cache, workers: workers)
  }

  private func storedReference(model: String) throws -> ReducedReference? {
    let means = try places(templates.referenceMean, model)
    let deviations = try places(templates.referenceStandardDeviation, model)
    guard let mean = means.first, let deviation = deviations.first else {
      guard let only = (means + deviations).first else { return nil }
      throw StoreError(
        "\(only.file): of the reference of \(model) there is \(only.path), but no"
          + " \(means.isEmpty ? "mean (reference_mean)" : "standard deviation (reference_std)");"
          + " both are needed, or the features on the source data (reference).")
    }
    let values = try [mean, deviation].map { try complete($0).unpackedDoubles() }
    for (places, first) in [(means, values[0]), (deviations, values[1])] {
      for other in places.dropFirst() where try complete(other).unpackedDoubles() != first {
        throw StoreError(
          "The references of the model \"\(model)\" in \(places[0].file) and in \(other.file) differ"
            + " (\(other.path)). A model has one; keep it in a file of its own and give it in the"
            + " template.")
      }
    }
    guard values[0].count == values[1].count else {
      throw StoreError(
        "\(mean.file): \(mean.path) has \(values[0].count) values and \(deviation.path)"
          + " \(values[1].count); both are [D].")
    }
    try Self.checkReference(mean: values[0], mean)
    try Self.checkReference(deviation: values[1], deviation)
    let digest = ContentDigest.root(
      type: .float(bytes: 8, bigEndian: false), shape: [2, values[0].count],
      leaves: values.map { $0.withUnsafeBytes { ContentDigest.leaf($0) } })
    return ReducedReference(
      statistics: ReferenceStatistics(mean: values[0], standardDeviation: values[1]),
      digest: digest, rows: nil)
  }

  private static func checkReference(mean values: [Double], _ place: ObjectPlace) throws {
    guard let index = values.firstIndex(where: { !$0.isFinite }) else { return }
    throw StoreError(
      "\(place.file), dataset \(place.path): value \(index) of the reference's mean is"
        + " \(values[index]); it must be finite.")
  }

  private static func checkReference(deviation values: [Double], _ place: ObjectPlace) throws {
    if values.allSatisfy({ $0 == 0 }) {
      throw StoreError(
        "\(place.file), dataset \(place.path): all values of the reference's standard deviation are 0;"
          + " dimensions are divided by it. Choose rescale: none if nothing is to be divided.")
    }
    guard let index = values.firstIndex(where: { !$0.isFinite || $0 < 0 }) else { return }
    throw StoreError(
      "\(place.file), dataset \(place.path): value \(index) of the reference's standard deviation is"
        + " \(values[index]); it must be finite and not negative.")
  }
}

extension FeatureStore {
  /// How to give a model a reference, as the end of a sentence.
  package func referenceRemedy(model: String) -> String {
    switch location {
    case .file: "add /models/\(model)/reference (features on the source data)"
    case .templates(let templates):
      templates.reference.map {
        "the template reference: \"\($0)\" leads to nothing for it (features on the source data)"
      } ?? "give the template reference: PATH, or FILE.h5:/PATH (features on the source data)"
    }
  }
}

extension FeatureMatrix {
  /// Statistics over all rows as one class, without scatter.
  func referenceStatistics(
    cache: StatisticsCache? = nil, workers: Int = 2
  ) throws -> ReducedReference {
    let classes = [Int](repeating: 0, count: rows)
    let reduced =
      try cache?.reduced(
        self, .init(classes: classes, classCount: 1, scatter: false, name: "one class"),
        workers: workers)
      ?? reduced(classes: classes, classCount: 1, scatter: false, workers: workers)
    return ReducedReference(
      statistics: ReferenceStatistics(
        mean: reduced.moments.means.elements,
        standardDeviation: reduced.moments.variances.elements.map { $0.squareRoot() }),
      digest: reduced.digest, rows: reduced.rows)
  }
}
