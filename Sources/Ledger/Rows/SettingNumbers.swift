import GRDB

/// The numbers of an experiment's settings, by which people name them: 1, 2, ... in the order in which
/// they were first asked for. A setting keeps its number.
struct SettingNumbers {
  private let experiment: Int64
  private var numbers: [Int64: Int] = [:]

  /// Another process may have numbered it since.
  private static let insertion = """
    INSERT INTO settings(experiment, key, setting)
    VALUES (?, ?, 1 + (SELECT ifnull(max(setting), 0) FROM settings WHERE experiment = ?))
    ON CONFLICT (experiment, key) DO UPDATE SET setting = setting RETURNING setting
    """

  init(experiment: Int64, _ db: Database) throws {
    self.experiment = experiment
    try db.forEachRow("SELECT key, setting FROM settings WHERE experiment = ?", [experiment]) {
      numbers[try $0.integer(0)] = Int(try $0.integer(1))
    }
  }

  mutating func number(of specification: RunSpecification, _ db: Database) throws -> Int {
    let key = specification.settingKey
    if let known = numbers[key] { return known }
    let statement = try BoundStatement(db, Self.insertion)
    statement.bind(experiment)
    statement.bind(key)
    statement.bind(experiment)
    guard let number = try statement.run() else {
      throw DamagedRecord("a setting got no number")
    }
    numbers[key] = Int(number)
    return Int(number)
  }
}
