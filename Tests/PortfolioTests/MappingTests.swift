import Foundation
import PolicyModel
import PolicySyntax
import Testing

@testable import Portfolio

/// Mapping files, and the same clauses in a policy.
@Suite struct MappingTests {
  private static let text = #"""
    mapping "ERP export"
      customers in "clients.csv", separated by ";",
        yes is "O", no is "N"
        id             column "N° client"
        sector         column "Secteur"
        since          column "Créé le", dates as yyyymmdd
        equity         column "Fonds propres", missing is "n/a"
        in_insolvency  column "Procédure"
      invoices in "factures.csv", dates as dd.mm.yyyy, decimal comma
        number         column "Pièce"
        customer_id    column "Client"
        due            column "Échéance"
        amount         column "Montant"
        paid           column "Réglé"
    """#

  private func resolved(_ text: String) -> (mapping: Mapping?, findings: [String]) {
    let source = Source(file: 0, name: "folder/m.mapping", text: text)
    let (mapping, diagnostics) = Mapping.resolve(Parser.parseMapping(source), for: Fixture.policy)
    return (
      mapping,
      diagnostics.map { finding in
        let place = source.position(of: finding.span.start)
        return "\(place.line):\(place.column) \(finding.code.rawValue) \(finding.message)"
          + (finding.help.map { " (\($0))" } ?? "")
      }
    )
  }

  private func options(_ text: String = MappingTests.text) throws -> PortfolioReader.Options {
    let (mapping, findings) = resolved(text)
    #expect(findings.isEmpty)
    var options = PortfolioReader.Options()
    let found: Mapping = try #require(mapping)
    options.mapping = found
    return options
  }

  @Test func csv() throws {
    let files = [
      "clients.csv": "Procédure;Nom;N° client;Secteur;Créé le;Fonds propres\nN;;C1;retail;20100501;n/a\n"
        + "O;;C2;retail;20100501;12,5\nno;;C3;retail;2010-05-01;1\n",
      "factures.csv": "Client;Pièce;Échéance;Montant;Réglé\nC1;F1;31.12.2025;1.000;0\n",
    ]
    let portfolio = try PortfolioReader.read(
      csv: files.mapValues { Array($0.utf8) },
      for: Fixture.policy,
      try options()
    )
    #expect(portfolio.files.map(\.name) == ["clients.csv", "factures.csv"])
    #expect(portfolio.keys == ["C1", "C2"])
    #expect(portfolio.reasons == ["C3 R206", "C3 R209"])
    #expect(portfolio.rejects.map(\.column) == ["Créé le", "Procédure"])
    #expect(portfolio.collections[0].row(0).contains(.number(try Fixture.number("1000.00"))))
  }

  /// In NDJSON the list is called as the file without its ending.
  @Test func ndjson() throws {
    let line =
      #"{"N° client":"C1","Secteur":"retail","Créé le":"20100501","Fonds propres":"12,5","Procédure":"N","#
      + #""factures":[{"Pièce":"F1","Client":"C1","Échéance":"31.12.2025","Montant":"1.000","Réglé":0}]}"#
    let portfolio = try PortfolioReader.read(
      ndjson: Array(line.utf8),
      name: "p.ndjson",
      for: Fixture.policy,
      try options()
    )
    #expect(portfolio.reasons == [])
    #expect(portfolio.keys == ["C1"])
    #expect(portfolio.collections[0].row(0).contains(.number(try Fixture.number("1000.00"))))
  }

  @Test func theFileIsKnownByItsDigest() throws {
    let file = try #require(try options().mapping?.file)
    #expect(file.name == "m.mapping")
    #expect(file.digest.hasPrefix("sha256:"))
  }

  @Test func inThePolicy() throws {
    let policy = Fixture.compiled(
      """
      policy "T" version "1"
        in force from 2026-01-01
        currency EUR, rounded half up

      customer in "clients.csv", separated by tab, dates as mm/dd/yyyy,
          decimal point
        id key
        since date

      order of customer, plural orders, in "commandes.csv", yes is "J"
        urgent yes or no

      for the customer
        any_urgent = any order where urgent

