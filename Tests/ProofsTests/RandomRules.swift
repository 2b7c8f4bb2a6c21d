import TestSupport

/// Random policies over data with so few values that every customer can be gone through.
///
/// The decision `target` stands last and nobody reads it; everything before it decides every customer.
struct RandomRules {
  /// What the policy says without the decision that is asked about, and that decision.
  struct Text {
    var base: String
    var target: String
    /// Whether something was written that a proof takes as a value of its own.
    var isOpaque: Bool

    var whole: String { base + target }
  }

  private var generator: SeededGenerator
  private var isOpaque = false
  private var numbers: [String] = []
  private var questions: [String] = []
  private let hasRecords: Bool
  /// Where a condition about one record is written.
  private var isOfRecord = false

  init(_ generator: SeededGenerator, hasRecords: Bool = false) {
    self.generator = generator
    self.hasRecords = hasRecords
  }

  private static let declarations = """
    policy "Random" version "1"
      in force from 2026-01-01
      currency EUR, rounded half up

    customer
      id key
      a whole number from 0 to 4
      b whole number from 0 to 3
      c whole number from 0 to 2, optional
      d days from 0 days to 3 days
      m money from 0 EUR to 0.03 EUR
      e one of x, y, z
      f yes or no
      g yes or no, optional
      s scale from lowest to highest: s1 s2 s3; outside: so, optional

    """

  private static let records = """
    invoice of customer
      number key
      n whole number from 0 to 3
      p whole number from 0 to 2, optional
      k yes or no

    """

  mutating func pick<T>(_ choices: [T]) -> T {
    choices[Int.random(in: 0..<choices.count, using: &generator)]
  }

  private mutating func chance(_ percent: Int) -> Bool {
    Int.random(in: 0..<100, using: &generator) < percent
  }

  // MARK: Numbers

  /// A whole number that is never missing.
  private mutating func number(_ depth: Int) -> String {
    guard depth > 0 else {
      return pick(["a", "b", "(c, or \(pick(["0", "1", "5"])) if missing)"] + numbers + ownNumbers)
    }
    switch Int.random(in: 0..<14, using: &generator) {
    case 0: return "(\(number(depth - 1)) + \(number(0)))"
    case 1: return "(\(number(depth - 1)) - \(pick(["", "2 * "]))\(number(0)))"
    case 2: return "(2 * \(number(0)) + \(number(0)))"
    case 3: return "(the \(pick(["lowest", "highest"])) of \(number(depth - 1)), \(number(0)))"
    case 4: return "(the \(pick(["lowest", "highest"])) of \(number(0)), c, leaving out what is missing)"
    case 5: return "((50% of \(number(0))) rounded \(pick(["up", "down", "half up"])) to 0 decimals)"
    case 6 where chance(12):
      isOpaque = true
      return "(a * b)"
    case 7: return "(\(number(0)) + \(pick([1, 2])))"
    default: return number(0)
    }
  }

  private var ownNumbers: [String] { isOfRecord ? ["n", "n"] : [] }

  private mutating func comparison() -> String {
    pick(["at least", "more than", "at most", "less than", "", "not"])
  }

  // MARK: Conditions

  mutating func condition(_ depth: Int) -> String {
    guard depth > 0 else { return question() }
    switch Int.random(in: 0..<9, using: &generator) {
    case 0, 1: return "(\(condition(depth - 1)) and \(condition(depth - 1)))"
    case 2: return "(\(condition(depth - 1)) or \(condition(depth - 1)))"
    case 3: return "(not \(condition(depth - 1)))"
    default: return question()
    }
  }

