import PolicyModel
import PolicySyntax

/// A definition, a table of rates or a calendar that nothing reads.
///
/// Data that nobody reads are allowed: they come from elsewhere. So is what stands in a shared file, which other
/// policies may read. What a test expects or an output shows is read.
enum NeverUsed {
  static func findings(_ policy: Policy, _ files: [PolicySyntaxFile]) -> [Diagnostic] {
    // Where nothing is decided yet, everything is still to be read.
    if policy.decisions.isEmpty { return [] }
    let shared = Set(files.filter(\.isShared).map(\.source.file))
    let nodes = policy.nodes
    var used: Set<Slot> = Set(nodes.flatMap(\.reads)).union(policy.output?.slots ?? [])
    used.formUnion(policy.decisions.compactMap(\.approvalOf))
    let operations = Operations(nodes, policy.rates)
    var found = policy.order.compactMap { slot -> Diagnostic? in
      let field = policy.field(slot)
      guard case .definition = field.origin, !used.contains(slot) else { return nil }
      return finding("nothing reads `\(field.name)`", field.span, field.name)
    }
    for (number, table) in policy.rates.enumerated() where !operations.rates.contains(number) {
      found.append(finding("nothing reads the rates `\(table.name)`", table.span, table.name))
    }
    for case .calendar(let calendar) in files.flatMap(\.items) where !operations.usesCalendar {
      let message = "nothing counts working days, so nothing reads the calendar"
      found.append(finding(message, calendar.span, "calendar"))
    }
    return found.filter { !shared.contains($0.span.file) }
  }

  private static func finding(_ message: String, _ span: Span, _ subject: String) -> Diagnostic {
    Diagnostic(
      .neverUsed,
      at: span,
      about: subject,
      message,
      help: "take it out, or let a decision, a definition, an output or a test read it"
    )
  }

  /// What is read otherwise than by its place among the values.
  private struct Operations {
    var rates: Set<Int> = []
    var usesCalendar = false

    init(_ nodes: [Node], _ tables: [RateTable]) {
      for node in nodes { visit(node) }
      for table in tables { table.formula.map { visit($0) } }
    }

    private mutating func visit(_ node: Node) {
      if case .apply(let operation, _) = node.kind {
        switch operation {
        case .rateOn(let number): rates.insert(number)
        case .interest(let interest): if let number = interest.rates { rates.insert(number) }
        case .workingDaysAfter, .workingDaysBefore, .workingDaysBetween, .firstWorkingDay: usesCalendar = true
        default: break
        }
      }
      for child in node.children { visit(child) }
    }

    private mutating func visit(_ formula: RateTable.Formula) {
      switch formula {
      case .table(let number): rates.insert(number)
      case .constant: break
      case .operation(_, let parts): for part in parts { visit(part) }
      }
    }
  }
}

extension Policy {
  /// Every expression of definitions, decisions and tests.
  fileprivate var nodes: [Node] {
    let definitions = order.compactMap { slot in
      if case .definition(let node) = field(slot).origin { node } else { nil }
    }
    return definitions + decisions.flatMap(\.nodes) + tests.flatMap(\.expectations).map(\.condition)
  }
}

extension PolicySyntaxFile {
  fileprivate var isShared: Bool { items.contains { if case .data = $0 { true } else { false } } }
}

extension CodePage {
  static let neverUsed = CodePage(
    .neverUsed,
    "Nothing reads a definition, rates or a calendar",
    """
    It was left behind when a rule changed, or a rule reads another value than was meant. Whoever
    reads the policy believes that it matters.

    Attributes may go unread, since data come from elsewhere, and so may what stands in a shared file.
    What a test expects or an output shows is read.
    """,
    wrong: """
      for the customer
        open_balance = sum of amount - paid over invoices
        arrears      = sum of amount - paid over invoices where due is before as_of

      segment
        watch     when open_balance is more than 500 EUR
        standard  otherwise
      """,
    right: """
      for the customer
        open_balance = sum of amount - paid over invoices
        arrears      = sum of amount - paid over invoices where due is before as_of

      segment
        watch     when open_balance is more than 500 EUR and arrears is more than 0 EUR
        standard  otherwise
      """
  )
}
