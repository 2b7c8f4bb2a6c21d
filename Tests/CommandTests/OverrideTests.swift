import Foundation
import TestSupport
import Testing

/// `policyc check --as-of`: overrides that have ended, that soon will, and the list of all.
@Suite struct OverrideTests {
  private func check(_ day: String, _ more: String...) throws -> Tool.Result {
    let tool = try Tool()
    try Data(SamplePolicy.text.utf8).write(to: tool.folder.appending(path: "credit.policy"))
    let words = ["check", "credit.policy", "--as-of", day] + more
    return try tool.shell("policyc " + words.joined(separator: " "))
  }

  @Test(arguments: [
    ("2026-05-31", "to come", 0, ""), ("2026-06-01", "in force", 0, ""), ("2026-08-30", "in force", 0, ""),
    ("2026-08-31", "in force", 1, "warning P507: this override of `limit` ends in 30 days, on 2026-09-30"),
    ("2026-09-29", "in force", 1, "warning P507: this override of `limit` ends in 1 day, on 2026-09-30"),
    ("2026-09-30", "in force", 1, "warning P507: this override of `limit` ends today"),
    ("2026-10-01", "ended", 1, "error P506: this override of `limit` ended on 2026-09-30"),
  ])
  func anOverrideHasItsDays(_ day: String, _ state: String, _ status: Int32, _ finding: String) throws {
    let result = try check(day)
    #expect(result.status == status)
    #expect(finding.isEmpty || result.output.contains(finding))
    #expect(result.output.contains("P50") == !finding.isEmpty)
    let row = result.output.split(separator: "\n").first { $0.hasPrefix("C0042") }
    #expect(row?.contains("80 000 EUR  2026-06-01  2026-09-30  \(state)") == true, "\(result.output)")
  }

  @Test func withoutADayNothingIsSaid() throws {
    let tool = try Tool()
    try Data(SamplePolicy.text.utf8).write(to: tool.folder.appending(path: "credit.policy"))
    #expect(try tool.run("check", "credit.policy").output == "1 file checked: no findings\n")
  }

  @Test func programsGetTheList() throws {
    let result = try check("2026-10-01", "--format", "json")
    let document = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
    let overrides = try #require(document?["overrides"] as? [[String: Any]])
    #expect(overrides.compactMap { $0["state"] as? String } == ["ended"])
    #expect(overrides.compactMap { $0["because"] as? String } == ["Seasonal peak"])
  }
}
