import Exact
import PolicySyntax

extension Resolver {
  func declareData() {
    var declaresCustomer = false
    for item in items {
      guard case .record(let record) = item else { continue }
      if record.owner == nil {
        if record.name.text != customer.name {
          report(
            .unknownItem,
            at: record.name.span,
            "`\(record.name.text)` does not say what it belongs to",
            help: "write `\(record.name.text) of customer`"
          )
          continue
        }
        if declaresCustomer {
          report(
            .duplicateName,
            at: record.name.span,
            "the customer is declared twice",
            help: "keep one declaration"
          )
          continue
        }
        declaresCustomer = true
        customer.span = record.name.span
        declare(record, .customer)
        declareVoucher(record, .customer)
      } else {
        declareCollection(record)
      }
    }
    if !declaresCustomer, let header {
      if lacksAnItem || isPartlyUnread(header.span) { return }
      report(
        .headerProblem,
        at: header.span,
        "the policy does not declare the data of a customer",
        help: "add an item `customer` with its attributes, or `uses` a file that has one"
      )
    } else if customer.key == nil, declaresCustomer {
      report(
        .headerProblem,
        at: customer.span ?? .none,
        "the customer has no key, so no decision could be told from another",
        help: "declare one attribute as a key, such as `id key`"
      )
    }
  }

  private func declareCollection(_ record: RecordSyntax) {
    if let owner = record.owner, owner.text != customer.name {
      report(
        .unknownName,
        at: owner.span,
        "a record belongs to the customer, not to `\(owner.text)`",
        help: "write `\(record.name.text) of customer`"
      )
    }
    if let earlier = collections.firstIndex(where: { $0.name == record.name.text }) {
      return report(
        .duplicateName,
        at: record.name.span,
        "`\(record.name.text)` is declared twice",
        help: "keep one declaration",
        notes: [Diagnostic.Note("the first one stands here", at: collections[earlier].span)]
      )
    }
    var builder = ScopeBuilder(name: record.name.text, plural: record.plural?.text ?? record.name.text + "s")
    builder.span = record.name.span
    collections.append(builder)
    let scope = Scope.collection(collections.count - 1)
    declare(record, scope)
    declareVoucher(record, scope)
  }

  private func declare(_ record: RecordSyntax, _ scope: Scope) {
    update(scope) { $0.form = record.form }
    for attribute in record.attributes {
      guard let (type, shape, dates) = dataType(attribute.type) else {
        if let slot = declare(attribute.name, in: scope, .attribute(broken(attribute))) {
          update(scope) { $0.fields[slot.index].state = .broken }
        }
        update(scope) { $0.attributeCount = $0.fields.count }
        continue
      }
      if case .terms = attribute.type.kind {
        report(
          .incomplete,
          at: attribute.type.span,
          "this does not say which payment terms there can be in the data",
          help: "list them: `terms one of 30 days, 45 days, then end of month`"
        )
      }
      if let column = attribute.column, !reserve(column, scope) { continue }
      var link: String?
      if case .key(let target?) = attribute.type.kind {
        guard ["customer", "group"].contains(target.text) else {
          report(
            .unknownName,
            at: target.span,
            "a key can refer to `customer` or `group`, not to `\(target.text)`",
            help: "write `key of customer`, `key of group`, or `key` alone for the record's own"
          )
          continue
        }
        link = target.text
      }
      // A link to the customer is read by name and is no value of the record.
      if link == "customer" {
        update(scope) {
          $0.owner = attribute.name.text
          $0.ownerColumn = attribute.column?.text ?? attribute.name.text
        }
        continue
      }
      let declared = Attribute(
        column: attribute.column?.text ?? attribute.name.text,
        isOptional: attribute.isOptional,
        isIdentity: attribute.isIdentity || type == .key,
        isProtected: attribute.isProtected,
        proxy: attribute.proxy.map { Proxy(ground: $0.ground.text, allowedBecause: $0.allowed?.text) },
        link: link,
        dates: dates,
        terms: terms(attribute.type)
      )
      guard let slot = declare(attribute.name, in: scope, .attribute(declared)) else { continue }
      update(scope) {
        $0.fields[slot.index].type = type
        $0.fields[slot.index].shape = shape
        $0.fields[slot.index].dates = dates
        $0.attributeCount = $0.fields.count
        if type == .key, link == nil, $0.key == nil { $0.key = slot.index }
        if link == "group" { $0.groupKey = slot.index }
      }
    }
  }

  /// Whether a column is read by no other attribute of its record.
  private func reserve(_ column: TextSyntax, _ scope: Scope) -> Bool {
    let isTaken = builder(scope).fields.contains { field in
      if case .attribute(let attribute) = field.origin { attribute.column == column.text } else { false }
    }
    if isTaken {
      report(
        .duplicateName,
        at: column.span,
        "two attributes read the column `\(column.text)`",
        help: "give each attribute a column of its own"
      )
    }
    return !isTaken
  }

  private func broken(_ attribute: AttributeSyntax) -> Attribute {
    Attribute(
      column: attribute.name.text,
      isOptional: attribute.isOptional,
      isIdentity: false,
      isProtected: false,
      proxy: nil,
      link: nil,
      dates: nil,
      terms: []
    )
  }

  /// The numbers of the terms that a type lists.
  private func terms(_ syntax: TypeSyntax) -> [Int32] {
    guard case .termsOneOf(let list) = syntax.kind else { return [] }
    return list.compactMap { entry in
      if case .terms(let terms) = entry.kind { termsNumber(PaymentTerms(terms)) } else { nil }
    }
  }

