import Exact
import PolicyModel
import PolicySyntax

/// Every mutant of a policy, in the order of the places that are changed.
///
/// What is changed is found in the typed model and replaced where it stands in the text, so a mutant is a policy as
/// somebody could have written it.
public struct Mutants {
  private let policy: Policy
  private let trees: [Int32: SyntaxTree]
  private let labels: RuleLabels
  private var found: [Mutant] = []
  private var seen: Set<[String]> = []

  public static func all(_ policy: Policy, _ files: [PolicySyntaxFile]) -> [Mutant] {
    var maker = Mutants(policy, files)
    for slot in policy.order { maker.visit(slot) }
    return maker.found.sorted { ($0.span.file, $0.span.start) < ($1.span.file, $1.span.start) }
  }

  private init(_ policy: Policy, _ files: [PolicySyntaxFile]) {
    self.policy = policy
    trees = Dictionary(files.map { ($0.source.file, $0.tree) }) { first, _ in first }
    labels = RuleLabels(policy, files)
  }

  private mutating func visit(_ slot: Slot) {
    switch policy.field(slot).origin {
    case .attribute: return
    case .definition(let node): conditions(node, policy.field(slot).name)
    case .decision(let index):
      let decision = policy.decisions[index]
      for node in [decision.applicability, decision.atLeast, decision.atMost].compactMap(\.self) {
        conditions(node, decision.name)
      }
      for (number, rule) in decision.rules.enumerated() {
        for node in [rule.condition, rule.result].compactMap(\.self) { conditions(node, rule.id) }
        result(decision, number)
        order(decision, number)
      }
    }
  }

  private mutating func add(
    _ kind: Mutant.Kind,
    _ owner: String,
    _ span: Span,
    _ after: String,
    _ edits: [Diagnostic.Edit]
  ) {
    // A rule of two decisions, or a condition above a column, is changed once.
    guard span.file >= 0,
      seen.insert(edits.map { "\($0.span.file):\($0.span.start):\($0.span.end):\($0.replacement)" }).inserted
    else { return }
    found.append(
      Mutant(kind: kind, owner: owner, span: span, before: policy.written(span), after: after, edits: edits)
    )
  }

  private func source(_ span: Span) -> String { trees[span.file]?.source.text(span) ?? "" }

  // MARK: Conditions

  private mutating func conditions(_ node: Node, _ owner: String) {
    if case .apply(let operation, let operands) = node.kind, operands.count > 1 {
      switch operation {
      case .less, .atMost, .atLeast, .more:
        comparison(operands[1], owner)
        if let bound = FixedBound(node) {
          for up in [false, true] { threshold(bound.bound, bound.next(up: up, in: policy), owner) }
        } else {
          for operand in operands { thresholds(operand, owner) }
        }
      case .equal, .oneOf, .hasTerms: denial(operands[1], owner)
      default: break
      }
    }
    for child in node.children { conditions(child, owner) }
  }

  private mutating func comparison(_ bound: Node, _ owner: String) {
    guard let tree = trees[bound.span.file],
      let words = ComparisonWords(in: tree, before: bound.span.start)
    else { return }
    let edit = Diagnostic.Edit(words.span, words.opposite)
    let whole = words.span.through(bound.span)
    add(.comparison, owner, whole, "\(words.opposite) \(policy.written(bound.span))", [edit])
  }

  private mutating func denial(_ value: Node, _ owner: String) {
    guard let tree = trees[value.span.file], tree.canBeDenied(at: value.span.start) else { return }
    let edit = Diagnostic.Edit(
      Span(file: value.span.file, start: value.span.start, end: value.span.start),
      "not "
    )
    add(.comparison, owner, value.span, "not \(policy.written(value.span))", [edit])
  }

  /// The constants from which one side of a comparison is computed.
  private mutating func thresholds(_ node: Node, _ owner: String) {
    switch node.kind {
    case .constant(let value):
      for up in [false, true] { threshold(node, value.next(up: up, type: node.type, in: policy), owner) }
    case .apply(_, let operands) where node.type != .yesNo:
      for operand in operands { thresholds(operand, owner) }
    default: break
    }
  }

  private mutating func threshold(_ node: Node, _ next: Value?, _ owner: String) {
    guard let next, let text = text(next, node) else { return }
    add(.threshold, owner, node.span, text, [Diagnostic.Edit(node.span, text)])
  }

  /// A value as it is written in place of another one; nil where that one is written otherwise.
  private func text(_ value: Value, _ node: Node) -> String? {
    let written = source(node.span)
    let text = ValueText(policy: policy).text(value, node.type)
    if case .symbol = node.type { return written.hasPrefix("\"") ? "\"\(text)\"" : text }
    if written.allSatisfy({ $0.isNumber || $0.isWhitespace }) {
      return String(text.prefix { $0.isNumber || $0 == " " }).split(separator: " ").joined(separator: " ")
    }
    return written.contains(where: \.isNumber) ? text : nil
  }

  // MARK: Results and order

  private mutating func result(_ decision: Decision, _ number: Int) {
    let rule = decision.rules[number]
    // The rules of a scorecard are its characteristics, and those of a list are what is listed.
    if decision.kind == .scorecard && rule.condition == nil || decision.combining == .all { return }
    let own = policy.written(rule.result.span)
    let rules = decision.rules[(number + 1)...] + decision.rules[..<number]
    guard let other = rules.map({ policy.written($0.result.span) }).first(where: { $0 != own && !$0.isEmpty })
    else { return }
    let edit = Diagnostic.Edit(rule.result.span, other)
    add(.result, rule.id, rule.result.span, other, [edit] + labels.kept(rule, decision))
  }

  private mutating func order(_ decision: Decision, _ number: Int) {
    guard decision.combining == .first, number + 1 < decision.rules.count else { return }
    let (first, second) = (decision.rules[number], decision.rules[number + 1])
    guard !second.isOtherwise, !first.isOtherwise, first.span.file == second.span.file,
      first.span.end <= second.span.start
    else { return }
    let (one, other) = (source(first.span), source(second.span))
    add(
      .order,
      first.id,
      first.span,
      "\(second.id) before \(first.id)",
      [Diagnostic.Edit(first.span, other), Diagnostic.Edit(second.span, one)]
    )
  }
}
