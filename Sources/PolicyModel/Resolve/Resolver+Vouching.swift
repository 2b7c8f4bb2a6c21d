import PolicySyntax

/// Records for which people vouch: terms agreed with one customer, and what somebody has found out.
extension Resolver {
  func declareVoucher(_ record: RecordSyntax, _ scope: Scope) {
    refuseStrayRoles(record)
    guard let vouching = record.vouching else { return }
    if scope == .customer {
      report(
        .vouchingIncomplete,
        at: vouching.span,
        "people vouch for single records, not for the customer",
        help: "declare a record of its own: `agreement of customer, agreed individually`"
      )
      return
    }
    var found: [VouchingRole: Int] = [:]
    for role in VouchingRole.of(vouching.kind) {
      guard let attribute = record.attributes.first(where: { $0.role == role }) else { continue }
      guard let index = builder(scope).names[attribute.name.text], isFit(attribute, role, scope, index) else {
        return
      }
      found[role] = index
    }
    let lacking = VouchingRole.of(vouching.kind).filter { found[$0] == nil }
    if !lacking.isEmpty {
      // What could not be read may be what lacks.
      if isPartlyUnread(record.name.span) { return }
      report(
        .vouchingIncomplete,
        at: vouching.span,
        "`\(record.name.text)` does not say \(lacking.map(\.question).joined(separator: ", nor "))",
        help: "add \(lacking.map { "`\($0.example)`" }.joined(separator: " and ")) to its attributes"
      )
      return
    }
    guard let person = found[.approver] ?? found[.recorder], let day = found[.lastDay] ?? found[.recordedOn]
    else { return }
    update(scope) {
      $0.voucher = Voucher(kind: vouching.kind, person: person, reason: found[.reason], day: day)
    }
  }

  private func refuseStrayRoles(_ record: RecordSyntax) {
    let allowed = record.vouching.map { VouchingRole.of($0.kind) } ?? []
    for attribute in record.attributes {
      guard let role = attribute.role, !allowed.contains(role) else { continue }
      report(
        .vouchingIncomplete,
        at: attribute.name.span,
        "`\(attribute.name.text)` says \(role.question), and `\(record.name.text)` is no record that is \(role.kind)",
        help: "write `\(record.name.text) of customer, \(role.kind)`, or take the mark away"
      )
    }
  }

  private func isFit(_ attribute: AttributeSyntax, _ role: VouchingRole, _ scope: Scope, _ index: Int) -> Bool
  {
    let wanted: ValueType = role == .lastDay || role == .recordedOn ? .date : .text
    let type = builder(scope).fields[index].type
    if type == wanted, !attribute.isOptional { return true }
    report(
      .vouchingIncomplete,
      at: attribute.name.span,
      attribute.isOptional
        ? "`\(attribute.name.text)` must always be given: it says \(role.question)"
        : "`\(attribute.name.text)` says \(role.question), so it is \(describe(wanted)) and not \(describe(type))",
      help:
        "declare it as `\(attribute.name.text)  \(role.example.split(separator: " ").dropFirst().joined(separator: " "))`"
    )
    return false
  }

  /// The condition under which a record counts at all: until its last day, or from the day it was recorded.
  func standing(_ scope: Scope, _ span: Span) -> Node? {
    guard let voucher = builder(scope).voucher else { return nil }
    let day = Node(.read(Slot(scope, voucher.day)), .date, span: span)
    let asOf = Node(.asOf, .date, span: span)
    let operation: Operation = voucher.kind == .agreedIndividually ? .atLeast : .atMost
    return Node(.apply(operation, [day, asOf]), .yesNo, span: span)
  }
}

extension VouchingRole {
  static func of(_ kind: Vouching) -> [VouchingRole] {
    kind == .agreedIndividually ? [.approver, .reason, .lastDay] : [.recorder, .recordedOn]
  }

  fileprivate var kind: String {
    switch self {
    case .approver, .reason, .lastDay: "agreed individually"
    case .recorder, .recordedOn: "recorded by a person"
    }
  }

  fileprivate var question: String {
    switch self {
    case .approver: "who approved it"
    case .reason: "why"
    case .lastDay: "until when"
    case .recorder: "who recorded it"
    case .recordedOn: "on which day it was recorded"
    }
  }

  fileprivate var example: String {
    switch self {
    case .approver: "approved_by text, approver"
    case .reason: "why text, reason"
    case .lastDay: "until date, last day"
    case .recorder: "recorded_by text, recorder"
    case .recordedOn: "noted date, recorded on"
    }
  }
}
