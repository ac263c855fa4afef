/// Where a table stands in a paper of two columns, and how large it is set.
struct LaTeXPlace: Equatable {
  enum Width: Equatable {
    case column, page
    /// Turned by a quarter, on a page of its own.
    case sideways

    /// Of the papers of CVPR, ICCV and NeurIPS; sideways their height.
    var points: Double {
      switch self {
      case .column: 236
      case .page: 496
      case .sideways: 640
      }
    }
  }

  enum Size: String, CaseIterable {
    case small, footnotesize, scriptsize

    var points: Double {
      switch self {
      case .small: 9
      case .footnotesize: 8
      case .scriptsize: 7
      }
    }
  }

  let width: Width
  let size: Size
  /// Rows and columns change places.
  var isTurned = false

  /// The first that holds a table whose columns are `widths` wide at 10 points: a column, the width of
  /// a page, the same with rows and columns exchanged, a page sideways. Nothing is ever smaller
  /// than 7 points; nil where even that is too wide.
  ///
  /// - Parameter turned: the widths of the columns of the exchanged table.
  init?(_ widths: [Double], turned: [Double]) {
    let tries: [(Width, Bool)] = [
      (.column, false), (.page, false), (.page, true), (.sideways, false), (.sideways, true),
    ]
    for (width, isTurned) in tries {
      let size = Size.allCases.first {
        Self.natural(isTurned ? turned : widths, $0) <= width.points
      }
      guard let size else { continue }
      (self.width, self.size, self.isTurned) = (width, size, isTurned)
      return
    }
    return nil
  }

  init(_ width: Width, _ size: Size) {
    self.width = width
    self.size = size
  }

  /// Points between columns, on either side of each.
  static let columnGap = 3.0

  private static func natural(_ widths: [Double], _ size: Size) -> Double {
    widths.reduce(0) { $0 + $1 * size.points / 10 + 2 * columnGap }
  }
}
