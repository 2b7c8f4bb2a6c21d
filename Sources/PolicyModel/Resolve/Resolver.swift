import Exact
import PolicySyntax

/// The work of giving every name a meaning and every expression a type.
///
/// Names are declared first, so that items can stand in any order; then each field is resolved after the
/// fields that it reads. What is wrong is reported once, where it is wrong: whatever reads a field that could
/// not be resolved says nothing more.
final class Resolver {
  let files: [PolicySyntaxFile]
  var diagnostics: [Diagnostic] = []
  var reported: Set<Place> = []
  /// Names about which nothing is said, because what would declare them has been reported.
  var unreadNames: Set<String>

  var header: HeaderSyntax?
  var currency: Currency?
  var enumerations: [Enumeration] = []
  var terms: [PaymentTerms] = []
  /// Whether terms are compared by strictness anywhere.
  var comparesTerms = false
  var texts: [String] = []
  private var textNumbers: [String: Int32] = [:]

  var customer = ScopeBuilder(name: "customer", plural: "customers")
  var group = ScopeBuilder(name: "group", plural: "groups")
  var collections: [ScopeBuilder] = []
  var decisions: [PendingDecision] = []
  /// Every name of a value, of whatever scope.
  var valueNames: Set<String> = []
  var rates: [PendingRates] = []
  var rateNumbers: [String: Int] = [:]
  var workingCalendar: WorkingCalendar?
  /// How many aggregates over earlier records there are.
  var earlierCount = 0
  /// Whether there is a calendar, also one that could not be read.
  var hasCalendar = false
  /// The customer's decision that segments are named by in `for prime`.
  var segmentDecision: Int?

  /// Through how many others each field is computed.
  private var depths: [Slot: Int] = [:]
  /// Whatever goes through definitions one below the other needs room for as many.
  private static let deepestDefinition = 256
  /// The fields being resolved, for the path of a cycle.
  private var underWay: [Slot] = []

  init(_ files: [PolicySyntaxFile]) {
    self.files = files
    unreadNames = files.reduce(into: []) { $0.formUnion($1.unreadNames) }
  }

  var items: [ItemSyntax] { files.flatMap(\.items) }

  func run() -> Policy? {
    readHeader()
    declareData()
    declareDefinitions()
    declareDecisions()
    readCalendar()
    declareRates()
    for slot in slotsInOrder() { _ = resolve(slot) }
    checkRuleNames()
    let overrides = resolveOverrides()
    let principles = resolvePrinciples()
    let tests = resolveTests()
    let output = resolveOutput()
    // What could not be read leaves decisions without a meaning, about which nothing more is said.
    let findings = files.flatMap(\.diagnostics) + diagnostics
    let hasError = findings.contains { $0.severity == .error && !$0.code.isAboutTests }
    guard let header, let currency, !hasError else { return nil }
    return policy(header, currency, overrides, principles, tests, output)
  }

  // MARK: Reporting

  func report(
    _ code: Code,
    at span: Span,
    _ message: String,
    help: String? = nil,
    notes: [Diagnostic.Note] = [],
    edit: Diagnostic.Edit? = nil
  ) {
    // A heading is read with each row, and a row with each of its results.
    guard reported.insert(Place(code: code, span: span)).inserted else { return }
    diagnostics.append(Diagnostic(code, at: span, message, help: help, notes: notes, edit: edit))
  }

  struct Place: Hashable {
    let code: Code
    let span: Span
  }

  /// Reports what one line of the header would mend, at the first place that needs it.
  func reportOnce(_ code: Code, at span: Span, _ message: String, help: String) {
    if diagnostics.contains(where: { $0.code == code && $0.help == help }) { return }
    report(code, at: span, message, help: help)
  }

  /// Reports a name that nothing has, unless it is missing because of a mistake that has been reported: what
  /// would declare it could not be read, or there are no data of a customer at all.
  ///
  /// - Parameters:
  ///   - known: the names that there are; one that is near is proposed.
  ///   - help: what is said where none is.
  func reportUnknown(
    _ name: String,
    at span: Span,
    _ message: String,
    among known: [String],
    help: String
  ) {
    let isLost =
      unreadNames.contains(name) || name.hasSuffix("s") && unreadNames.contains(String(name.dropLast()))
    if customer.span == nil || isLost { return }
    let (proposal, edit) = respelled(name, at: span, among: known)
    report(.unknownName, at: span, message, help: proposal ?? help, edit: edit)
    // Wherever else it stands, it is the same mistake.
    unreadNames.insert(name)
  }

  /// What is said about a misspelt name, and the repair where it can be only one of those that there are.
  func respelled(_ name: String, at span: Span, among known: [String]) -> (
    help: String?, edit: Diagnostic.Edit?
  ) {
    let help = Suggestion.nearest(to: name, among: known).map { "did you mean `\($0)`?" }
    let written = source(span)
    let isQuoted = written != name
    guard let meant = Suggestion.only(for: name, among: known), !isQuoted || written.contains(name) else {
      return (help, nil)
    }
    // A name keeps its quotes, and gets some where it is no word.
    let isWord =
      meant.allSatisfy { $0.isLetter || $0.isNumber || "_.".contains($0) } && meant.first?.isNumber == false
    let text = isQuoted ? written.replacing(name, with: meant) : isWord ? meant : "\"\(meant)\""
    return (help, Diagnostic.Edit(span, text, isSafe: true))
  }

