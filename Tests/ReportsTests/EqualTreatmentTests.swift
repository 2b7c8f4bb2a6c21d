import Checks
import Evaluation
import Exact
import PolicyModel
import PolicySyntax
import Portfolio
import Reports
import TestSupport
import Testing

/// Whatever says who somebody is, or what the law protects, changes no byte of a decision; overrides apart, which name
/// their customer.
@Suite struct EqualTreatmentTests {
  @Test func nothingPersonalChangesADecision() throws {
    var generator = SeededGenerator()
    var failures = Mismatches()
    var (accepted, refused, unequal) = (0, 0, 0)
    for _ in 0..<(PythonOracle.isLong ? 20_000 : 800) {
      var random = RandomPolicy(SeededGenerator(seed: generator.next()))
      let text = random.personalText()
      let file = Parser.parse(Source(name: "random.policy", text: text))
      let result = Checker.check([file])
      let codes = Set(result.diagnostics.filter { $0.severity == .error }.map(\.code))
      let flows: Set<Code> = [.protectedFlow, .identityFlow, .proxyFlow]
      // With a flow alone a policy can still be evaluated, which shows that the changes would be seen.
      guard codes.isSubset(of: flows), let policy = result.model else { continue }
      var people = People(policy, &random, seed: generator.next())
      let first = try people.decisions(policy)
      var isUnequal = false
      for _ in 0..<6 {
        people.change()
        let other = try people.decisions(policy)
        isUnequal = isUnequal || first != other
        if codes.isEmpty, first != other { failures.note("\(first)\n\(other)\n\(people)\n\(text)") }
      }
      if codes.isEmpty { accepted += 1 } else { refused += 1 }
      if isUnequal { unequal += 1 }
    }
    print(
      "equal treatment: \(accepted) policies accepted, \(refused) refused, \(unequal) that decide unequally"
    )
    #expect(failures.count == 0, "\(failures)")
    #expect(accepted > 8 && refused > 2 && unequal > 0, "\(accepted), \(refused), \(unequal)")
  }

  /// What the checker refuses and what `--dependencies` says come from one flow.
  @Test(arguments: Example.all) func noMarkedAttributeIsAnInput(_ example: Example) throws {
    let text = DependenciesText().text(Dependencies(try example.decided().policy))
    for line in text.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
    for name in ["manager_gender", "postcode", "origin"] { #expect(!text.contains("\n  \(name) ")) }
  }
}

extension EqualTreatmentTests {
  private static let policy = """
    policy "What counts" version "1"
      in force from 2026-01-01
      currency EUR, rounded half up

    customer
      id              key
      group_id        key of group, optional
      name            text, identity
      origin          text, optional, protected
      postcode        text, optional, proxy for "place of residence"
      country         one of FR, BE, BR, proxy for "place of residence", allowed because "Country risk of exports, minute 12 of the committee"
      equity          money from 0 EUR, optional

    invoice of customer
      number           key
      due              date
      amount           money from 0 EUR
      contact          text, optional, identity

    agreement of customer, agreed individually
      agreed_limit  money from 0 EUR to 1 000 000 EUR
      signed_by     text, approver
      why           text, reason
      ends          date, last day

    for each invoice
      overdue = due is before as_of

    for the customer
      arrears = sum of amount over invoices where overdue
      definition_with_a_very_long_name = arrears
      another_definition_with_a_name = definition_with_a_very_long_name

    for the group
      all_arrears = sum of another_definition_with_a_name over customers

    segment
      blocked   when all_arrears is more than 1 000 EUR
      abroad    when country is not FR
      standard  otherwise

    limit, rounded down to 1 000 EUR
      agreed: highest agreed_limit over agreements, or 0 EUR if none when segment is abroad
      small:  10% of (equity, or 0 EUR if missing) otherwise

    decision house_rule, yes or no
      yes always

    escalation of each invoice, the furthest step that applies
      reminder  5 days after due
      none      otherwise

    override for customer "C0042"
      limit 80 000 EUR until 2026-09-30
      approved by "CFO" on 2026-06-01
      because "Seasonal peak"

    """

  @Test func dependenciesAreShown() throws {
    let result = Checker.check([Parser.parse(Source(name: "counts.policy", text: EqualTreatmentTests.policy))]
    )
    let policy = try #require(result.policy, "\(result.diagnostics.map(\.message))")
    let text = DependenciesText().text(Dependencies(policy))
    for line in text.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
    if let problem = Golden.problem(text, in: "Fixtures/forms/dependencies.txt") {
      Issue.record(Comment(rawValue: problem))
    }
  }
}

/// Customers as lines of JSON, whose personal data can be changed.
private struct People: CustomStringConvertible {
  private struct Record {
    var members: [(name: String, value: String)]
    var personal: [(name: String, value: String)] = []
    var key: String
  }

