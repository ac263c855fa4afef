/// The weighted tau that the PED repository's README reports (lixiaotong97/PED, README.md), as it
/// stands there: a row per method, a column per dataset. A test compares with tau_ped_readme.csv.
enum PublishedTau {
  private static let pedReadme = """
    method,Aircraft,Caltech101,Cars,Cifar10,Cifar100,Flowers,VOC,Pets,Food,DTD
    NLEEP,-0.029,0.525,0.486,-0.044,0.276,0.534,-0.101,0.792,0.574,0.641
    PARC,-0.03,0.196,0.424,0.147,-0.136,0.622,0.618,0.496,0.359,0.447
    LogME,0.223,0.051,0.375,0.295,-0.008,0.604,0.158,0.684,0.57,0.627
    LogME+Ours,0.509,0.505,0.516,0.511,0.667,0.715,0.62,0.795,0.65,0.78
    SFDA,0.254,0.523,0.515,0.619,0.548,0.773,0.568,0.586,0.685,0.749
    SFDA+Ours,0.464,0.614,0.647,0.673,0.568,0.777,0.583,0.462,0.581,0.907
    GBC,0.048,-0.18,0.424,0.008,-0.249,0.532,-0.041,0.655,0.268,0.05
    GBC+Ours,0.462,0.285,0.547,0.017,0.359,0.768,-0.035,0.684,0.402,0.576
    """

  /// Method ("+ PED" where the README says "+Ours") and tau by dataset in lower case.
  static let rows: [(method: String, values: [String: Double])] = {
    let lines = pedReadme.split(separator: "\n").map { $0.split(separator: ",").map(String.init) }
    let names = lines[0].map { $0 == "VOC" ? "voc2007" : $0.lowercased() }
    return lines.dropFirst().map { fields in
      let values = zip(names, fields).dropFirst().compactMap { name, field in
        Double(field).map { (name, $0) }
      }
      let isOurs = fields[0].hasSuffix("+Ours")
      return (
        isOurs ? fields[0].dropLast(5) + " + PED" : fields[0],
        Dictionary(uniqueKeysWithValues: values)
      )
    }
  }()
}