  /// Whether a part of an item could not be read, so that nothing can be said about what it lacks.
  func isPartlyUnread(_ item: Span) -> Bool { files.contains { $0.isPartlyUnread(item) } }

  /// Whether an item was not understood, or a whole file not read: it may be the one that is missing.
  var lacksAnItem: Bool {
    files.contains { file in
      file.source.isTooLarge || file.diagnostics.contains { $0.code == .unknownItem }
    }
  }

  func source(_ span: Span) -> String {
    files.first { $0.source.file == span.file }?.source.text(span) ?? ""
  }

  // MARK: Pools

  func text(_ text: String) -> Int32 {
    if let number = textNumbers[text] { return number }
    let number = Int32(texts.count)
    texts.append(text)
    textNumbers[text] = number
    return number
  }

  func termsNumber(_ value: PaymentTerms) -> Int32 {
    if let index = terms.firstIndex(of: value) { return Int32(index) }
    terms.append(value)
    return Int32(terms.count - 1)
  }

  func enumeration(_ value: Enumeration) -> Int {
    if let index = enumerations.firstIndex(of: value) { return index }
    enumerations.append(value)
    return enumerations.count - 1
  }

  // MARK: Scopes and fields

  func builder(_ scope: Scope) -> ScopeBuilder {
    switch scope {
    case .group: group
    case .customer: customer
    case .collection(let index): collections[index]
    }
  }

  func update(_ scope: Scope, _ change: (inout ScopeBuilder) -> Void) {
    switch scope {
    case .group: change(&group)
    case .customer: change(&customer)
    case .collection(let index): change(&collections[index])
    }
  }

  func field(_ slot: Slot) -> PendingField { builder(slot.scope).fields[slot.index] }

  /// Where a name is looked for: a record's own fields, then its customer's, then the group's.
  func visible(from scope: Scope) -> [Scope] {
    switch scope {
    case .collection: [scope, .customer, .group]
    case .customer: [.customer, .group]
    case .group: [.group]
    }
  }

  func slot(_ name: String, from scope: Scope) -> Slot? {
    for candidate in visible(from: scope) {
      if let index = builder(candidate).names[name] { return Slot(candidate, index) }
    }
    return nil
  }

  /// Adds a field, unless its name is taken.
  @discardableResult
  func declare(_ name: NameSyntax, in scope: Scope, _ origin: PendingField.Origin) -> Slot? {
    // Nothing holds the scope here while it grows, or each field would copy all before it.
    if let earlier = builder(scope).names[name.text] {
      let builder = builder(scope)
      report(
        .duplicateName,
        at: name.span,
        "`\(name.text)` is already the name of something of the \(builder.name)",
        help: "give one of them another name",
        notes: [Diagnostic.Note("the first one stands here", at: builder.fields[earlier].name.span)]
      )
      return nil
    }
    let index = builder(scope).fields.count
    update(scope) {
      $0.names[name.text] = index
      $0.fields.append(PendingField(name: name, origin: origin))
    }
    return Slot(scope, index)
  }

  // MARK: Order

  /// Every field after those whose names it mentions, as far as names tell; a cycle is found on resolving.
  private func slotsInOrder() -> [Slot] {
    let scopes: [Scope] = [.customer, .group] + collections.indices.map { .collection($0) }
    let everything = scopes.flatMap { scope in builder(scope).fields.indices.map { Slot(scope, $0) } }
    var done: Set<Slot> = []
    var order: [Slot] = []
    for start in everything where !done.contains(start) {
      var path: [(slot: Slot, pending: [Slot])] = [(start, mentioned(by: start))]
      var onPath: Set<Slot> = [start]
      while let last = path.indices.last {
        if let next = path[last].pending.popLast() {
          if done.contains(next) || onPath.contains(next) { continue }
          onPath.insert(next)
          path.append((next, mentioned(by: next)))
        } else {
          let slot = path.removeLast().slot
          onPath.remove(slot)
          done.insert(slot)
          order.append(slot)
        }
      }
    }
    return order
  }

  private func mentioned(by slot: Slot) -> [Slot] {
    let expressions: [ExpressionSyntax]
    switch field(slot).origin {
    case .attribute: return []
    case .definition(let value): expressions = [value]
    case .decision(let index): expressions = decisions[index].syntax.expressions(for: decisions[index])
    }
    var slots: [Slot] = []
    // A name inside an aggregate may belong to a collection, so every scope is asked.
    let scopes: [Scope] = [slot.scope, .customer, .group] + collections.indices.map { .collection($0) }
    for name in Set(expressions.flatMap(\.names)).sorted() {
      for scope in scopes {
        if let index = builder(scope).names[name] { slots.append(Slot(scope, index)) }
      }
    }
    if case .decision(let index) = field(slot).origin {
      if let segmentDecision, index != segmentDecision { slots.append(decisions[segmentDecision].slot) }
      slots += decisions[index].characteristics.map { decisions[$0].slot }
    }
    return slots
  }

