import Exact
import PolicySyntax

extension Resolver {
  func resolveTests() -> [Test] {
    var byName: [String: TestSyntax] = [:]
    for item in items {
      guard case .test(let syntax) = item else { continue }
      if let earlier = byName[syntax.name.text] {
        report(
          .duplicateName,
          at: syntax.name.span,
          "two tests are called `\(syntax.name.text)`",
          help: "rename one of them",
          notes: [Diagnostic.Note("the first one stands here", at: earlier.span)]
        )
      } else {
        byName[syntax.name.text] = syntax
      }
    }
    let read = attributesRead()
    return items.flatMap { item -> [Test] in
      guard case .test(let syntax) = item else { return [] }
      guard let table = syntax.table else { return resolve(syntax, nil, byName, read).map { [$0] } ?? [] }
      return table.rows.enumerated().compactMap { number, row in
        resolve(syntax, TestRow(table, row, number + 1), byName, read)
      }
    }
  }

  /// The attributes that any definition or decision reads.
  private func attributesRead() -> Set<Slot> {
    var slots: Set<Slot> = []
    for builder in [customer, group] + collections {
      for field in builder.fields {
        switch field.origin {
        case .attribute: break
        case .definition: slots.formUnion(field.node?.reads ?? [])
        case .decision(let index): slots.formUnion(decisions[index].resolved?.nodes.flatMap(\.reads) ?? [])
        }
      }
    }
    return slots
  }

  /// The test that another one continues, first, as far as `like` leads.
  private func chain(_ syntax: TestSyntax, _ byName: [String: TestSyntax]) -> [TestSyntax]? {
    var chain = [syntax]
    while let like = chain[0].like {
      guard let base = byName[like.text] else {
        reportUnknown(
          like.text,
          at: like.span,
          "no test is called `\(like.text)`",
          among: byName.keys.sorted(),
          help: "name another test of this policy"
        )
        return nil
      }
      if chain.contains(where: { $0.name.text == base.name.text }) {
        reportOnce(
          .cycle,
          at: like.span,
          "these tests continue each other in a circle",
          help: "let one of them stand alone"
        )
        return nil
      }
      chain.insert(base, at: 0)
    }
    return chain
  }

