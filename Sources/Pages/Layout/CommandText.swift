/// The command that gives what a page shows.
enum CommandText {
  static func html(_ command: String) -> HTML {
    """
    <p class="command"><code>\(command)</code> \
    <button type="button" data-copy="\(command)" hidden>Copy</button></p>
    """
  }
}
