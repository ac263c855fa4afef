/// Text to be copied as it is.
enum SourceText {
  static func html(_ text: String, _ label: String) -> HTML {
    """
    <pre tabindex="0" role="region" aria-label="\(label)"><code>\(text)</code></pre>
    <p><button type="button" data-copy="\(text)" aria-label="Copy: \(label)" hidden>Copy</button></p>
    """
  }
}
