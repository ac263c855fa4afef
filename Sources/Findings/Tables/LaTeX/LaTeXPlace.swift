/// Where a table stands in a paper, and how large it is set.
struct LaTeXPlace: Equatable {
  enum Width: Equatable {
    case column, page
    /// Turned by a quarter, on a page of its own.
    case sideways

    /// nil where the document has no such place.
    func points(_ page: LaTeXPage) -> Double? {
      switch self {
      case .column: page.column
      case .page: page.text
      case .sideways: page.height
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

    /// How wide text is against 10 points: the small sizes of Computer Modern are drawn wider.
    var scale: Double {
      switch self {
      case .small: 0.925
      case .footnotesize: 0.85
      case .scriptsize: 0.8
      }
    }
  }

  let width: Width
  let size: Size
  /// Rows and columns change places.
  var isTurned = false

  /// The first that holds a table: a column, the width of a page, the same with rows and columns
  /// exchanged, a page sideways. Nothing is ever smaller than 7 points; nil where even that is too wide.
  ///
  /// A page sideways holds only what is no higher than the text is wide.
  ///
  /// - Parameters:
  ///   - table: as it is.
  ///   - turned: rows and columns exchanged.
  init?(_ table: LaTeXExtent, turned: LaTeXExtent, page: LaTeXPage) {
    let tries: [(Width, Bool)] = [
      (.column, false), (.page, false), (.page, true), (.sideways, false), (.sideways, true),
    ]
    for (width, isTurned) in tries {
      guard let room = width.points(page) else { continue }
      let size = Size.allCases.first { size in
        let extent = isTurned ? turned : table
        return extent.width(size) <= room
          && (width != .sideways || extent.height(size, width: room) <= page.text)
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
}
