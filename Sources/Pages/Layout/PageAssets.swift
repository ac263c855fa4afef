import Findings

/// The sheet, the script and the icon, which the program holds in itself.
enum PageAssets {
  /// Of pages and of the figures in them.
  static let sheet = EmbeddedText.page_css + ChartStyle.pageSheet
  static let script = EmbeddedText.page_js
  static let icon = """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><circle cx="6" cy="9" r="5" \
    fill="#0072b2"/><circle cx="11" cy="6" r="4" fill="#c24f00" fill-opacity=".8"/></svg>
    """
}
