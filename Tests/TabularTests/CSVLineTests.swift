import Tabular
import Testing

/// The fields of options that take several names.
@Suite struct CSVLineTests {
  @Test(arguments: [
    ("a", ["a"]), ("a, b ,c", ["a", "b", "c"]), ("\"a,b\",c", ["a,b", "c"]),
    (" \"a, b\" , c", ["a, b", "c"]), ("\"say \"\"x\"\"\"", ["say \"x\""]), ("a\"b", ["a\"b"]),
    ("a,,b", ["a", "", "b"]), ("a,", ["a", ""]), ("", [""]), ("\"\"", [""]),
  ])
  func fieldsAreThoseOfCSV(line: String, fields: [String]) {
    #expect(CSVLine.fields(line) == fields)
  }

  @Test(arguments: ["\"a", "\"a\"b", "x,\"a"])
  func quotesAreClosed(line: String) {
    #expect(CSVLine.fields(line) == nil)
  }

  @Test(arguments: ["a", "a,b", "say \"x\"", "a \"b\", c"])
  func whatIsQuotedReadsBack(name: String) {
    #expect(CSVLine.fields(CSVWriter.quoted(name)) == [name])
  }
}
