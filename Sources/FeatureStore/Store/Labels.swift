package import LinearAlgebra

/// The labels of a dataset.
package struct Labels: Sendable, Equatable {
  /// [N], 0..<C in the order of the sorted label values. Empty if the labels are `targets`.
  package let classes: [Int]
  /// [C], the label values as stored, ascending.
  package let values: [Int]
  /// [C], from the attribute class_names if it fits: one name per class, or one per label value.
  package let names: [String]?
  /// N x K: targets of regression and multi-label tasks (labels stored as floats).
  package let targets: Matrix?
  /// SHA-256 of the values, hexadecimal.
  package let digest: String

  /// C
  package var classCount: Int { values.count }
  /// N
  package var count: Int { targets?.rows ?? classes.count }

  init(file: HDF5File, path: String) throws {
    let dataset = try HDF5Dataset(file, path)
    let description = dataset.description
    switch description.type {
    case .integer: break
    case .float where [1, 2].contains(description.shape.count):
      self.init(
        targets: Matrix(
          rows: description.rows, columns: description.columns, elements: try dataset.doubles()))
      return
    default:
      throw StoreError(
        "\(description.place) holds \(description.type.name) of shape \(description.shape); labels"
          + " are integers [N], or floats [N, K] for regression and multi-label tasks.")
    }
    guard description.shape.count == 1 else {
      throw StoreError(
        "\(description.place) has shape \(description.shape); integer labels are [N], one class per"
          + " sample.")
    }
    self.init(
      stored: try dataset.integers(), names: file.strings(of: path, attribute: "class_names"))
  }

  package init(stored: [Int], names: [String]? = nil) {
    let values = Set(stored).sorted()
    let index = Dictionary(uniqueKeysWithValues: values.enumerated().map { ($1, $0) })
    self.classes = stored.map { index[$0] ?? 0 }
    self.values = values
    self.names = Self.names(names, for: values)
    targets = nil
    digest = ContentDigest.root(
      type: .integer(bytes: 8, signed: true, bigEndian: false), shape: [stored.count],
      leaves: [stored.withUnsafeBytes { ContentDigest.leaf($0) }])
  }

  private init(targets: Matrix) {
    (classes, values, names) = ([], [], nil)
    self.targets = targets
    digest = ContentDigest.root(
      type: .float(bytes: 8, bigEndian: false), shape: [targets.rows, targets.columns],
      leaves: [targets.elements.withUnsafeBytes { ContentDigest.leaf($0) }])
  }

  private static func names(_ names: [String]?, for values: [Int]) -> [String]? {
    guard let names, let last = values.last, let first = values.first else { return nil }
    if names.count == values.count { return names }
    return first >= 0 && last < names.count ? values.map { names[$0] } : nil
  }
}
