import Foundation
import TestSupport
import Testing

/// What `policyc evaluate` writes and says, word for word.
@Suite(.timeLimit(.minutes(5))) struct EvaluateTests {
  @Test func anExportThatASpreadsheetHasSaved() throws {
    let tool = try Tool(export: true)
    let result = try tool.evaluateExport("--format", "table", "--rejects", "rejected/")
    #expect(
      result.error == """
        policyc: clients.csv: there is no column `score`, so it is missing for all customers
        policyc: clients.csv: separated by `;` as it says, Windows-1252, decimal comma, dates as dd/mm/yyyy
        policyc: factures.csv: separated by `;`, Windows-1252, decimal comma
        policyc: 1 row of invoices cannot be given to a customer, so no customer is rejected for them; see the rejects

        """ + account((2, 4), (3, 3), segment: "good 2")
    )
    #expect(
      result.output.matches(of: /C\d +\w+/).map { String($0.output) } == ["C1        good", "C2        good"]
    )
    #expect(result.status == 1)
    #expect(tool.names("rejected") == ["clients.csv", "factures.csv", "rejects.csv", "rejects.ndjson"])
    #expect(
      tool.read("rejected/rejects.csv") == """
        customer,file,row,column,value,code,message
        C4,clients.csv,7,Procédure,X,R209,expected `O` or `N` or nothing
        C5,clients.csv,8,Groupe,G,R401,its group cannot be decided because of `C4`
        C6,clients.csv,9,Créé le,31/02/2015,R207,the calendar has no such day
        C6,clients.csv,9,Fonds propres,un peu,R202,"expected an amount such as `1234.56` or `1 234,56`"
        C9,factures.csv,4,Client,C9,R302,no customer has this key
        C3,factures.csv,6,,,R101,the row has 4 cells and the heading 5

        """
    )
    #expect(tool.read("rejected/rejects.ndjson")?.split(separator: "\n").count == 6)
    #expect(
      tool.read("rejected/clients.csv", .windowsCP1252)
        == """
        sep=;
        N° client;Nom;Secteur;Créé le;Fonds propres;Procédure;Groupe
        C3;C;industrie;03/04/2015;1 234 567,89 €;O;
        C4;D;industrie;03/04/2015;;X;G
        C5;E;industrie;03/04/2015;;N;G
        C6;F;industrie;31/02/2015;un peu;N;

        """.replacing("\n", with: "\r\n")
    )
    #expect(
      tool.read("rejected/factures.csv", .windowsCP1252)
        == """
        Client;Pièce;Échéance;Montant;Réglé
        C9;F3;31.12.2025;100,5;0
        C5;F4;31.12.2025;100,5;0
        C3;F5;31/12/2025;100,5

        """.replacing("\n", with: "\r\n")
    )
  }

  /// Repaired in the folder, the rejected rows are read with the same mapping, and the two runs together decide
  /// everybody once.
  @Test func repairedRowsAreReadAgain() throws {
    let tool = try Tool(export: true)
    let command = ["evaluate", "sample.policy", "--mapping", "erp.mapping", "--as-of", "2026-06-30"]
    let first = try tool.start(command + ["--data", "export", "--rejects", "rejected"], input: false).finish()
    #expect(first.status == 1)
    var text = try #require(tool.read("rejected/clients.csv", .windowsCP1252))
    for (wrong, right) in [("X;G", "N;G"), ("31/02/2015;un peu", "28/02/2015;5")] {
      text = text.replacing(wrong, with: right)
    }
    try tool.write("rejected/clients.csv", text, .windowsCP1252)
    text = try #require(tool.read("rejected/factures.csv", .windowsCP1252))
    for (wrong, right) in [("C9", "C6"), ("31/12/2025;100,5", "31.12.2025;100,5;0")] {
      text = text.replacing(wrong, with: right)
    }
    try tool.write("rejected/factures.csv", text, .windowsCP1252)
    let second = try tool.start(command + ["--data", "rejected", "--rejects", "none"], input: false).finish()
    #expect(
      second.error.hasSuffix(
        account((4, 0), (3, 0), segment: "blocked 1, standard 3")
      ),
      "\(second.error)"
    )
    #expect(second.status == 0)
    #expect(tool.names("none") == ["rejects.csv", "rejects.ndjson"])
    let decided = (first.output + second.output).matches(of: /"customer":"(C\d)"/).map { String($0.output.1) }
    #expect(decided.sorted() == ["C1", "C2", "C3", "C4", "C5", "C6"])
  }

  @Test func aLineThatBreaksOff() throws {
    let tool = try Tool(export: false)
    try tool.write("p.ndjson", Sample.lines(2) + #"{"id":"C2","invoices":[{"number":"F9","due":"2026-"#)
    let result = try tool.evaluate(
      "--data",
      "p.ndjson",
      "--rejects",
      "bad",
      "--output",
      "d.csv",
      "--format",
      "csv"
    )
    #expect(
      result.error == """
        policyc: p.ndjson: no line has `score`, so it is missing for all customers
        policyc: p.ndjson: no line has `group_id`, so it is missing for all customers

        """ + account((2, 1), (2, 0), segment: "old 2")
    )
    #expect(tool.read("bad/p.ndjson") == #"{"id":"C2","invoices":[{"number":"F9","due":"2026-"# + "\n")
    #expect(tool.read("d.csv")?.hasPrefix("customer,segment,segment_rule,overridden\nC0,") == true)
    #expect(result.status == 1)
  }

  /// A customer that cannot be decided is rejected with its records, which come back as well.
  @Test func aCustomerThatCannotBeDecided() throws {
    let tool = try Tool(export: false)
    let line = Sample.lines(1).replacing("\"amount\":0", with: "\"amount\":999999999999")
    try tool.write(
      "p.ndjson",
      Sample.lines(3).split(separator: "\n").dropFirst().joined(separator: "\n") + "\n" + line
    )
    let result = try tool.evaluate("--data", "p.ndjson", "--rejects", "bad")
    #expect(result.error.hasSuffix(account((2, 1), (2, 1), segment: "old 2")))
    #expect(tool.read("bad/p.ndjson") == line)
    #expect(tool.read("bad/rejects.csv")?.contains("C0,p.ndjson,3,,,R50") == true)
    #expect(result.status == 1)
  }

  @Test func strictStopsAtTheFirst() throws {
    let tool = try Tool(export: true)
    let result = try tool.evaluateExport("--strict", "--rejects", "rejected")
    #expect(
      result.error.hasSuffix(
        """
        policyc: clients.csv:7, Procédure `X` (customer C4): R209 expected `O` or `N` or nothing
        policyc: stopped at the first reject, so nobody is decided
          help: without `--strict` the others are decided

        """
      )
    )
    #expect(result.output.isEmpty)
    #expect(result.status == 2)
    #expect(tool.names() == ["erp.mapping", "export", "sample.policy"])
    try tool.write("good.ndjson", Sample.lines(3))
    let good = try tool.evaluate("--data", "good.ndjson", "--strict")
    #expect(good.output.split(separator: "\n").count == 3)
    #expect(good.status == 0)
  }

  // MARK: Nobody is decided

  /// Each says what is wrong, with a code, and leaves nothing behind.
  @Test(
    arguments: [
      ([:], "policyc: R001 `data` cannot be read: No such file or directory\n  help: check the path\n"),
      (
        ["data/other.csv": ""],
        """
        policyc: R001 there is no file `customers.csv`, which the policy reads
          help: a portfolio is a folder with `customers.csv`, or a file of JSON lines; a mapping file can give it \
        another name

        """
      ),
      (
        ["data/customers.csv/x": ""],
        """
        policyc: R001 `data/customers.csv` cannot be read: Is a directory
          help: check that it is a file and may be read

        """
      ),
      (
        ["data/customers.csv": ""],
        """
        policyc: R002 `customers.csv` is empty
          help: its first line must name the columns; a file with only that line has no rows

        """
      ),
      (
        ["data/customers.csv": "id;sector;sinse;in_insolvency;equity;score;group_id\n"],
        """
        policyc: R003 `customers.csv` has no column `since`, which the policy reads
          help: did you mean `sinse`? a mapping file says so: `since column "sinse"`; its columns are `id`, `sector`, \
        `sinse`, `in_insolvency`, `equity`, `score`, `group_id`

        """
      ),
      (
        [
          "data/customers.csv": "id,sector,since,in_insolvency,equity,score,group_id\n",
          "data/invoices.csv": "number,customer_id,due,amount,paid\n",
        ],
        """
        policyc: R005 `customers.csv` has no customers
          help: a portfolio has at least one customer; check that the export is complete

        """
      ),
    ] as [([String: String], String)]
  )
  func unreadable(_ files: [String: String], _ expected: String) throws {
    let tool = try Tool(export: false)
    for (name, text) in files { try tool.write(name, text) }
    let before = tool.names()
    let result = try tool.evaluate("--data", "data", "--output", "d.ndjson", "--rejects", "bad")
    #expect(result.error == expected)
    #expect(result.status == 2)
    #expect(tool.names() == before)
  }

  @Test func aPolicyWithAnError() throws {
    let tool = try Tool(export: true)
    try tool.write("sample.policy", Sample.policy.replacing("when in_insolvency", with: "when insolvent"))
    let result = try tool.evaluateExport("--output", "d.ndjson")
    #expect(result.error.contains("P201"))
    #expect(result.error.hasSuffix("policyc: the policy has errors, so it decides nobody\n"))
    #expect(result.status == 2)
    #expect(tool.names() == ["erp.mapping", "export", "sample.policy"])
  }

  @Test func aMappingWithAnError() throws {
    let tool = try Tool(export: true)
    try tool.write("erp.mapping", "mapping \"ERP\"\n  clients in \"clients.csv\"\n")
    let result = try tool.evaluateExport()
    #expect(
      result.error == """
        erp.mapping:2:3: error P201: the policy has no records `clients`
          2 |   clients in "clients.csv"
            |   ^^^^^^^
          help: there is `customers`, `invoices`

        policyc: the mapping has errors, so nobody is decided

        """
    )
    #expect(result.status == 2)
  }

  @Test func aFolderForRejectsThatHoldsSomething() throws {
    let tool = try Tool(export: true)
    try tool.write("rejected/keep.txt", "mine")
    let result = try tool.evaluateExport("--rejects", "rejected")
    #expect(
      result.error == """
        policyc: the folder `rejected` is not empty, and nothing in it would be replaced
          help: name a folder that does not exist yet, or a file in `.csv` or `.ndjson` for the reasons alone

        """
    )
    #expect(result.status == 2)
    #expect(tool.names("rejected") == ["keep.txt"])
  }

  // MARK: Other commands and outputs

  @Test func explainReadsTheSameFiles() throws {
    let tool = try Tool(export: true)
    let result = try tool.run(
      "explain",
      "sample.policy",
      "--data",
      "export",
      "--mapping",
      "erp.mapping",
      "--as-of",
      "2026-06-30",
      "--customer",
      "C2"
    )
    #expect(result.output.hasPrefix("Customer C2 "))
    #expect(result.error.contains("policyc: clients.csv: separated by `;` as it says, Windows-1252"))
    #expect(result.status == 0)
  }

  @Test func aReaderThatStopsEarly() throws {
    let tool = try Tool(export: false)
    try tool.write("p.ndjson", Sample.lines(2_000))
    let result = try tool.shell(
      "policyc evaluate sample.policy --data p.ndjson --as-of 2026-06-30 | head -n 1; echo ${PIPESTATUS[0]}"
    )
    #expect(result.output.hasSuffix("\n0\n"))
    #expect(result.error.hasSuffix(account((2_000, 0), (2_000, 0), segment: "watch 999, old 1001")))
  }
}
