import FeatureStatistics
import FeatureStore
import Foundation
import LinearAlgebra
import TestSupport

extension TemporaryFolder {
  /// A store of one model and one dataset with these numbers (float64, by the import of .npy).
  func store(_ matrix: Matrix, labels: [Int]) throws -> FeatureStore {
    let source = file("npy")
    try FileManager.default.createDirectory(atPath: source, withIntermediateDirectories: true)
    try write(matrix.elements, "<f8", [matrix.rows, matrix.columns], "\(source)/m_d_feature.npy")
    try write(labels.map { Int64($0) }, "<i8", [labels.count], "\(source)/m_d_label.npy")
    _ = try NumPyImport(folder: source, output: file("store.h5")).run()
    return try FeatureStore(.file(file("store.h5")))
  }

  private func write<Value: BitwiseCopyable>(
    _ values: [Value], _ type: String, _ shape: [Int], _ path: String
  ) throws {
    let extent = shape.map { "\($0)," }.joined()
    var header = "{'descr': '\(type)', 'fortran_order': False, 'shape': (\(extent)), }"
    header += String(repeating: " ", count: 117 - header.utf8.count) + "\n"
    var data = Data([0x93] + Array("NUMPY".utf8) + [1, 0, 118, 0] + Array(header.utf8))
    values.withUnsafeBytes { data.append(contentsOf: $0) }
    try data.write(to: URL(fileURLWithPath: path))
  }
}

extension FeatureMatrix {
  /// All rows in memory.
  func matrix() throws -> Matrix {
    var elements: [Double] = []
    try forEachBlock { _, block in elements += block.elements }
    return Matrix(rows: rows, columns: columns, elements: elements)
  }
}

/// Class statistics by their definitions: the means first, then sums about them.
func directStatistics(_ matrix: Matrix, _ classes: [Int], _ classCount: Int) -> ClassStatistics {
  let (columns, values) = (matrix.columns, matrix.elements)
  var counts = [Int](repeating: 0, count: classCount)
  var means = [Double](repeating: 0, count: classCount * columns)
  for (row, label) in classes.enumerated() {
    counts[label] += 1
    for d in 0..<columns { means[label * columns + d] += values[row * columns + d] }
  }
  for index in means.indices where counts[index / columns] > 0 {
    means[index] /= Double(counts[index / columns])
  }
  var variances = [Double](repeating: 0, count: classCount * columns)
  var scatter = [Double](repeating: 0, count: columns * columns)
  for (row, label) in classes.enumerated() {
    let centred = (0..<columns).map { values[row * columns + $0] - means[label * columns + $0] }
    for a in 0..<columns {
      variances[label * columns + a] += centred[a] * centred[a] / Double(counts[label])
      for b in 0..<columns { scatter[a * columns + b] += centred[a] * centred[b] }
    }
  }
  return ClassStatistics(
    counts: counts, means: Matrix(rows: classCount, columns: columns, elements: means),
    variances: Matrix(rows: classCount, columns: columns, elements: variances),
    scatter: Matrix(rows: columns, columns: columns, elements: scatter))
}

/// The largest difference of the scatters, relative to the standard deviations; and that of the
/// means and variances, relative to 1 and to the value.
func difference(_ found: ClassStatistics, _ expected: ClassStatistics) -> Double {
  var largest = 0.0
  for (a, b) in zip(found.means.elements, expected.means.elements) {
    largest = max(largest, abs(a - b) / max(1, abs(b)))
  }
  for (a, b) in zip(found.variances.elements, expected.variances.elements) {
    largest = max(largest, abs(a - b) / max(1, abs(b)))
  }
  let diagonal = expected.scatter.diagonal.map { max($0, 1).squareRoot() }
  for i in diagonal.indices {
    for j in diagonal.indices {
      let scale = diagonal[i] * diagonal[j]
      largest = max(largest, abs(found.scatter[i, j] - expected.scatter[i, j]) / scale)
    }
  }
  return largest
}