  // MARK: Types

  /// The type, size and range of dates of something declared; nil after a report.
  func dataType(_ syntax: TypeSyntax) -> (ValueType, Shape?, ClosedRange<CalendarDate>?)? {
    if syntax.from != nil || syntax.to != nil || syntax.decimals != nil, !syntax.kind.hasRange {
      report(
        .unexpected,
        at: syntax.span,
        "only numbers, amounts, durations and dates have a range",
        help: "remove the range, or choose another type"
      )
      return nil
    }
    switch syntax.kind {
    case .text: return (.text, nil, nil)
    case .key: return (.key, nil, nil)
    case .yesNo: return (.yesNo, nil, nil)
    case .terms, .termsOneOf: return (.terms, nil, nil)
    case .date: return dateType(syntax)
    case .number: return numeric(.number, syntax)
    case .wholeNumber: return numeric(.number, syntax, decimals: 0)
    case .percent: return numeric(.percent, syntax)
    case .days: return numeric(.days, syntax)
    case .months: return numeric(.months, syntax)
    case .years: return numeric(.years, syntax)
    case .money:
      let stated = [syntax.from, syntax.to].compactMap { $0?.currencyName }.first
      guard let currency = stated.flatMap(currency) ?? (stated == nil ? currency : nil) else { return nil }
      return numeric(.money(currency), syntax)
    case .oneOf(let names):
      return enumerationType(names, [], isOrdered: false, isStrictestLast: false)
    case .scale(let direction, let members, let outside):
      return enumerationType(
        members,
        outside,
        isOrdered: true,
        isStrictestLast: direction == .mildestToStrictest
      )
    }
  }

  private func enumerationType(
    _ members: [NameSyntax],
    _ outside: [NameSyntax],
    isOrdered: Bool,
    isStrictestLast: Bool
  ) -> (ValueType, Shape?, ClosedRange<CalendarDate>?)? {
    var seen: Set<String> = []
    for member in members + outside where !seen.insert(member.text).inserted {
      report(.duplicateName, at: member.span, "`\(member.text)` is listed twice", help: "keep it once")
      return nil
    }
    let value = Enumeration(
      members: members.map(\.text),
      outside: outside.map(\.text),
      isOrdered: isOrdered,
      isStrictestLast: isStrictestLast
    )
    return (.symbol(enumeration(value)), nil, nil)
  }

  /// The last day of a date that declares no range.
  static let latestDate = CalendarDate(year: 2199, month: 12, day: 31)

  private func dateType(_ syntax: TypeSyntax) -> (ValueType, Shape?, ClosedRange<CalendarDate>?)? {
    if syntax.decimals != nil {
      report(.unexpected, at: syntax.span, "a date has no decimals", help: "leave `with … decimals` out")
      return nil
    }
    var bounds = [CalendarDate(year: 1900, month: 1, day: 1), Resolver.latestDate]
    for (index, bound) in [syntax.from, syntax.to].enumerated() {
      guard let bound else { continue }
      guard case .date(let date) = bound.kind else {
        report(
          .typeMismatch,
          at: bound.span,
          "the range of a date is given by dates",
          help: "write `from 2000-01-01`"
        )
        return nil
      }
      bounds[index] = date
    }
    guard let low = bounds[0], let high = bounds[1], low <= high else {
      report(.outsideRange, at: syntax.span, "this range holds no day", help: "put the earlier day first")
      return nil
    }
    return (.date, nil, low...high)
  }

  private func numeric(
    _ type: ValueType,
    _ syntax: TypeSyntax,
    decimals fixed: Int? = nil
  ) -> (ValueType, Shape?, ClosedRange<CalendarDate>?)? {
    guard let base = type.inputShape else { return nil }
    var bounds: [Number?] = []
    for bound in [syntax.from, syntax.to] {
      guard let bound else {
        bounds.append(nil)
        continue
      }
      guard let node = typed(bound, in: .group, expecting: type), conforms(node, to: type, bound.span),
        case .constant(.number(let number)) = node.kind
      else { return nil }
      bounds.append(number)
    }
    let (low, high) = (bounds[0] ?? base.low, bounds[1] ?? base.high)
    // Decimals of a percentage are those that are seen: 12.5% has one.
    let seen = syntax.decimals.map { type == .percent ? $0 + 2 : $0 }
    let decimals = seen ?? fixed ?? base.decimals ?? 0
    let range = type.range ?? (base.low, base.high)
    guard low <= high, low >= range.low, high <= range.high, decimals <= 14,
      let shape = try? Shape(
        low: low,
        high: high,
        decimals: max(decimals, low.decimalsNeeded ?? 0, high.decimalsNeeded ?? 0)
      )
    else {
      report(
        .outsideRange,
        at: syntax.span,
        "this range is empty or wider than \(describe(type)) can be",
        help:
          "the lower end stands first; the widest range is from \(amount(range.low, of: type)) to \(amount(range.high, of: type))"
      )
      return nil
    }
    return (type, shape, nil)
  }
}

extension ExpressionSyntax {
  /// The currency of an amount written out.
  fileprivate var currencyName: NameSyntax? {
    switch kind {
    case .number(_, .currency(let code)?): NameSyntax(code, span)
    case .negated(let operand): operand.currencyName
    default: nil
    }
  }
}

extension TypeSyntax.Kind {
  fileprivate var hasRange: Bool {
    switch self {
    case .text, .key, .yesNo, .terms, .termsOneOf, .oneOf, .scale: false
    case .money, .number, .wholeNumber, .percent, .date, .days, .months, .years: true
    }
  }
}
