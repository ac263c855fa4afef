import Tabular
import Testing

struct CSVTests {
  @Test func quotesLineEndsAndByteOrderMark() throws {
    let text = "\u{FEFF}model,note\r\n\"a,b\",\"say \"\"hi\"\"\"\r\n\r\n c ,\"two\nlines\"\r\n"
    let table = try CSVTable(text: text, name: "x.csv")
    #expect(table.header == ["model", "note"])
    #expect(table.rows.map(\.fields) == [["a,b", "say \"hi\""], [" c ", "two\nlines"]])
    #expect(table.rows.map(\.line) == [2, 4])
    #expect(table.text(table.rows[1], 0) == "c")
  }

  @Test func semicolonsAndTabs() throws {
    #expect(try CSVTable(text: "a;b\n1;2,5\n", name: "x").rows[0].fields == ["1", "2,5"])
    #expect(try CSVTable(text: "a\tb\n1\t\n", name: "x").rows[0].fields == ["1", ""])
  }

  @Test(arguments: [
    ("", "x.csv: the file is empty; no header."),
    ("a,b\n1\n", "x.csv, line 2: 1 field, but the header has 2 (a,b)."),
    ("a,a\n1,2\n", "x.csv, line 1: column 'a' is in the header twice."),
    ("a,b\n1,\"2\n3,4\n", "x.csv, line 2: a quote is opened here and never closed."),
  ])
  func mistakesAreNamed(text: String, sentence: String) {
    #expect(throws: CSVError(sentence)) { try CSVTable(text: text, name: "x.csv") }
  }

  @Test func whatIsWrittenReadsBack() throws {
    var writer = CSVWriter()
    writer.write(["model", "value"])
    writer.write(["a \"b\", c\n", CSVWriter.number(0.1 + 0.2)])
    let table = try CSVTable(text: writer.text, name: "x")
    #expect(table.rows[0].fields[0] == "a \"b\", c\n")
    #expect(try table.number(table.rows[0], 1) == 0.1 + 0.2)
    #expect(CSVWriter.number(.nan).isEmpty && CSVWriter.number(3) == "3")
  }
}
