/// How far something is, as a line of a terminal and as a line of a log.
package struct ProgressText: Sendable, Equatable {
  /// What is counted.
  package enum Unit: Sendable, Equatable {
    /// Things that are counted: their plural.
    case items(String)
    case bytes
  }

  /// What is done, in units.
  package var done: Int
  /// All, in units; 0: not known yet.
  package var total: Int
  /// What is counted.
  package var unit: Unit
  /// Units a second; nil: not known yet.
  package var rate: Double?
  /// Seconds; nil: not known yet.
  package var left: Double?
  /// What it is at.
  package var detail: String?

  package init(
    done: Int, total: Int, unit: Unit, rate: Double? = nil, left: Double? = nil,
    detail: String? = nil
  ) {
    (self.done, self.total, self.unit) = (done, total, unit)
    (self.rate, self.left, self.detail) = (rate, left, detail)
  }

  /// From 0 to 1.
  package var share: Double { total == 0 ? 0 : min(1, Double(done) / Double(total)) }

  /// "40 %": rounded down, so that 100 % is the end.
  private var percent: String { "\(Int(100 * share)) %" }

  /// As much of it as there is room for: what matters most comes first, and nothing is wider.
  ///
  /// - Parameter width: columns of the terminal.
  package func line(width: Int) -> String {
    let short = total == 0 ? [] : [percent]
    let time = left.map { ["\(Quantity.duration($0)) left"] } ?? []
    let speed = rate.map { [rateText($0)] } ?? []
    let place = detail.map { [$0] } ?? []
    let counts = total == 0 ? [] : ["\(percent) \(count)"]
    let forms: [(bar: Int, parts: [String])] = [
      (30, counts + speed + time + place), (10, counts + speed + time + place),
      (10, counts + time + place), (10, counts + speed + time), (10, counts + time),
      (0, short + time), (0, short),
    ]
    for (bar, parts) in forms {
      let text = (bar == 0 || total == 0 ? "" : self.bar(bar) + " ") + parts.joined(separator: ", ")
      // The last column stays free: some terminals begin a new line after it.
      if text.count < width { return text }
    }
    return ""
  }

  /// "40 % (120 of 300 evaluations), 12/s, 15 s left; digits8".
  package var sentence: String {
    guard total > 0 else { return detail ?? "" }
    var parts = ["\(percent) (\(count))"]
    if let rate { parts.append(rateText(rate)) }
    if let left { parts.append("\(Quantity.duration(left)) left") }
    return parts.joined(separator: ", ") + (detail.map { "; \($0)" } ?? "")
  }

  private var count: String {
    switch unit {
    case .items(let plural): "\(done) of \(total) \(plural)"
    case .bytes: "\(Quantity.size(done)) of \(Quantity.size(total))"
    }
  }

  private func rateText(_ rate: Double) -> String {
    switch unit {
    case .items: "\(rate >= 10 ? "\(Int(rate.rounded()))" : "\((rate * 10).rounded() / 10)")/s"
    case .bytes: "\(Quantity.size(Int(rate)))/s"
    }
  }

  private func bar(_ width: Int) -> String { Self.bar(share, width: width) }

  /// - Parameter share: from 0 to 1.
  package static func bar(_ share: Double, width: Int) -> String {
    let filled = Int(share * Double(width))
    return String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
  }
}
