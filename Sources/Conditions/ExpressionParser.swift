import Wording

/// Recursive descent over the tokens of an expression.
struct ExpressionParser {
  private let text: String
  private let columns: [String]
  private let times: Set<String>
  private let texts: Set<String>?
  private var tokens: [Token] = []
  private var position = 0
  private var depth = 0

  /// Deep enough for any sentence a person writes, shallow enough for the stack.
  private static let maximumDepth = 100

  init(text: String, columns: [String], times: Set<String>, texts: Set<String>?) {
    self.text = text
    self.columns = columns
    self.times = times
    self.texts = texts
  }

  mutating func parse() throws(ExpressionError) -> ExpressionNode {
    tokens = try Token.all(in: text)
    let root = try disjunction()
    guard current.kind == .end else { throw fail("expected \"and\", \"or\" or the end here") }
    return root
  }

  private var current: Token { tokens[position] }

  private func fail(_ message: String) -> ExpressionError {
    ExpressionError(text: text, offset: current.offset, message: message)
  }

  private mutating func take(_ word: String) -> Bool {
    guard current.isWord(word) else { return false }
    position += 1
    return true
  }

  private mutating func take(symbol: String) -> Bool {
    guard current.kind == .symbol(symbol) else { return false }
    position += 1
    return true
  }

  private mutating func disjunction() throws(ExpressionError) -> ExpressionNode {
    var terms = [try conjunction()]
    while take("or") { terms.append(try conjunction()) }
    return Self.balanced(terms[...], ExpressionNode.or)
  }

  private mutating func conjunction() throws(ExpressionError) -> ExpressionNode {
    var terms = [try negation()]
    while take("and") { terms.append(try negation()) }
    return Self.balanced(terms[...], ExpressionNode.and)
  }

  /// A tree as shallow as can be: a chain of many terms must not exhaust the stack of whoever walks
  /// through it, nor the depth that SQLite allows.
  private static func balanced(
    _ terms: ArraySlice<ExpressionNode>,
    _ join: (ExpressionNode, ExpressionNode) -> ExpressionNode
  ) -> ExpressionNode {
    guard terms.count > 1 else { return terms[terms.startIndex] }
    let middle = terms.startIndex + terms.count / 2
    return join(balanced(terms[..<middle], join), balanced(terms[middle...], join))
  }

  private mutating func negation() throws(ExpressionError) -> ExpressionNode {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.maximumDepth else { throw fail("nested too deeply") }
    if take("not") { return .not(try negation()) }
    guard take(symbol: "(") else { return try comparison() }
    let node = try disjunction()
    guard take(symbol: ")") else { throw fail("expected \")\" here") }
    return node
  }

  private mutating func comparison() throws(ExpressionError) -> ExpressionNode {
    if case .moment(let moment) = current.kind {
      position += 1
      let comparison = try symbol().turned
      return try compared(try operand(), comparison, moment)
    }
    let left = try operand()
    if take("is") {
      let isNegated = take("not")
      guard take("empty") else { throw fail("expected \"empty\" after \"is\"") }
      return isNegated ? .not(.isMissing(left)) : .isMissing(left)
    }
    if take("in") { return .isMember(left, try members(of: left)) }
    let comparison = try symbol()
    if let moment = try moment(for: left) { return try compared(left, comparison, moment) }
    let right = try operand()
    try check(left, comparison, right)
    return .compare(left, comparison, right)
  }

  /// Refuses what could never hold, such as text compared with a number. The right operand is the last
  /// token that was read.
  private func check(
    _ left: ExpressionOperand, _ comparison: Comparison, _ right: ExpressionOperand
  ) throws(ExpressionError) {
    let types = OperandTypes(times: times, texts: texts)
    guard let message = types.fault(left, comparison, right) else { return }
    throw ExpressionError(text: text, offset: tokens[position - 1].offset, message: message)
  }

  private mutating func symbol() throws(ExpressionError) -> Comparison {
    guard case .symbol(let symbol) = current.kind,
      let comparison = Comparison(rawValue: symbol == "==" ? "=" : symbol)
    else { throw fail("expected one of = != < <= > >= ~= ~ in is here") }
    position += 1
    return comparison
  }

  /// The date that stands here, in quotes or without, if `column` is one of times; nil for a number.
  private mutating func moment(
    for column: ExpressionOperand
  ) throws(ExpressionError) -> Moment? {
    switch current.kind {
    case .moment(let moment):
      position += 1
      return moment
    case .quoted(let text):
      guard case .column(let name) = column, times.contains(name) else { return nil }
      guard let moment = Moment(text) else {
        throw fail("\"\(text)\" is no date; write 2026-11-01 or 2026-11-01T12:30:00Z")
      }
      position += 1
      return moment
    default: return nil
    }
  }

  private func compared(
    _ column: ExpressionOperand, _ comparison: Comparison, _ moment: Moment
  ) throws(ExpressionError) -> ExpressionNode {
    guard case .column(let name) = column, times.contains(name),
      let node = moment.compared(column, comparison)
    else {
      let known = times.isEmpty ? "none here" : times.sorted().joined(separator: ", ")
      throw ExpressionError(
        text: text, offset: tokens[position - 1].offset,
        message: "a date compares by = != < <= > >= with a column of times: \(known)")
    }
    return node
  }

  private mutating func members(
    of left: ExpressionOperand
  ) throws(ExpressionError) -> [ExpressionValue] {
    guard take(symbol: "(") else { throw fail("expected \"(\" after \"in\"") }
    var values: [ExpressionValue] = []
    repeat {
      guard case .literal(let value) = try operand() else {
        position -= 1
        throw fail("a list holds numbers and quoted text, not columns")
      }
      try check(left, .equal, .literal(value))
      values.append(value)
    } while take(symbol: ",")
    guard take(symbol: ")") else { throw fail("expected \",\" or \")\" here") }
    return values
  }

  private mutating func operand() throws(ExpressionError) -> ExpressionOperand {
    let token = current
    switch token.kind {
    case .number(let value):
      position += 1
      return .literal(.number(value))
    case .quoted(let value):
      position += 1
      return .literal(.text(value))
    case .word(let word):
      if word == "true" || word == "false" {
        position += 1
        return .literal(.number(word == "true" ? 1 : 0))
      }
      guard columns.contains(word) else {
        throw fail(
          "\"\(word)\" is not a column\(Suggestion.text(for: word, among: columns)); put text in quotes; "
            + "the columns are " + columns.joined(separator: ", "))
      }
      position += 1
      return .column(word)
    case .symbol, .moment, .end:
      throw fail("expected a column, a number or quoted text here")
    }
  }
}
