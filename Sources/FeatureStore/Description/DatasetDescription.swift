/// Shape, type and storage of a dataset.
package struct DatasetDescription: Sendable, Equatable, Codable {
  /// Where the bytes are.
  package enum Layout: Sendable, Equatable, Codable {
    /// In the header of the dataset.
    case compact
    /// `offset` is nil where the bytes are not in this file at one place.
    case contiguous(offset: UInt64?)
    /// In chunks of this shape, each under the filters.
    case chunked([Int])
    /// Put together from datasets of this or other files.
    case virtual
    /// In files that are not HDF5, which the dataset names.
    case external

    /// As `store inspect` shows it.
    package var name: String {
      switch self {
      case .compact: "compact"
      case .contiguous: "contiguous"
      case .chunked(let shape): "chunks of \(shape)"
      case .virtual: "virtual"
      case .external: "external files"
      }
    }
  }

  /// What chunks are compressed or checked by.
  package struct Filter: Sendable, Equatable, Codable {
    /// Its registered number.
    package let identifier: Int
    /// As the file names it.
    package let name: String
  }

  /// The file in which the dataset lies: links that lead to other files have been followed.
  package let file: String
  /// Inside the file.
  package let path: String
  /// The extents, slowest first.
  package let shape: [Int]
  /// How a number is stored.
  package let type: ElementType
  /// How it is stored.
  package let layout: Layout
  /// In the order in which they were applied.
  package let filters: [Filter]
  /// Bytes in the file.
  package let storageSize: Int
  /// The number that stands where nothing was written, if the file names one other than 0.
  package var fillValue: Double?

  /// Whether all its bytes lie in ``file``.
  package var isSelfContained: Bool { layout != .virtual && layout != .external }
  /// Length of the first axis; 1 for a scalar.
  package var rows: Int { shape.first ?? 1 }
  /// "FILE, dataset PATH", for messages.
  package var place: String { "\(file), dataset \(path)" }

  /// How many elements the dataset has; nil if that does not fit into an integer.
  var elementCount: Int? { Self.product(shape) }

  /// Bytes of a number as it is read: numbers that are not IEEE floats are converted to doubles.
  var numberBytes: Int { type.isFloat ? type.byteCount : 8 }

  /// Bytes of rows along an axis as they are read; nil on overflow, and where there are no such rows.
  func bytes(ofRows rows: Range<Int>, along axis: Int) -> Int? {
    guard shape.indices.contains(axis), rows.lowerBound >= 0, rows.upperBound <= shape[axis] else {
      return nil
    }
    var extent = shape
    extent[axis] = rows.count
    return Self.product(extent + [numberBytes])
  }

  /// nil on overflow.
  static func product(_ factors: [Int]) -> Int? {
    factors.reduce(1 as Int?) { product, factor in
      guard let product else { return nil }
      let (result, isTooLarge) = product.multipliedReportingOverflow(by: factor)
      return isTooLarge ? nil : result
    }
  }
}
