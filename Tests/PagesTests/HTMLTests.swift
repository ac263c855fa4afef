import Pages
import Testing

struct HTMLTests {
  @Test(
    "Text is shown, never interpreted",
    arguments: [
      ("<img src=x onerror=alert(1)>", "&lt;img src=x onerror=alert(1)&gt;"),
      ("\" autofocus onfocus=\"x", "&quot; autofocus onfocus=&quot;x"),
      ("a & b", "a &amp; b"), ("\u{1B}[31m", "\u{FFFD}[31m"),
    ])
  func textIsEscaped(text: String, expected: String) {
    let html: HTML = "<p title=\"\(text)\">\(text)</p>"
    #expect(html.markup == "<p title=\"\(expected)\">\(expected)</p>")
  }

  @Test("A piece of a page inside another is taken as it is")
  func nestedPieces() {
    let inner: HTML = "<b>\("<")</b>"
    let outer: HTML = "<p>\(inner)\([inner, inner])</p>"
    #expect(outer.markup == "<p><b>&lt;</b><b>&lt;</b><b>&lt;</b></p>")
  }
}