  /// Resolves a field if that has not been done; false when it has no usable meaning.
  func resolve(_ slot: Slot) -> Bool {
    switch field(slot).state {
    case .resolved: return true
    case .broken: return false
    case .underWay:
      reportCycle(slot)
      return false
    case .pending: break
    }
    set(slot, .underWay)
    underWay.append(slot)
    defer { underWay.removeLast() }
    let isResolved: Bool
    switch field(slot).origin {
    case .attribute: isResolved = true
    case .definition(let value): isResolved = resolveDefinition(slot, value)
    case .decision(let index): isResolved = resolveDecision(index)
    }
    if case .broken = field(slot).state { return false }
    let isUsable = isResolved && isShallow(slot)
    set(slot, isUsable ? .resolved : .broken)
    return isUsable
  }

  private func isShallow(_ slot: Slot) -> Bool {
    let depth = 1 + (reads(slot).compactMap { depths[$0] }.max() ?? 0)
    depths[slot] = depth
    if depth <= Resolver.deepestDefinition { return true }
    report(
      .nestedTooDeep,
      at: field(slot).name.span,
      "`\(field(slot).name.text)` is computed through more than \(Resolver.deepestDefinition) others, one from the next",
      help: "compute it from the data in fewer steps"
    )
    return false
  }

  private func set(_ slot: Slot, _ state: PendingField.State) {
    update(slot.scope) { $0.fields[slot.index].state = state }
  }

  private func reportCycle(_ slot: Slot) {
    guard let start = underWay.firstIndex(of: slot) else { return }
    let cycle = Array(underWay[start...])
    let names = (cycle + [slot]).map { "`\(field($0).name.text)`" }
    let name = field(slot).name
    report(
      .cycle,
      at: name.span,
      cycle.count == 1
        ? "`\(name.text)` reads itself"
        : "these read each other in a circle: \(names[0]) reads \(names.dropFirst().joined(separator: ", which reads "))",
      help: "one of them must be decided without the others",
      notes: cycle.dropFirst().map {
        Diagnostic.Note("`\(field($0).name.text)` stands here", at: field($0).name.span)
      }
    )
    for member in cycle { set(member, .broken) }
  }

  private func resolveDefinition(_ slot: Slot, _ value: ExpressionSyntax) -> Bool {
    guard let node = typed(value, in: slot.scope) else { return false }
    return name(slot, node)
  }

  /// Gives a field its value, type and size; naming never rounds.
  func name(_ slot: Slot, _ node: Node) -> Bool {
    if case .key = node.type {
      report(
        .keyCompared,
        at: node.span,
        "a key only links records; it is not a value to compute with",
        help: "declare the attribute as `text` if it is one"
      )
      return false
    }
    let (shape, checked) = confine(node.shape, to: node.type.range)
    let dates = node.type == .date ? dateRanges.range(node, []) : nil
    update(slot.scope) {
      $0.fields[slot.index].type = node.type
      $0.fields[slot.index].shape = shape
      $0.fields[slot.index].checkedRange = checked
      $0.fields[slot.index].node = node
      if node.type == .date { $0.fields[slot.index].dates = dates }
    }
    return true
  }

  /// What is known of dates while fields are resolved: those that a field reads are.
  ///
  /// A policy without an end is decided for no later day than data can have where they declare none.
  var dateRanges: DateRanges {
    DateRanges(
      inForce: DateRanges.range(header?.inForceFrom, header?.inForceTo ?? Resolver.latestDate),
      calendar: workingCalendar?.covers
    ) { [self] slot in field(slot).dates ?? DateRanges.everything }
  }

  /// A named value stays inside its range: where its size says otherwise, each customer is checked.
  func confine(
    _ shape: Shape?,
    to range: (low: Number, high: Number)?
  ) -> (Shape?, (low: Number, high: Number)?) {
    guard let shape, let range, shape.low < range.low || shape.high > range.high else { return (shape, nil) }
    return ((try? shape.clamped(low: range.low, high: range.high)) ?? shape, range)
  }
}

/// A scope while it is being put together.
struct ScopeBuilder {
  let name: String
  let plural: String
  var fields: [PendingField] = []
  var names: [String: Int] = [:]
  var attributeCount = 0
  var key: Int?
  /// The attribute that names a record's customer, and its column.
  var owner = "customer_id"
  var ownerColumn = "customer_id"
  var form = DataForm()
  var groupKey: Int?
  var voucher: Voucher?
  var span: Span?
}

/// A field while it is being resolved.
struct PendingField {
  enum Origin {
    case attribute(Attribute)
    case definition(ExpressionSyntax)
    case decision(Int)
  }

  enum State {
    case pending, underWay, resolved, broken
  }

  let name: NameSyntax
  let origin: Origin
  var state = State.pending
  var type = ValueType.number
  var shape: Shape?
  var checkedRange: (low: Number, high: Number)?
  var dates: ClosedRange<CalendarDate>?
  var node: Node?
}
