import Findings
import Transferability

/// How far apart the balls are before and after the motion: distance over sum of radii.
struct GapHistogram {
  let path: MotionPath
  private static let bins = 16

  var html: HTML {
    let all = path.gapsBefore + path.gapsAfter
    guard let largest = all.max(), largest > 0 else { return "<p>No two balls have a radius.</p>" }
    let top = max(largest, 1)
    let (before, after) = (counts(path.gapsBefore, top), counts(path.gapsAfter, top))
    let most = max(1, (before + after).max() ?? 1)
    let rows = (0..<Self.bins).map { bin -> [PageTable.Cell] in
      let low = top * Double(bin) / Double(Self.bins)
      return [
        .text("from \(Typeset.fixed(low, 2))"), bar(before[bin], most), bar(after[bin], most),
      ]
    }
    let overlapping = { (gaps: [Double]) in gaps.count { $0 < 1 } }
    return PageTable(
      caption: "Pairs of classes by distance / sum of radii: below 1 they overlap ("
        + "\(overlapping(path.gapsBefore)) of \(path.gapsBefore.count) before, "
        + "\(overlapping(path.gapsAfter)) after)",
      header: ["distance / sum of radii", "before", "after"], rows: rows
    ).html
  }

  private func counts(_ gaps: [Double], _ top: Double) -> [Int] {
    var counts = [Int](repeating: 0, count: Self.bins)
    for gap in gaps { counts[min(Self.bins - 1, Int(gap / top * Double(Self.bins)))] += 1 }
    return counts
  }

  private func bar(_ count: Int, _ most: Int) -> PageTable.Cell {
    PageTable.Cell(
      content: "<meter min=\"0\" max=\"\(most)\" value=\"\(count)\">\(count)</meter> \(count)",
      isNumber: true)
  }
}
