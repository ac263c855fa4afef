/// The weighted tau that the PED repository's README reports: tau_ped_readme.csv .
package enum PublishedTau {
  /// Method ("+ PED" where the README says "+Ours") and tau by dataset in lower case, in the order
  /// of the file.
  package static let rows: [(method: String, values: [String: Double])] = {
    var rows: [(method: String, values: [String: Double])] = []
    for line in EmbeddedText.tau_ped_readme_csv.split(whereSeparator: \.isNewline).dropFirst() {
      let fields = line.split(separator: ",").map(String.init)
      let method =
        fields[0].hasSuffix("+Ours") ? fields[0].dropLast(5) + " + PED" : fields[0]
      let dataset = fields[1] == "VOC" ? "voc2007" : fields[1].lowercased()
      if rows.last?.method != method { rows.append((method, [:])) }
      rows[rows.count - 1].values[dataset] = Double(fields[2])
    }
    return rows
  }()
}
