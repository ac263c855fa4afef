import Testing
import Wording

@Suite("Commands to paste") struct ShellTextTests {
  @Test(
    "A word is quoted where the shell would make something else of it",
    arguments: [
      ("hub.h5", "hub.h5"), ("a b", "'a b'"), ("feats/{model}.h5", "'feats/{model}.h5'"),
      ("", "''"),
      ("it's", "'it'\\''s'"), ("$HOME", "'$HOME'"), ("*", "'*'"), ("labels.h5:/y", "labels.h5:/y"),
    ])
  func quoted(word: String, text: String) { #expect(ShellText.quoted(word) == text) }

  @Test("A line is its words with blanks between them") func line() {
    #expect(ShellText.line(["pedlab", "init", "my hub.h5"]) == "pedlab init 'my hub.h5'")
  }
}
