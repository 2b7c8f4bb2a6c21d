import Exact
import PolicyModel

/// What is decided together: a customer with its records, or all customers of one group.
public struct DecisionUnit: Sendable {
  public struct Member: Sendable {
    /// One value for each attribute.
    public let attributes: [Value]
    /// The records of each collection, one value for each attribute, record after record.
    public let records: [[Value]]
    public let recordCounts: [Int]
    /// The customer's number in its portfolio; 0 in a test.
    public let customer: Int

    public init(attributes: [Value], records: [[Value]], recordCounts: [Int], customer: Int) {
      self.attributes = attributes
      self.records = records
      self.recordCounts = recordCounts
      self.customer = customer
    }
  }

  public let members: [Member]

  public init(members: [Member]) {
    self.members = members
  }

  /// The customer of a test, with its affiliates.
  public init(_ test: Test, _ policy: Policy) {
    members = test.members.map { member in
      var records = [[Value]](repeating: [], count: policy.collections.count)
      var counts = [Int](repeating: 0, count: policy.collections.count)
      for record in member.records {
        records[record.collection] += record.values
        counts[record.collection] += 1
      }
      return Member(attributes: member.customer, records: records, recordCounts: counts, customer: 0)
    }
  }
}

/// Where in a unit something is computed: for which member, and for which of its records if any.
public struct Place: Hashable, Sendable {
  public let member: Int
  /// The collection of the record, or -1.
  public let collection: Int
  public let record: Int

  public init(member: Int, collection: Int = -1, record: Int = -1) {
    self.member = member
    self.collection = collection
    self.record = record
  }

  /// The place at which the group's own values are kept.
  public static let group = Place(member: -1)
}