  private mutating func question() -> String {
    switch Int.random(in: 0..<20, using: &generator) {
    case 0, 1, 2, 3: return "\(number(1)) is \(comparison()) \(pick([0, 1, 2, 3, 4]))"
    case 4: return "\(number(1)) is \(comparison()) \(number(1))"
    case 5: return "\(number(0)) is from \(pick([0, 1])) to \(pick([1, 2, 3]))"
    case 6: return "e is \(pick(["x", "y", "not z", "one of x, z", "not x"]))"
    case 7: return pick(["f", "not f", "(g, or no if missing)", "(g is known and g)"])
    case 8: return "c is \(pick(["known", "missing"]))"
    case 9: return "(c is known and c is \(pick(["at least", "below", "at most"])) \(pick([0, 1, 2])))"
    case 10: return "(c is missing or c is \(comparison()) \(pick([1, 2, 3])))"
    case 11:
      return "(s is known and s is \(pick(["outside the scale", "on the scale", "s2", "not so"])))"
    case 12:
      return
        "(s is known and s is on the scale and s is \(pick(["at least", "at most", "more than"])) \(pick(["s1", "s2", "s3"])))"
    case 13:
      return "m is \(pick(["at least", "more than", "at most", "less than"])) 0.0\(pick([0, 1, 2, 3])) EUR"
    case 14: return "d is \(pick(["at least", "more than", "at most"])) \(pick([1, 2, 3])) days"
    case 15: return "\(number(0)) is at least \(pick(["50%", "150%", "25%"])) of \(number(0))"
    case 16:
      return
        "(\(number(0)) / \(number(0)), or 0 if missing) is \(pick(["at least", "below"])) \(pick(["1", "2", "0.5"]))"
    case 17 where isOfRecord:
      return pick([
        "k", "not k", "p is missing", "(p is known and p is at least 1)",
        "n is \(comparison()) \(pick([0, 1, 2, 3]))",
      ])
    case 18 where hasRecords && !isOfRecord:
      return pick([
        "any invoice where k", "any invoice where n is at least \(pick([1, 3]))", "every invoice satisfies k",
        "count of invoices is \(pick(["0", "at least 1", "at least 2"]))",
      ])
    default:
      return questions.isEmpty ? "\(number(0)) is \(comparison()) \(pick([0, 1, 2, 3]))" : pick(questions)
    }
  }

  // MARK: Definitions and decisions

  /// The text of a policy; a new one each time.
  mutating func text() -> Text {
    isOpaque = false
    isOfRecord = false
    numbers = []
    questions = []
    var base = RandomRules.declarations + (hasRecords ? RandomRules.records : "")
    if hasRecords { base += aggregates() }
    if chance(70) { base += definitions() }
    if chance(25) { base += scorecard() }
    if chance(30) { base += segment() }
    if chance(25) { base += level() }
    if chance(20) { base += amount() }
    if chance(15) { base += remarks() }
    if hasRecords, chance(35) { isOfRecord = true }
    return Text(base: base, target: target(), isOpaque: isOpaque)
  }

  var decidesRecords: Bool { isOfRecord }

  private mutating func aggregates() -> String {
    let condition = [" where k", "", " where n is at least \(pick([1, 2]))", " where p is known"]
    func filter(_ random: inout RandomRules) -> String { random.pick(condition) }
    var text = "for the customer\n"
    text += "  total = sum of n over invoices\(filter(&self))\n"
    text += "  tally = count of invoices\(filter(&self))\n"
    text += "  peak = \(pick(["highest", "lowest"])) n over invoices\(filter(&self)), or 0 if none\n"
    text += "  some = any invoice\(pick([" where k", " where n is more than 1", " where n is 0"]))\n\n"
    numbers += ["total", "tally", "peak"]
    questions += ["some"]
    return text
  }

  private mutating func definitions() -> String {
    var text = "for the customer\n"
    for index in 0..<Int.random(in: 1...2, using: &generator) {
      if chance(60) {
        let rest = "\n           \(number(1)) otherwise"
        text += "  x\(index) = \(number(1)) when \(condition(1))\(rest)\n"
        numbers.append("x\(index)")
      } else {
        text += "  x\(index) = \(condition(1))\n"
        questions.append("x\(index)")
      }
    }
    if chance(30) {
      text += "  y = \(number(0)) when \(condition(0))\n"
      questions += ["y is missing", "(y is known and y is at least 1)"]
    }
    return text + "\n"
  }