  /// A test, or one row of its table.
  private func resolve(
    _ written: TestSyntax,
    _ row: TestRow?,
    _ byName: [String: TestSyntax],
    _ read: Set<Slot>
  ) -> Test? {
    let syntax = row?.test(written, customer.name) ?? written
    guard let base = chain(written, byName) else { return nil }
    let chain = base.dropLast() + [syntax]
    guard let asOf = chain.reversed().compactMap(\.asOf).first else {
      if chain.contains(where: { isPartlyUnread($0.span) }) { return nil }
      report(
        .testIncomplete,
        at: syntax.span,
        "the test has no as-of date",
        help: "add a line such as `as of 2026-06-30`"
      )
      return nil
    }
    let inForce = DateRanges.range(header?.inForceFrom, header?.inForceTo)
    // The rates of days on which the policy is not in force need not be known.
    if !rates.isEmpty, !inForce.contains(asOf) {
      report(
        .testIncomplete,
        at: syntax.span,
        "the test is as of \(asOf), and the policy is not in force then",
        help: "choose a day from \(inForce.lowerBound)"
          + (header?.inForceTo.map { " to \($0)" } ?? "")
      )
      return nil
    }
    if syntax.expectations.isEmpty {
      if isPartlyUnread(syntax.span) { return nil }
      report(
        .testAssertsNothing,
        at: syntax.span,
        "this test expects nothing, so it can never fail",
        help: "add a line such as `expect segment is standard`"
      )
      return nil
    }
    let blank = [Value](repeating: .missing, count: customer.attributeCount)
    // The customer about whom the test is, and then its affiliates; records belong to the one before them.
    var members = [Test.Member(customer: blank)]
    var given: [Set<Int>] = [[]]
    var affiliates: [(member: Int, span: Span)] = []
    // What is given of the records of the customer itself, and which of them stand in this test.
    var filledRecords: [Set<Int>] = []
    var ownRecords: [(number: Int, span: Span)] = []
    var isSound = true
    for (depth, test) in chain.enumerated() {
      // What an earlier test of the chain says has been checked there.
      let isOwn = depth == chain.count - 1
      var member = 0
      var said: Set<String> = []
      for record in test.records {
        if record.name.text == customer.name {
          for (name, _) in record.values where isOwn && said.contains(name.text) {
            report(
              .saidTwice,
              at: name.span,
              "the test has already said what `\(name.text)` of this customer is",
              help: "keep one of the two; another customer of the same group is an `affiliate`"
            )
          }
          said.formUnion(record.values.map(\.name.text))
          isSound = fill(&members[member].customer, &given[member], record, .customer, isOwn) && isSound
        } else if record.name.text == KeywordTable.english.spelling(.affiliate) {
          member = members.count
          said = Set(record.values.map(\.name.text))
          members.append(Test.Member(customer: blank))
          given.append([])
          let isComplete = fill(&members[member].customer, &given[member], record, .customer, isOwn)
          if isOwn, isComplete { affiliates.append((member, record.name.span)) }
        } else if let index = collections.firstIndex(where: { $0.name == record.name.text }) {
          var row = [Value](repeating: .missing, count: collections[index].attributeCount)
          var filled: Set<Int> = []
          let isComplete = fill(&row, &filled, record, .collection(index), isOwn)
          if member == 0 {
            if isOwn, isComplete { ownRecords.append((filledRecords.count, record.name.span)) }
            filledRecords.append(filled)
          } else if isOwn, isComplete {
            demand(filled, .collection(index), read, record.name.span)
          }
          members[member].records.append(Test.Record(collection: index, values: row))
        } else if isOwn {
          _ = collection(each: record.name)
        }
      }
    }
    for given in row?.records ?? [] {
      isSound = fill(given, &members[0].records, &filledRecords) && isSound
    }
    for (number, span) in ownRecords {
      demand(filledRecords[number], .collection(members[0].records[number].collection), read, span)
    }
    for affiliate in affiliates { demand(given[affiliate.member], .customer, read, affiliate.span) }
    // What a test lacks because its name is misspelt is not told twice.
    if isSound, !isPartlyUnread(syntax.span) { demand(given[0], .customer, read, syntax.span) }
    let expectations = syntax.expectations.compactMap { expectation($0, members[0].records) }
    return Test(
      name: syntax.name.text + (row.map { ", row \($0.number)" } ?? ""),
      asOf: asOf,
      members: members,
      expectations: expectations,
      span: row?.row.span ?? syntax.span
    )
  }

  /// Gives a record a value from the row of a table.
  private func fill(
    _ given: TestRow.RecordValue,
    _ records: inout [Test.Record],
    _ filled: inout [Set<Int>]
  ) -> Bool {
    guard case .collection(let index)? = collection(each: given.record) else { return false }
    guard let number = self.number(of: given.position, index, records, given.record, at: given.span) else {
      return false
    }
    var values = records[number].values
    let value = TestSyntax.Record(name: given.record, values: [(given.attribute, given.value)])
    let isSound = fill(&values, &filled[number], value, .collection(index), true)
    records[number] = Test.Record(collection: index, values: values)
    return isSound
  }

  /// Which of all records the n-th of a kind is; reported where there are fewer.
  private func number(
    of position: Int,
    _ collection: Int,
    _ records: [Test.Record],
    _ name: NameSyntax,
    at span: Span
  ) -> Int? {
    let numbers = records.indices.filter { records[$0].collection == collection }
    if numbers.indices.contains(position - 1) { return numbers[position - 1] }
    report(
      .testIncomplete,
      at: span,
      "the test has \(numbers.count) of `\(name.text)`, so there is no number \(position)",
      help: "count from 1 in the order in which they are given"
    )
    return nil
  }

  private func fill(
    _ values: inout [Value],
    _ given: inout Set<Int>,
    _ record: TestSyntax.Record,
    _ scope: Scope,
    _ isOwn: Bool
  ) -> Bool {
    let before = (diagnostics, reported, unreadNames)
    var isSound = true
    for (name, expression) in record.values {
      guard let index = builder(scope).names[name.text], index < builder(scope).attributeCount else {
        let known = builder(scope).fields.prefix(builder(scope).attributeCount).map(\.name.text)
        isSound = false
        reportUnknown(
          name.text,
          at: name.span,
          "the \(builder(scope).name) has no attribute `\(name.text)`",
          among: known,
          help: "only declared attributes are given; the rest is computed"
        )
        continue
      }
      given.insert(index)
      let field = builder(scope).fields[index]
      if case .broken = field.state { continue }
      if field.type == .key, case .text(let text) = expression.kind {
        values[index] = .text(self.text(text))
        continue
      }
      guard let node = typed(expression, in: scope, expecting: field.type),
        conforms(node, to: field.type, expression.span)
      else { continue }
      guard let value = node.constant else {
        report(
          .typeMismatch,
          at: expression.span,
          "a test gives fixed values",
          help: "write the value itself"
        )
        continue
      }
      checkRange(value, field, expression.span)
      values[index] = value
    }
    if !isOwn { (diagnostics, reported, unreadNames) = before }
    return isSound
  }

