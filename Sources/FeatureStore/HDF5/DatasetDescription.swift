/// Shape, type and storage of a dataset.
package struct DatasetDescription: Sendable, Equatable {
  /// How HDF5 stores a dataset.
  package enum Layout: Sendable, Equatable {
    case compact
    /// `offset` is nil where the bytes are not in this file at one place.
    case contiguous(offset: UInt64?)
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

  /// A step between the numbers and the bytes of a chunk.
  package struct Filter: Sendable, Equatable {
    /// As the HDF Group registers filters.
    package let identifier: Int
    /// As the file names it, or the number.
    package let name: String
  }

  /// The file in which the dataset lies: links that lead to other files have been followed.
  package let file: String
  /// Inside the file.
  package let path: String
  /// The extents, slowest first.
  package let shape: [Int]
  /// The type of an element.
  package let type: ElementType
  /// How it is stored.
  package let layout: Layout
  /// In the order in which they were applied.
  package let filters: [Filter]
  /// Bytes in the file.
  package let storageSize: Int

  /// Whether all its bytes lie in ``file``.
  package var isSelfContained: Bool { layout != .virtual && layout != .external }
  /// The first extent; 1 for a scalar.
  package var rows: Int { shape.first ?? 1 }
  /// "FILE, dataset PATH", for messages.
  package var place: String { "\(file), dataset \(path)" }

  /// How many elements the dataset has; nil if that does not fit into an integer.
  var elementCount: Int? { Self.product(shape) }

  /// nil on overflow.
  static func product(_ factors: [Int]) -> Int? {
    factors.reduce(1 as Int?) { product, factor in
      guard let product else { return nil }
      let (result, isTooLarge) = product.multipliedReportingOverflow(by: factor)
      return isTooLarge ? nil : result
    }
  }
}
