import Foundation
import TestSupport
import Testing

@Suite("pedlab query") struct QueryTests {
  @Test("The views have the columns of runs, and every score") func views() async throws {
    let hub = try await SmallHub(models: 3, stepSizes: [0.1, 0.25])
    #expect(await hub.swept().status == 0)
    let runs = await hub(
      "query", "--csv", "--sql", "SELECT step_size, models FROM run_list ORDER BY step_size")
    #expect(runs.status == 0 && runs.output == "step_size,models\n0.1,3\n0.25,3\n", "\(runs)")
    let scores = await hub("query", "--json", "--sql", "SELECT count(*) AS n FROM scores")
    let rows = try JSONDecoder().decode([[String: Int]].self, from: Data(scores.output.utf8))
    #expect(rows == [["n": 6]], "\(scores)")
    let table = await hub("query", "--sql", "SELECT 'a' AS x, NULL AS y")
    #expect(
      table.output.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
        == ["x  y", "-  -", "a"])
    let all = await hub("query", "--csv", "--sql", "SELECT * FROM run_list")
    let listed = await hub("runs", "--csv")
    #expect(all.output.split(separator: "\n").first == listed.output.split(separator: "\n").first)
  }

  @Test(
    "What does not only read is refused, and nothing is written",
    arguments: [
      "DELETE FROM runs", "UPDATE runs SET note = 'x'", "DROP TABLE runs", "SELECT 1; SELECT 2",
      "SELEC 1", "", "SELECT nothing FROM run_list", "ATTACH 'other.db' AS other", "VACUUM",
      "CREATE TEMP TABLE t AS SELECT 1",
    ])
  func refused(sql: String) async throws {
    let hub = try await SmallHub(models: 2)
    #expect(await hub.swept().status == 0)
    let before = try Data(contentsOf: URL(filePath: hub.ledger))
    let answer = await hub("query", "--sql", sql)
    #expect(answer.status == 2 && answer.output.isEmpty, "\(answer)")
    #expect(answer.messages.hasPrefix("pedlab: --sql: "), "\(answer.messages)")
    #expect(answer.messages.contains("Give one statement that reads"), "\(answer.messages)")
    #expect(try Data(contentsOf: URL(filePath: hub.ledger)) == before)
  }
}