  private func checkRange(_ value: Value, _ field: PendingField, _ span: Span) {
    if case .terms(let number) = value, case .attribute(let attribute) = field.origin,
      !attribute.terms.contains(number)
    {
      report(
        .outsideRange,
        at: span,
        "these terms are not among those of `\(field.name.text)`",
        help: "write one of \(attribute.terms.map { "`\(terms[Int($0)])`" }.joined(separator: ", "))"
      )
    }
    guard case .number(let number) = value, let shape = field.shape else { return }
    if number < shape.low || number > shape.high || number.decimalsNeeded ?? .max > shape.decimals ?? .max {
      report(
        .outsideRange,
        at: span,
        "`\(field.name.text)` goes from \(amount(shape.low, of: field.type)) to \(amount(shape.high, of: field.type))"
          + decimals(shape.decimals ?? 0, of: field.type),
        help: "give a value that the data could have"
      )
    }
  }

  private func decimals(_ decimals: Int, of type: ValueType) -> String {
    // Decimals of a percentage are those that are seen.
    let seen = type == .percent ? max(0, decimals - 2) : decimals
    return seen == 0 ? " without decimals" : " with at most \(seen) decimals"
  }

  private func demand(_ given: Set<Int>, _ scope: Scope, _ read: Set<Slot>, _ span: Span) {
    var lacking: [String] = []
    for (index, field) in builder(scope).fields.prefix(builder(scope).attributeCount).enumerated() {
      guard case .attribute(let attribute) = field.origin, !attribute.isOptional, !given.contains(index),
        read.contains(Slot(scope, index))
      else { continue }
      lacking.append("`\(field.name.text)`")
    }
    if lacking.isEmpty { return }
    report(
      .testIncomplete,
      at: span,
      "the test gives no \(lacking.joined(separator: ", ")) for the \(builder(scope).name)",
      help: "the policy reads it and it is not optional, so a real \(builder(scope).name) has it too"
    )
  }

  private func expectation(_ syntax: TestSyntax.Expectation, _ records: [Test.Record]) -> Test.Expectation? {
    var scope = Scope.customer
    var record: (collection: Int, position: Int)?
    if let (name, position) = syntax.record {
      guard case .collection(let index)? = collection(each: name) else { return nil }
      guard number(of: position, index, records, name, at: syntax.span) != nil else { return nil }
      scope = .collection(index)
      record = (index, position - 1)
    }
    guard let condition = condition(syntax.condition, in: scope) else { return nil }
    var rule: (decision: Int, id: String)?
    if let wanted = syntax.rule {
      guard let found = self.rule(wanted.text) else {
        if isOfBrokenDecision(wanted.text) { return nil }
        let known = decisions.compactMap(\.resolved).flatMap { $0.rules.map(\.id) }
        reportUnknown(
          wanted.text,
          at: wanted.span,
          "no rule has the id `\(wanted.text)`",
          among: known,
          help: "a rule's id is its decision and its label, such as `limit.prime`"
        )
        return nil
      }
      rule = (found, wanted.text)
    }
    return Test.Expectation(
      record: record,
      condition: condition,
      rule: rule,
      heading: syntax.heading,
      span: syntax.span
    )
  }

  /// Whether an id begins with a decision about which something has been reported.
  private func isOfBrokenDecision(_ id: String) -> Bool {
    decisions.contains { decision in
      id.hasPrefix(decision.name.text + ".")
        && (decision.resolved == nil || isPartlyUnread(decision.syntax.span))
    }
  }

  private func rule(_ id: String) -> Int? {
    decisions.firstIndex { $0.resolved?.rules.contains { $0.id == id } ?? false }
  }
}
