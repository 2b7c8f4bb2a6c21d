import PolicyModel

/// What each decision of a checked policy depends on, by which way, and what cannot reach any.
///
/// Everything here comes from the flow that the checker follows, so it holds for every customer that there can be.
public struct Dependencies: Sendable {
  /// Something given on which a decision depends.
  struct Input {
    enum Kind: String {
      case attribute, records
      case asOf = "as_of"
    }

    let kind: Kind
    let name: String
    /// What it belongs to: `customer`, `invoice`; nil for the as-of date.
    let owner: String?
    let isOptional: Bool
    /// The definitions and decisions between, from the decision on.
    let through: [String]
  }

  struct OfDecision {
    let name: String
    /// What is decided about: `customer`, `invoice`, `group`.
    let owner: String
    let inputs: [Input]
  }

  /// An attribute that is marked so that no decision may depend on it, or only for a reason.
  struct Marked {
    enum Mark: String { case identity, protected, proxy }

    let name: String
    let owner: String
    let mark: Mark
    /// What a proxy stands in for.
    let ground: String?
    let allowedBecause: String?
    /// The decisions that depend on it.
    let reaches: [String]
  }

  /// Records of what was agreed with one customer.
  struct Agreements {
    let name: String
    let reaches: [String]
  }

  struct Exception {
    let customer: String
    let decision: String
    let value: String
    let override: Override
  }

  let policy: Policy
  /// Those that are shown by themselves: the characteristics of a scorecard stand in its ways.
  let decisions: [OfDecision]
  let marked: [Marked]
  /// The keys of customers, records and groups, by what they belong to.
  let keys: [(name: String, owner: String)]
  let agreements: [Agreements]
  let exceptions: [Exception]

  /// - Parameter policy: one that has no errors.
  public init(_ policy: Policy) {
    self.policy = policy
    let analysis = InfluenceAnalysis(policy)
    var reached: [Slot: [String]] = [:]
    decisions = policy.decisions.filter { $0.kind != .characteristic }.map { decision in
      let paths = analysis.influences(decision.slot)
      for case .attribute(let slot) in paths.map(\.input) { reached[slot, default: []].append(decision.name) }
      return OfDecision(
        name: decision.name,
        owner: policy.layout(decision.slot.scope).name,
        inputs: paths.map { Dependencies.input($0, policy) }
      )
    }
    var marked: [Marked] = []
    var keys: [(String, String)] = []
    for (scope, layout) in policy.givenLayouts {
      for (index, field) in layout.fields.prefix(layout.attributeCount).enumerated() {
        if field.type == .key { keys.append((field.name, layout.name)) }
        if let found = Dependencies.marked(field, layout, reached[Slot(scope, index)] ?? []) {
          marked.append(found)
        }
      }
      if case .collection = scope { keys.append((layout.owner, layout.name)) }
    }
    (self.marked, self.keys) = (marked, keys)
    agreements = policy.collections.filter { $0.voucher?.kind == .agreedIndividually }.map {
      [decisions] layout in
      let reaches = decisions.filter {
        $0.inputs.contains { $0.kind == .records && $0.name == layout.plural }
      }
      return Agreements(name: layout.plural, reaches: reaches.map(\.name))
    }
    let text = ValueText(policy: policy)
    exceptions = policy.overrides.map { override in
      let decision = policy.decisions[override.decision]
      return Exception(
        customer: policy.texts[Int(override.customer)],
        decision: decision.name,
        value: text.text(override.value, decision.type),
        override: override
      )
    }
  }

  private static func input(_ path: InfluenceAnalysis.Path, _ policy: Policy) -> Input {
    // The first field is the decision itself.
    let through = path.fields.dropFirst().map { policy.field($0).name }
    switch path.input {
    case .attribute(let slot):
      let field = policy.field(slot)
      return Input(
        kind: .attribute,
        name: field.name,
        owner: policy.layout(slot.scope).name,
        isOptional: field.attribute?.isOptional ?? false,
        through: through
      )
    case .records(let scope):
      let layout = policy.layout(scope)
      let owner = scope == .customer ? policy.group.name : policy.customer.name
      return Input(kind: .records, name: layout.plural, owner: owner, isOptional: false, through: through)
    case .asOf: return Input(kind: .asOf, name: "as_of", owner: nil, isOptional: false, through: through)
    }
  }

  private static func marked(_ field: Field, _ layout: Layout, _ reaches: [String]) -> Marked? {
    guard let attribute = field.attribute, field.type != .key else { return nil }
    let mark: Marked.Mark
    switch attribute.restriction {
    case .protected: mark = .protected
    case .identity: mark = .identity
    case .proxy: mark = .proxy
    case nil:
      if attribute.proxy == nil { return nil }
      mark = .proxy
    }
    return Marked(
      name: field.name,
      owner: layout.name,
      mark: mark,
      ground: attribute.proxy?.ground,
      allowedBecause: mark == .proxy ? attribute.proxy?.allowedBecause : nil,
      reaches: reaches
    )
  }
}

extension Policy {
  /// Those that have data: the customer, then each kind of record.
  fileprivate var givenLayouts: [(Scope, Layout)] {
    [(.customer, customer)] + collections.enumerated().map { (.collection($0), $1) }
  }
}
