import PolicyModel

/// What is read of a portfolio: keys, and the columns that the policy reads; nothing else.
struct ReadPlan: Sendable {
  /// The customers, then one table for each collection.
  let tables: [TablePlan]

  init(_ policy: Policy) {
    let uses = Uses(policy)
    var tables = [TablePlan(policy.customer, .customer, isCustomer: true, uses, policy)]
    for (index, layout) in policy.collections.enumerated() {
      tables.append(TablePlan(layout, .collection(index), isCustomer: false, uses, policy))
    }
    self.tables = tables
  }
}

/// What is read of the rows of one layout.
struct TablePlan: Sendable {
  /// `invoices`: the list in NDJSON, and with `.csv` the name of the file.
  let plural: String
  let width: Int
  let columns: [ColumnPlan]
  let keySlot: Int?
  let groupSlot: Int?
  /// The column that names the customer of a record; nil for customers.
  let ownerColumn: String?
  /// Whether the policy reads the records at all, if only to count them.
  let isUsed: Bool

  var fileName: String { plural + ".csv" }

  fileprivate init(_ layout: Layout, _ scope: Scope, isCustomer: Bool, _ uses: Uses, _ policy: Policy) {
    plural = layout.plural
    width = layout.attributeCount
    keySlot = layout.key
    groupSlot = layout.groupKey
    ownerColumn = isCustomer ? nil : layout.ownerColumn
    isUsed = isCustomer || uses.scopes.contains(scope)
    columns = layout.fields.prefix(layout.attributeCount).indices.compactMap { slot in
      let field = layout.fields[slot]
      let isLink = slot == layout.key || slot == layout.groupKey
      guard let attribute = field.attribute, isLink || uses.slots.contains(Slot(scope, slot)) else {
        return nil
      }
      return ColumnPlan(
        slot: slot,
        name: attribute.column,
        isOptional: attribute.isOptional && !(isCustomer && slot == layout.key),
        form: CellForm(field, in: policy)
      )
    }
  }
}

/// How one attribute is read.
final class ColumnPlan: Sendable {
  /// Its place in a row.
  let slot: Int
  let name: String
  let nameBytes: [UInt8]
  let isOptional: Bool
  let form: CellForm

  init(slot: Int, name: String, isOptional: Bool, form: CellForm) {
    self.slot = slot
    self.name = name
    nameBytes = Array(name.utf8)
    self.isOptional = isOptional
    self.form = form
  }
}

/// Everything that the definitions and decisions of a policy read.
private struct Uses {
  private(set) var slots: Set<Slot> = []
  private(set) var scopes: Set<Scope> = []

  init(_ policy: Policy) {
    let layouts: [(Scope, Layout)] =
      [(.customer, policy.customer), (.group, policy.group)]
      + policy.collections.enumerated().map { (.collection($0.offset), $0.element) }
    for (scope, layout) in layouts {
      for field in layout.fields {
        switch field.origin {
        case .attribute: continue
        case .definition(let node): add(node)
        case .decision(let number): policy.decisions[number].nodes.forEach { add($0) }
        }
        scopes.insert(scope)
      }
    }
  }

  private mutating func add(_ node: Node) {
    if case .read(let slot) = node.kind { slots.insert(slot) }
    if case .aggregate(let aggregate) = node.kind { scopes.insert(aggregate.scope) }
    for child in node.children { add(child) }
  }
}
