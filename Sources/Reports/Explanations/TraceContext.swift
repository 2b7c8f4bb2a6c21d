import Evaluation
import Exact
import PolicyModel
import PolicySyntax
import Portfolio

/// What every form of an explanation needs: the policy, one unit, and where its values came from.
public struct TraceContext: Sendable {
  public let policy: Policy
  public let unit: DecisionUnit
  public let trace: Trace
  public let asOf: CalendarDate
  /// The member who is explained.
  public let member: Int
  /// Nil for the customer of a test.
  public let portfolio: Portfolio?
  let text: ValueText

  public init(
    _ policy: Policy,
    _ unit: DecisionUnit,
    _ trace: Trace,
    asOf: CalendarDate,
    member: Int,
    portfolio: Portfolio?
  ) {
    self.policy = policy
    self.unit = unit
    self.trace = trace
    self.asOf = asOf
    self.member = member
    self.portfolio = portfolio
    text = ValueText(policy: policy, texts: portfolio?.texts)
  }

  /// The key of a member, or its number where it has none.
  func key(_ member: Int) -> String {
    guard let index = policy.customer.key else { return String(member + 1) }
    let value = unit.members[member].attributes[index]
    return value.isMissing ? String(member + 1) : text.text(value, .key)
  }

  /// The key of a record, or its number in its list from 1.
  func recordName(_ place: Place) -> String {
    let layout = policy.collections[place.collection]
    if let key = layout.key {
      let value = unit.members[place.member].records[place.collection][
        place.record * layout.attributeCount + key
      ]
      if !value.isMissing { return text.text(value, .key) }
    }
    return String(place.record + 1)
  }

  /// The file, row and column of an attribute's value; nil in a test.
  func origin(_ slot: Slot, _ place: Place) -> (file: String, row: Int, position: Int, column: String)? {
    guard let portfolio, place.member >= 0, let attribute = policy.field(slot).attribute else { return nil }
    let customer = unit.members[place.member].customer
    let origin: Origin
    var table = 0
    if place.collection >= 0, case .collection = slot.scope {
      table = place.collection + 1
      origin =
        portfolio.collections[place.collection].origins[
          portfolio.ranges[place.collection][customer].lowerBound + place.record
        ]
    } else {
      origin = portfolio.customers.origins[customer]
    }
    let file = Int(origin.file) < portfolio.files.count ? portfolio.files[Int(origin.file)].name : "?"
    let column = headings(table)?.columns[slot.index] ?? attribute.column
    return (file, Int(origin.row), Int(origin.position), column)
  }

  /// How the data calls the customers (0) or the records of a collection (1 for the first); nil in a test.
  func headings(_ table: Int) -> Headings? {
    guard let portfolio, table < portfolio.headings.count else { return nil }
    return portfolio.headings[table]
  }

  func written(_ span: Span) -> String { policy.written(span) }

  /// The file and line of a span, such as `credit.policy:12`.
  func place(_ span: Span) -> String {
    policy.place(span).map { "\($0.file):\($0.line)" } ?? ""
  }

  func value(_ step: Int) -> String { text.text(trace.steps[step].value, trace.steps[step].type) }
}
