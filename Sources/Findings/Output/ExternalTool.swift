import Programs

/// A program of somebody else's that does one step of an export.
package struct ExternalTool: Sendable {
  /// The program, as it is searched for.
  package let name: String
  /// How to get it, for the message where it is missing.
  package let remedy: String

  /// DuckDB's command line, which writes Parquet.
  package static let duckDB = ExternalTool(
    name: "duckdb",
    remedy: "DuckDB's command line writes Parquet: https://duckdb.org/install, or pip install "
      + "duckdb-cli. CSV needs no other program: pedlab export csv")
  /// librsvg's command line, which makes PNG files of SVG.
  package static let rsvgConvert = ExternalTool(
    name: "rsvg-convert",
    remedy: "it makes PNG of SVG: apt-get install librsvg2-bin, or brew install librsvg")

  /// Runs it, and waits for its end.
  ///
  /// - Throws: ``ExportError/tool(name:reason:)`` if it is not there or fails, with what it said.
  package func run(_ arguments: [String]) throws {
    let outcome: ExternalProgram.Outcome
    do {
      outcome = try ExternalProgram(name).run(arguments)
    } catch {
      throw ExportError.tool(name: name, reason: "it could not be started; \(remedy)")
    }
    guard !outcome.isMissing else {
      throw ExportError.tool(name: name, reason: "there is no such program on the PATH; \(remedy)")
    }
    guard outcome.status == 0 else {
      let first = outcome.complaints.first ?? "it said nothing"
      throw ExportError.tool(
        name: name, reason: "it ended with status \(outcome.status): \(first)")
    }
  }
}
