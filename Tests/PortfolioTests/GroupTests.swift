import PolicyModel
import TestSupport
import Testing

@testable import Portfolio

@Suite struct GroupTests {
  @Test func groupsStandInTheOrderOfTheirFirstMember() throws {
    let portfolio = try Fixture.csv(
      """
      C1,N,retail,2010-05-01,,,no,
      C2,N,retail,2010-05-01,,,no,B
      C3,N,retail,2010-05-01,,,no,A
      C4,N,retail,2010-05-01,,,no,B
      C5,N,retail,2010-05-01,,,no,

      """
    )
    #expect(portfolio.groups == [[0], [1, 3], [2], [4]])
  }

  /// Everything wrong is told, of the bad members and of those whom they take along.
  @Test func badMembersRejectTheirGroup() throws {
    let portfolio = try Fixture.csv(
      """
      C1,N,retail,2010-05-01,,,no,G
      C2,N,farming,2010-05-01,x,,no,G
      C3,N,retail,2010-05-01,,,no,G
      C4,N,retail,2010-05-01,,,no,

      """,
      "F1,C3,2026-01-01,x,0\nF2,C1,2026-01-01,1,0\nF3,C4,2026-01-01,1,0\n"
    )
    #expect(portfolio.keys == ["C4"])
    #expect(portfolio.groups == [[0]])
    #expect(portfolio.reasons == ["C1 R401", "C2 R210", "C2 R202", "C2 R401", "C3 R401", "C3 R202"])
    #expect(portfolio.rejects[0].message == "its group cannot be decided because of `C2`, `C3`")
    #expect(portfolio.rejects[3].message == "its group cannot be decided because of `C3`")
    #expect(portfolio.rejects.last?.file == "invoices.csv")
    #expect(portfolio.counts.customers == Counts.Tally(read: 4, accepted: 1))
    #expect(portfolio.counts.records == Counts.Tally(read: 3, accepted: 1))
    #expect(portfolio.addsUp())
  }

  @Test func largeGroupsNameThreeBadMembers() throws {
    let rows = (1...9).map { "C\($0),N,\($0 > 2 ? "farming" : "retail"),2010-05-01,,,no,G\n" }.joined()
    let portfolio = try Fixture.csv(rows)
    #expect(
      portfolio.rejects[0].message == "its group cannot be decided because of `C3`, `C4`, `C5` and 4 more"
    )
    let own = portfolio.rejects.first { $0.customer == "C3" && $0.code == .groupMember }
    #expect(own?.message == "its group cannot be decided because of `C4`, `C5`, `C6` and 3 more")
  }

  /// A key written with composed and with decomposed accents is one key.
  @Test func keysAreCanonical() throws {
    let portfolio = try Fixture.csv(
      "\u{E9}1,N,retail,2010-05-01,,,no,\n",
      "F1,e\u{301}1,2026-01-01,1,0\n"
    )
    #expect(portfolio.rejects.isEmpty)
    #expect(portfolio.collections[0].count == 1)
    let twice = try Fixture.csv("\u{E9}1,N,retail,2010-05-01,,,no,\ne\u{301}1,N,retail,2010-05-01,,,no,\n")
    #expect(twice.rejects.map(\.code) == [.customerTwice, .customerTwice])
  }
}