  private mutating func scorecard() -> String {
    var text = "scorecard points, from 0 to 100\n"
    for part in ["u", "v", "w"] {
      text += "  points for \(part)\n"
      text += "    \(part)1: \(pick([10, 20])) when \(condition(0))\n"
      if chance(60) { text += "    \(part)2: \(pick([5, 30])) when \(condition(0))\n" }
      text += "    \(part)3: 0 otherwise\n"
    }
    questions += [
      "points is at least 30", "points is less than 45", "points is at most 10", "points is more than 25",
    ]
    return text + "\n"
  }

  private mutating func segment() -> String {
    questions += ["segment is weak", "segment is not strong", "segment is one of weak, fair"]
    return """
      segment
        weak when \(condition(1))
        fair when \(condition(1))
        strong otherwise


      """
  }

  private mutating func level() -> String {
    questions += ["level is at least l2", "level is l3", "level is at most l2"]
    let combining = pick([
      "the strictest of those that apply", "the highest of those that apply",
      "the lowest of those that apply",
    ])
    return """
      decision level, scale from mildest to strictest: l1 l2 l3, \(combining.contains("strictest") ? combining : "the first that applies")
        one: l3 when \(condition(1))
        two: l2 when \(condition(1))
        three: l1 otherwise


      """
  }

  private mutating func amount() -> String {
    questions += ["(amount, or 0 if missing) is at least 2", "(amount, or 0 if missing) is below 1"]
    let combining = pick(["lowest", "highest", "sum"])
    let results = combining == "sum" ? ["1", "2", "3"] : [number(0), "2", number(0)]
    return """
      decision amount, number\(chance(30) ? ", where f" : ""), the \(combining) of those that apply
        one: \(results[0]) when \(condition(1))
        two: \(results[1]) when \(condition(0))
        three: \(results[2]) otherwise


      """
  }

  private mutating func remarks() -> String {
    questions += ["remarks includes one", "remarks includes one, two"]
    return """
      decision remarks, all that apply
        one when \(condition(1))
        two when \(condition(0))


      """
  }

  // MARK: The decision that is asked about

  private mutating func target() -> String {
    let of = isOfRecord ? " of each invoice" : ""
    var head: String
    let results: [String]
    switch Int.random(in: 0..<10, using: &generator) {
    case 0...5:
      head = "decision target\(of), one of u, v, w"
      results = ["u", "v", "w"]
    case 6:
      head =
        "decision target\(of), one of u, v, w, the strictest of those that apply, ranked from strictest to mildest: w, v, u"
      results = ["u", "v", "w"]
    case 7:
      head = "decision target\(of), number, the \(pick(["lowest", "highest", "sum"])) of those that apply"
      results = ["1", "2", "3"]
    case 8:
      head = "decision target\(of), scale from lowest to highest: u v w, the furthest step that applies"
      results = ["u", "v", "w"]
    default:
      head = "decision target\(of), all that apply"
      results = []
    }
    if !head.contains("apply"), chance(40) { head += ", exactly one applies" }
    if chance(12) { head += ", where \(pick(["f", "a is at least 1", "e is x"]))" }
    var text = head + "\n"
    for rule in 0..<Int.random(in: 2...5, using: &generator) {
      let condition = chance(35) ? partition(rule) : condition(2)
      text +=
        results.isEmpty
        ? "  r\(rule) when \(condition)\n" : "  r\(rule): \(pick(results)) when \(condition)\n"
      if chance(20) { text += "    because \"Reason \(pick([1, 2]))\"\n" }
    }
    if !results.isEmpty, chance(45) { text += "  rest: \(pick(results)) otherwise\n" }
    return text
  }

  /// Conditions that come near to covering everything without overlap.
  private mutating func partition(_ rule: Int) -> String {
    switch rule {
    case 0: "a is less than 1"
    case 1: "a is at least \(pick([1, 1, 1, 2])) and a is at most 2"
    case 2: "a is more than \(pick([2, 2, 2, 3])) and f"
    case 3: "a is at least \(pick([3, 3, 2])) and not f"
    default: "a is at least \(pick([0, 3]))"
    }
  }
}
