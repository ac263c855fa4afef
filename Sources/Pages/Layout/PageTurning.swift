import Wording

/// A long list a page at a time: where it begins, and the links to what is before and after.
struct PageTurning {
  /// The place of the first, from 0.
  let from: Int
  private let state: PageState
  private let size: Int
  private let total: Int

  /// - Throws: ``PageError`` for a place that is none.
  init(_ state: PageState, size: Int, total: Int) throws {
    self.state = state
    self.size = size
    self.total = total
    from = try Self.place(state)
  }

  /// Where the address begins; 0 where it does not say.
  static func place(_ state: PageState) throws -> Int {
    let text = state[.from]
    guard !text.isEmpty else { return 0 }
    guard let from = Int(text), from >= 0 else {
      throw PageError.badRequest("from=\(text): give a whole number from 0.")
    }
    return from
  }

  /// "51 to 100 of 1,200 runs of 17,288": nothing partial is shown as the whole.
  ///
  /// - Parameter whole: how many there are without a filter; nil without one.
  func extent(_ noun: String, of whole: Int? = nil) -> String {
    let all = whole.flatMap { $0 == total ? nil : $0 }
    let of = all.map { "\(total) of \(counted($0, noun))" } ?? counted(total, noun)
    let last = min(from + size, total)
    return from < last ? "\(from + 1) to \(last) of \(of)." : "None of \(of)."
  }

  var links: HTML {
    var links: [HTML] = []
    if from > 0 {
      let back = state.with { $0[.from] = from > size ? String(from - size) : "" }
      links.append("<a href=\"\(back.address)\" rel=\"prev\">Previous</a>")
    }
    if from + size < total {
      let next = state.with { $0[.from] = String(from + size) }
      links.append("<a href=\"\(next.address)\" rel=\"next\">Next</a>")
    }
    return links.joined()
  }
}
