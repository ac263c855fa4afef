import Executors
import Testing

@Suite("Ranges of indices")
struct IndexRangesTests {
  @Test(
    "are written short, and read in every form that Slurm has",
    arguments: [
      ("0-9,12", "0-9,12"), ("3-9%3", "3-9"), ("0-8:4,2", "0,2,4,8"), ("7", "7"), ("", ""),
    ])
  func reading(text: String, written: String) throws {
    #expect(try #require(IndexRanges(text)).description == written)
  }

  @Test("what Slurm has cut off is not taken for the whole", arguments: ["0-3,...", "a", "5-2"])
  func cut(text: String) { #expect(IndexRanges(text) == nil) }
}
