import Findings
import Transferability
import Wording

/// Which pairs of classes the potential energy is of, before the motion and after it.
struct PairEnergyTable {
  let path: MotionPath
  let forceConstant: Double

  /// As many as one reads; the rest is summed up.
  private static let most = 10

  var html: HTML {
    let pairs = path.pairEnergies(forceConstant: forceConstant)
    guard !pairs.isEmpty else { return "<p>No two balls overlap.</p>" }
    let (before, after) = (
      pairs.reduce(0) { $0 + $1.before }, pairs.reduce(0) { $0 + $1.after }
    )
    var rows = pairs.prefix(Self.most).map { pair in
      row("classes \(pair.second) and \(pair.first)", pair.before, pair.after, before)
    }
    let rest = pairs.dropFirst(Self.most)
    if !rest.isEmpty {
      rows.append(
        row(
          "the other \(counted(rest.count, "pair"))", rest.reduce(0) { $0 + $1.before },
          rest.reduce(0) { $0 + $1.after }, before))
    }
    rows.append(row("all", before, after, before))
    return PageTable(
      caption: "Potential energy by pair of classes, largest first",
      header: ["pair", "before", "share", "after"], rows: Array(rows)
    ).html
  }

  private func row(
    _ name: String, _ before: Double, _ after: Double, _ all: Double
  ) -> [PageTable.Cell] {
    let share = all > 0 ? Typeset.fixed(100 * before / all, 1) + " %" : "–"
    return [
      .text(name), .rounded(before, Typeset.tick(before)), .number(share),
      .rounded(after, Typeset.tick(after)),
    ]
  }
}