  private var customers: [(own: Record, invoices: [Record])] = []
  private var generator: SeededGenerator
  /// Whether an override names a customer by the key, which then has to stay.
  private let hasOverride: Bool

  init(_ policy: Policy, _ random: inout RandomPolicy, seed: UInt64) {
    generator = SeededGenerator(seed: seed)
    hasOverride = !policy.overrides.isEmpty
    for number in 1...3 {
      let values = random.unit(policy)
      let layout = policy.collections[0]
      let invoices = (0..<values.count).map { index -> Record in
        let width = values.invoices.count / values.count
        let own = Array(values.invoices[index * width..<(index + 1) * width])
        return Record(members: People.members(own, layout, policy), key: "F\(number)\(index)")
      }
      let own = Record(members: People.members(values.customer, policy.customer, policy), key: "C\(number)")
      customers.append((own, invoices))
    }
    drawPersonal()
  }

  private static func members(_ values: [Value], _ layout: Layout, _ policy: Policy) -> [(String, String)] {
    zip(layout.fields, values).compactMap { field, value in
      guard let text = json(value, field.type, policy) else { return nil }
      return (field.name, text)
    }
  }

  private static func json(_ value: Value, _ type: ValueType, _ policy: Policy) -> String? {
    switch value {
    case .missing, .unlimited, .rules: nil
    case .number(let number): number.description
    case .yesNo(let answer): String(answer)
    case .date, .symbol, .text, .terms: "\"" + ValueText(policy: policy).text(value, type) + "\""
    }
  }

  private mutating func drawPersonal() {
    func draw(_ fields: [(name: String, values: [String])], _ generator: inout SeededGenerator) -> [(
      String, String
    )] {
      fields.compactMap { field in
        // One in five is missing.
        if Int.random(in: 0..<5, using: &generator) == 0 { return nil }
        return field.values.randomElement(using: &generator).map { (field.name, $0) }
      }
    }
    for index in customers.indices {
      customers[index].own.personal = draw(RandomPolicy.personal.customer, &generator)
      for invoice in customers[index].invoices.indices {
        customers[index].invoices[invoice].personal = draw(RandomPolicy.personal.invoice, &generator)
      }
    }
  }

  /// Everybody becomes somebody else in the same position.
  mutating func change() {
    drawPersonal()
    let other = Int.random(in: 100..<900, using: &generator)
    for index in customers.indices {
      if !hasOverride { customers[index].own.key = "X\(other - index)" }
      for invoice in customers[index].invoices.indices {
        customers[index].invoices[invoice].key = "Y\(other)-\(9 - invoice)-\(index)"
      }
    }
  }

  var description: String {
    customers.map { own, invoices in
      let list = invoices.map { People.object("number", $0, []) }.joined(separator: ",")
      return People.object("id", own, [("invoices", "[\(list)]")])
    }.joined(separator: "\n")
  }

  private static func object(_ key: String, _ record: Record, _ more: [(String, String)]) -> String {
    let members = [(key, "\"\(record.key)\"")] + record.members + record.personal + more
    return "{" + members.map { "\"\($0)\":\($1)" }.joined(separator: ",") + "}"
  }

  /// The records of all decisions, and who is rejected, with the first keys for all keys and without the digest of the
  /// data.
  func decisions(_ policy: Policy) throws -> String {
    let portfolio = try PortfolioReader.read(
      ndjson: Array(description.utf8),
      name: "people.ndjson",
      for: policy
    )
    var text = portfolio.rejects.map { "rejected \($0.code)" }.joined(separator: "\n") + "\n"
    let asOf = policy.inForce.lowerBound
    let records = DecisionRecords(policy, portfolio, asOf: asOf)
    for group in portfolio.groups.indices {
      let unit = DecisionUnit(portfolio, group: group)
      do throws(DecisionFailure) {
        let line = records.json(unit, try policy.decide(unit, asOf: asOf), member: 0).text
        let end = line.range(of: "\"as_of\"")?.lowerBound ?? line.startIndex
        text += line[end...] + "\n"
      } catch {
        text += "not decided: \(error.message(policy))\n"
      }
    }
    for (number, customer) in customers.enumerated() {
      text = text.replacing("\"\(customer.own.key)\"", with: "\"C\(number + 1)\"")
      for (index, invoice) in customer.invoices.enumerated() {
        text = text.replacing("\"\(invoice.key)\"", with: "\"F\(number + 1)\(index)\"")
      }
    }
    return text
  }
}
