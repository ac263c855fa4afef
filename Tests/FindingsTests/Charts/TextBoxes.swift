import Findings
import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// The boxes of all texts of a figure, by the metrics of the font that tests have everywhere.
final class TextBoxes: NSObject, XMLParserDelegate {
  struct Box {
    var text = ""
    let x: Double
    let y: Double
    let anchor: String
    let size: Double
    let isBold: Bool
    let isTurned: Bool

    var frame: (left: Double, top: Double, right: Double, bottom: Double) {
      let width = FontMetrics.width(text, size: size, isBold: isBold)
      let before = anchor == "end" ? width : anchor == "middle" ? width / 2 : 0
      // Of DejaVu Sans, letters reach from 0.76 em above the line to 0.24 em below it.
      let (above, below) = (0.76 * size, 0.24 * size)
      return isTurned
        ? (x - above, y - (width - before), x + below, y + before)
        : (x - before, y - above, x - before + width, y + below)
    }
  }

  private(set) var boxes: [Box] = []
  private(set) var width = 0.0
  private(set) var height = 0.0
  private var current: Box?
  private var isTip = false

  init(_ svg: String) {
    super.init()
    let parser = XMLParser(data: Data(svg.utf8))
    parser.delegate = self
    _ = parser.parse()
  }

  /// What is wrong, in sentences: texts that leave the canvas, and pairs that cover each other.
  var faults: [String] {
    let room = 0.5
    let clipped = boxes.filter { box in
      let frame = box.frame
      return frame.left < -room || frame.top < -room || frame.right > width + room
        || frame.bottom > height + room
    }.map { "'\($0.text)' leaves the canvas" }
    var covered: [String] = []
    for (index, first) in boxes.enumerated() {
      for second in boxes[(index + 1)...] where Self.cover(first.frame, second.frame) {
        covered.append("'\(first.text)' and '\(second.text)' cover each other")
      }
    }
    return clipped + covered
  }

  private static func cover(
    _ a: (left: Double, top: Double, right: Double, bottom: Double),
    _ b: (left: Double, top: Double, right: Double, bottom: Double)
  ) -> Bool {
    min(a.right, b.right) - max(a.left, b.left) > 1
      && min(a.bottom, b.bottom) - max(a.top, b.top) > 1.5
  }

  func parser(
    _: XMLParser, didStartElement name: String, namespaceURI _: String?, qualifiedName _: String?,
    attributes: [String: String]
  ) {
    switch name {
    case "svg":
      let box = (attributes["viewBox"] ?? "").split(separator: " ").compactMap { Double($0) }
      if box.count == 4 { (width, height) = (box[2], box[3]) }
    case "text": current = Self.box(attributes)
    case "title": isTip = true
    default: break
    }
  }

  private static func box(_ attributes: [String: String]) -> Box {
    let style = attributes["class"] ?? ""
    let sizes = ["pl-head": 14.0, "pl-small": 11, "pl-value": 11]
    return Box(
      x: Double(attributes["x"] ?? "") ?? 0, y: Double(attributes["y"] ?? "") ?? 0,
      anchor: attributes["text-anchor"] ?? "start", size: sizes[style] ?? 12,
      isBold: style == "pl-head" || style == "pl-strong",
      isTurned: attributes["transform"] != nil)
  }

  func parser(_: XMLParser, foundCharacters string: String) {
    if !isTip { current?.text += string }
  }

  func parser(
    _: XMLParser, didEndElement name: String, namespaceURI _: String?, qualifiedName _: String?
  ) {
    if name == "title" { isTip = false }
    if name == "text", let box = current {
      boxes.append(box)
      current = nil
    }
  }
}