      segment
        old when since is before 2000-01-01 or any_urgent
        standard otherwise
      """
    )
    let files = ["clients.csv": "id\tsince\nC1\t3/4/1999\n", "commandes.csv": "customer_id,urgent\nC1,J\n"]
    let portfolio = try PortfolioReader.read(csv: files.mapValues { Array($0.utf8) }, for: policy)
    #expect(portfolio.reasons == [])
    #expect(portfolio.notes == [])
    #expect(portfolio.customers.row(0).last?.isMissing == false)
  }

  /// One mistake is one message, at its place, with what to write instead.
  @Test(
    arguments: [
      (
        "policy \"x\"\n",
        ["1:1 P105 expected `mapping`, found `policy` (a mapping file begins with `mapping \"ERP export\"`)"]
      ),
      (
        "mapping \"x\"\n  kunden in \"k.csv\"\n    name column \"n\"\n",
        ["2:3 P201 the policy has no records `kunden` (there is `customers`, `invoices`)"]
      ),
      (
        "mapping \"x\"\n  custmers in \"k.csv\"\n",
        ["2:3 P201 the policy has no records `custmers` (did you mean `customers`?)"]
      ),
      (
        "mapping \"x\"\n  customers in \"k.csv\"\n    equty column \"n\"\n    id column \"a\"\n    id column \"b\"\n",
        [
          "3:5 P201 the customer of the policy has no attribute `equty` (did you mean `equity`?)",
          "5:5 P202 `id` is mapped twice (keep one of them)",
        ]
      ),
      (
        "mapping \"x\"\n  customers \"k.csv\"\n    id column \"n\"\n",
        [
          "2:13 P105 expected `in` and a file name in quotes, found `\"k.csv\"` (write `customers in \"customers.csv\"`)"
        ]
      ),
      (
        "mapping \"x\"\n  id column \"n\"\n",
        [
          "2:6 P105 expected `in` and a file name in quotes, found `column` (a column stands below the file that "
            + "it is in: `customers in \"customers.csv\"`)"
        ]
      ),
      (
        "mapping \"x\"\n  customers in \"a/b.csv\"\n",
        [
          "2:16 P105 this is no name of a file in the folder of the data (write the name alone, such as "
            + "`in \"clients.csv\"`; `--data` names the folder)"
        ]
      ),
      (
        "mapping \"x\"\n  customers in \"a.csv\", dates as dd/mm/yy\n",
        [
          "2:34 P105 `dd/mm/yy` is no form of dates (write dd, mm and yyyy in their order with `/`, `.`, `-` or "
            + "nothing between them, such as `dd/mm/yyyy`, `mm/dd/yyyy`, `dd.mm.yyyy` or `yyyymmdd`)"
        ]
      ),
      (
        "mapping \"x\"\n  customers in \"a.csv\", separated by \"ab\"\n",
        [
          "2:38 P105 cells cannot be separated by `ab` (write `separated by \",\"`, `separated by \";\"` or "
            + "`separated by tab`)"
        ]
      ),
      (
        "mapping \"x\"\n  customers in \"a.csv\", encoded as \"EBCDIC\"\n",
        [
          "2:36 P105 files encoded as `EBCDIC` cannot be read (write `encoded as \"UTF-8\"` or "
            + "`encoded as \"Windows-1252\"`, and save the file so)"
        ]
      ),
      (
        "mapping \"x\"\n  customers in \"a.csv\"\n    id column \"n\", separated by \";\"\n",
        [
          "3:18 P105 expected the end of the line, or a clause after the comma, found `,` (the clauses are "
            + "`decimal comma`, `decimal point`, `dates as dd/mm/yyyy`, `yes is \"O\"`, `no is \"N\"` and "
            + "`missing is \"n/a\"`)"
        ]
      ),
    ] as [(String, [String])]
  )
  func mistakes(_ text: String, _ expected: [String]) {
    let (mapping, findings) = resolved(text)
    #expect(mapping == nil)
    #expect(findings == expected)
  }

  /// Cut or garbled anywhere, a mapping is read or refused.
  @Test func anyBytesEnd() {
    let bytes = Array(Self.text.utf8)
    for end in bytes.indices {
      for source in [bytes[..<end], bytes[..<end] + [0xFF, 0x22] + bytes[end...]] {
        let file = Parser.parseMapping(Source(file: 0, name: "m", bytes: Array(source)))
        let (mapping, diagnostics) = Mapping.resolve(file, for: Fixture.policy)
        #expect((mapping == nil) == !diagnostics.isEmpty)
      }
    }
  }

  /// The mapping in the language reference can be read.
  @Test func theReferenceIsRight() throws {
    let page = URL(filePath: #filePath).deletingLastPathComponent().appending(
      path: "../../Sources/PolicySyntax/Documentation.docc/Language.md"
    )
    let text = try String(contentsOf: page, encoding: .utf8)
    let fence = try #require(
      text.split(separator: "```mapping\n").dropFirst().first?.split(separator: "```").first
    )
    #expect(resolved(String(fence)).findings == [])
  }

  // MARK: Columns that are not there

  @Test func misspeltColumns() throws {
    let failure = #expect(throws: PortfolioFailure.self) {
      try Fixture.csv(files: ["customers.csv": "id,sektor,since,in_insolvency\n"])
    }
    #expect(failure?.code == .columnLacking)
    #expect(failure?.column == "sector")
    #expect(failure?.message == "`customers.csv` has no column `sector`, which the policy reads")
    #expect(
      failure?.help
        == "did you mean `sektor`? a mapping file says so: `sector column \"sektor\"`; its columns are "
        + "`id`, `sektor`, `since`, `in_insolvency`"
    )
    let portfolio = try Fixture.csv(files: [
      "customers.csv": "id,sector,since,in_insolvency,equty,group id\nC1,retail,2010-05-01,no,1,G\n",
      "invoices.csv": Fixture.invoiceHeading,
    ])
    #expect(
      portfolio.notes == [
        "customers.csv: there is no column `score`, so it is missing for all customers",
        "customers.csv: there is no column `equity`, so it is missing for all customers; did you mean `equty`?",
      ]
    )
  }
}
