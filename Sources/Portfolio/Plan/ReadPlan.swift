import PolicyModel
import struct PolicySyntax.DataForm

/// What is read of a portfolio: keys, and the columns that the policy reads; nothing else.
struct ReadPlan: Sendable {
  /// The customers, then one table for each collection.
  let tables: [TablePlan]
  let mappingFile: InputFile?

  init(_ policy: Policy, _ mapping: Mapping? = nil) {
    mappingFile = mapping?.file
    let uses = Uses(policy)
    let mapped = (mapping ?? Mapping(policy)).tables
    var tables = [TablePlan(policy.customer, .customer, mapped[0], uses, policy)]
    for (index, layout) in policy.collections.enumerated() {
      tables.append(TablePlan(layout, .collection(index), mapped[index + 1], uses, policy))
    }
    self.tables = tables
  }
}

/// What is read of the rows of one layout.
struct TablePlan: Sendable {
  /// `invoices`: what the records are called.
  let plural: String
  /// The CSV file.
  let fileName: String
  /// The list in NDJSON: the name of the file without its ending.
  let listName: String
  /// How the file is written, as far as it is declared.
  let form: DataForm
  let width: Int
  let columns: [ColumnPlan]
  let keySlot: Int?
  let groupSlot: Int?
  /// What names the customer of a record in the policy.
  let owner: String
  /// Its column; nil for customers.
  let ownerColumn: String?
  /// Whether the policy reads the records at all, if only to count them.
  let isUsed: Bool

  fileprivate init(
    _ layout: Layout,
    _ scope: Scope,
    _ mapped: Mapping.Table,
    _ uses: Uses,
    _ policy: Policy
  ) {
    let isCustomer = scope == .customer
    plural = layout.plural
    form = mapped.form
    fileName = mapped.form.file?.text ?? layout.plural + ".csv"
    listName = String(fileName.prefix(upTo: fileName.lastIndex(of: ".") ?? fileName.endIndex))
    width = layout.attributeCount
    keySlot = layout.key
    groupSlot = layout.groupKey
    owner = layout.owner
    ownerColumn = isCustomer ? nil : mapped.ownerHeading ?? layout.ownerColumn
    isUsed = isCustomer || uses.scopes.contains(scope)
    columns = layout.fields.prefix(layout.attributeCount).indices.compactMap { slot in
      let field = layout.fields[slot]
      let isLink = slot == layout.key || slot == layout.groupKey
      // Who vouches for a record that counts is shown, so it must be there.
      let isVouching =
        (isCustomer || uses.scopes.contains(scope)) && layout.voucher?.attributes.contains(slot) ?? false
      guard let attribute = field.attribute, isLink || isVouching || uses.slots.contains(Slot(scope, slot))
      else {
        return nil
      }
      let column = mapped.columns[slot]
      let form = column.map { $0.form.completed(by: mapped.form) } ?? mapped.form
      return ColumnPlan(
        slot: slot,
        attribute: field.name,
        name: column?.heading ?? attribute.column,
        isOptional: attribute.isOptional && !(isCustomer && slot == layout.key),
        form: CellForm(field, in: policy, form),
        form
      )
    }
  }
}

/// How one attribute is read.
final class ColumnPlan: Sendable {
  /// Its place in a row.
  let slot: Int
  /// Its name in the policy.
  let attribute: String
  /// Its heading, and its name in NDJSON.
  let name: String
  let nameBytes: [UInt8]
  let isOptional: Bool
  let form: CellForm
  /// How its numbers are declared to be written.
  let notation: Notation
  /// What is declared to stand for a missing value.
  let missing: [[UInt8]]
  /// What an empty cell is declared to mean: an answer of yes or no.
  let empty: Value?

  init(
    slot: Int,
    attribute: String,
    name: String,
    isOptional: Bool,
    form: CellForm,
    _ declared: DataForm
  ) {
    self.slot = slot
    self.attribute = attribute
    self.name = name
    nameBytes = Array(name.utf8)
    self.isOptional = isOptional
    self.form = form
    notation =
      switch declared.decimalSign {
      case nil: .open
      case .comma: .decimalComma
      case .point: .decimalPoint
      }
    missing = declared.missing.map { Array($0.utf8) }
    if case .yesNo = form, declared.yes.contains("") || declared.no.contains("") {
      empty = .yesNo(declared.yes.contains(""))
    } else {
      empty = nil
    }
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
    for slot in policy.output?.slots ?? [] {
      slots.insert(slot)
      scopes.insert(slot.scope)
    }
  }

  private mutating func add(_ node: Node) {
    if case .read(let slot) = node.kind { slots.insert(slot) }
    if case .aggregate(let aggregate) = node.kind { scopes.insert(aggregate.scope) }
    for child in node.children { add(child) }
  }
}
