import PolicySyntax
import Testing

/// What is said at most once and said again: one of the two would be lost, so a finding says it.
@Suite struct SaidTwiceTests {
  @Test(arguments: [
    #"policy "P" version "1" version "2""#,
    "policy \"P\"\n  version \"1\"\n  version \"2\"",
    "policy \"P\"\n  in force from 2026-01-01\n  in force from 2026-02-01 to 2026-03-01",
    "policy \"P\"\n  currency EUR, currency USD",
    "policy \"P\"\n  rounded half up, rounded down",
    "policy \"P\"\n  month ends stay on the last day\n  month ends move to the next first",
    "limit of each invoice of each order",
    "limit of the group, of the group",
    "limit of the group of each invoice",
    "limit of each invoice of the group",
    "limit where a where b",
    "limit, at least 1 EUR, at least 2 EUR",
    "limit, at most 1 EUR, at most 2 EUR",
    "limit, rounded down, rounded up",
    "limit, final, final",
    "terms, ranked from strictest to mildest: prepayment, 30 days, final, ranked from mildest to strictest: 30 days",
    "decision a, percent, money",
    "scorecard a, from 0 to 10, from 0 to 20",
    "escalation, by a, by b\n  | a | b |",
    "escalation, one step at a time after a on b, one step at a time after c on d",
    "invoice of customer, plural invoices, plural bills",
    "invoice of customer, agreed individually, recorded by a person",
    "invoice of customer, in \"a.csv\", in \"b.csv\"",
    "customer, decimal comma, decimal point",
    "customer, separated by \";\", separated by tab",
    "customer, encoded as \"UTF-8\", encoded as \"Windows-1252\"",
    "customer, dates as dd/mm/yyyy, dates as mm/dd/yyyy",
    "customer, yes is \"O\", yes is \"J\"",
    "customer, no is \"N\", no is \"0\"",
    "customer, missing is \"-\", missing is \"?\"",
    "customer\n  a text, optional, optional",
    "customer\n  a text, identity, identity",
    "customer\n  a text, protected, protected",
    "customer\n  a text, column \"a\", column \"b\"",
    "customer\n  a text, proxy for origin, proxy for age",
    "output, separated by \";\", separated by tab\n  a",
    "limit\n  1 EUR otherwise because \"a\" because \"b\"",
    "limit\n  1 EUR otherwise because fr \"a\" because \"b\" because fr \"c\"",
    "limit\n  | limit | a | limit |\n  | 1 EUR | all | 2 EUR |",
    "limit\n  | limit | because | because |\n  | 1 EUR | \"a\" | \"b\" |",
    "limit\n  | rule | limit | rule |\n  | a | 1 EUR | b |",
    "rates a, percent\n  from 2026-01-01 1% because \"a\" because \"b\"",
    "override for customer \"a\"\n  limit 1 EUR until 2026-01-01 until 2027-01-01",
    "override for customer \"a\"\n  limit 1 EUR from 2026-01-01, from 2027-01-01",
    "override for customer \"a\"\n  approved by \"b\" on 2026-01-01\n  approved by \"c\"",
    "override for customer \"a\"\n  because \"b\"\n  because \"c\"",
    "test \"a\"\n  as of 2026-01-01\n  as of 2026-01-02",
    "test \"a\"\n  like \"b\"\n  like \"c\"",
    "test \"a\"\n  customer score 1, score 2",
  ])
  func isToldOnce(_ text: String) {
    let found = Parser.parse(Source(name: "test.policy", text: text)).diagnostics
    #expect(found.map(\.code) == [.saidTwice], "\(text): \(found.map(\.message))")
  }

  @Test func isToldOfAMapping() {
    let text = "mapping \"a\"\n  customers in \"a.csv\", decimal comma, decimal comma\n"
    let found = Parser.parseMapping(Source(name: "test.mapping", text: text)).diagnostics
    #expect(found.map(\.code) == [.saidTwice], "\(found.map(\.message))")
  }

  /// In one cell stands one label and one reason.
  @Test(arguments: [
    "limit\n  | rule | limit |\n  | \"a\", \"b\" | 1 EUR |",
    "limit\n  | limit | because |\n  | 1 EUR | \"a\", \"b\" |",
  ])
  func isRefusedInOneCell(_ text: String) {
    #expect(Parser.parse(Source(name: "test.policy", text: text)).diagnostics.map(\.code) == [.unexpected])
  }

  @Test(arguments: [
    "limit\n  1 EUR otherwise because \"a\" because fr \"b\" because de \"c\"",
    "limit\n  | a | a | limit | because | because fr | cites | cites |\n"
      + "  | at least 1 | at most 2 | 1 EUR | \"a\" | \"b\" | \"c\" | \"d\", \"e\" |",
    "customer\n  a text, optional, identity, protected, column \"a\"",
  ])
  func isNotToldOfWhatIsJoined(_ text: String) {
    #expect(Parser.parse(Source(name: "test.policy", text: text)).diagnostics.map(\.message) == [])
  }
}
