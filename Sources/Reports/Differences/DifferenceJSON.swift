import Exact
import PolicyModel

/// What a new edition changes as `policyc.diff/1`.
struct DifferenceJSON {
  private let difference: EditionDifference
  private var pair: EditionPair { difference.pair }

  init(_ difference: EditionDifference) { self.difference = difference }

  var document: JSON {
    .object([
      ("format", .string("policyc.diff/1")), ("old", edition(pair.old)), ("new", edition(pair.new)),
      ("as_of", .optional(difference.asOf?.description)),
      ("changes", .array(difference.changes.changes.map(change))),
      ("decisions", .array(decisions)), ("portfolio", difference.portfolio.map(portfolio) ?? .null),
    ])
  }

  private func edition(_ policy: Policy) -> JSON {
    .object([
      ("name", .string(policy.name)), ("version", .string(policy.version)),
      ("digest", .string(policy.digest)),
    ])
  }

  private func change(_ change: MeaningChange) -> JSON {
    .object([
      ("area", .string(change.area.rawValue)), ("kind", .string(change.kind.rawValue)),
      ("subject", .string(change.subject)), ("decision", .optional(change.decision)),
      ("text", .string(change.text)),
    ])
  }

  // MARK: Decisions

  private var decisions: [JSON] {
    pair.common.enumerated().map { index, common in
      decision(common.name, "both", difference.knownVerdict(common.name).map(verdict) ?? .null, counts(index))
    }
      + pair.onlyOld.map { decision(pair.old.decisions[$0].name, "gone", .null, .null) }
      + pair.onlyNew.map { decision(pair.new.decisions[$0].name, "new", .null, .null) }
  }

  private func decision(_ name: String, _ editions: String, _ verdict: JSON, _ counts: JSON) -> JSON {
    .object([
      ("name", .string(name)), ("editions", .string(editions)), ("verdict", verdict), ("counts", counts),
    ])
  }

  private func verdict(_ verdict: DecisionVerdict) -> JSON {
    let (kind, ways, reason): (String, [DecisionVerdict.Way], String?) =
      switch verdict {
      case .same(let ground): (ground.rawValue, [], nil)
      case .differs(let ways): ("differs", ways, nil)
      case .unproven(let reason): ("not_proven", [], reason)
      }
    let list = ways.map { way -> JSON in
      .object([
        ("leniency", .string(way.leniency.rawValue)), ("region", .string(way.region)),
        ("witness", .optional(way.witness)),
      ])
    }
    return .object([("kind", .string(kind)), ("ways", .array(list)), ("reason", .optional(reason))])
  }

  private func counts(_ index: Int) -> JSON {
    guard let decision = difference.portfolio?.decisions[index] else { return .null }
    let common = pair.common[index]
    let (old, new) = (pair.old.decisions[common.old], pair.new.decisions[common.new])
    let moves = decision.moves.sorted { ($0.key.from, $0.key.to) < ($1.key.from, $1.key.to) }.map {
      move,
      count -> JSON in
      .object([
        ("from", pair.oldSide.values.json(DecisionDifference.value(move.from, old.type), old.type)),
        ("to", pair.newSide.values.json(DecisionDifference.value(move.to, new.type), new.type)),
        ("count", .int(count)),
      ])
    }
    return .object([
      ("of", .string(common.records.map { pair.old.collections[$0.old].name } ?? "customer")),
      ("decided", .int(decision.count)),
      ("same", .int(decision.counts[.same, default: 0])),
      ("stricter", .int(decision.counts[.stricter, default: 0])),
      ("more_lenient", .int(decision.counts[.moreLenient, default: 0])),
      ("different", .int(decision.counts[.different, default: 0])),
      ("only_new", .int(decision.nowMade)), ("only_old", .int(decision.noLongerMade)),
      ("moves", decision.isListed ? .array(moves) : .null),
      ("amounts", decision.amounts.map { amounts($0, old.type) } ?? .null),
    ])
  }

  private func amounts(_ amounts: DecisionDifference.Amounts, _ type: ValueType) -> JSON {
    func value(_ number: Number?) -> JSON {
      number.map { pair.oldSide.values.json(.number($0), type) } ?? .null
    }
    let largest = amounts.largest.map { largest -> JSON in
      .object([
        ("customer", .string(largest.customer)), ("from", value(largest.from)), ("to", value(largest.to)),
      ])
    }
    return .object([
      ("up", .int(amounts.up)), ("down", .int(amounts.down)), ("sum_before", value(amounts.before)),
      ("sum_after", value(amounts.after)), ("unlimited_before", .int(amounts.unlimitedBefore)),
      ("unlimited_after", .int(amounts.unlimitedAfter)), ("largest", largest ?? .null),
    ])
  }

  // MARK: Portfolio

  private func portfolio(_ portfolio: PortfolioDifference) -> JSON {
    .object([
      ("files", .array(files)), ("customers", .int(portfolio.customers)),
      ("changed", .int(portfolio.changed)),
      ("only_old", only(portfolio.onlyOldCount, portfolio.onlyOld)),
      ("only_new", only(portfolio.onlyNewCount, portfolio.onlyNew)), ("neither", .int(portfolio.neither)),
      ("segments", .array(segments(portfolio))), ("affected", .array(difference.affected.map(affected))),
    ])
  }

  /// The files that either edition reads.
  private var files: [JSON] {
    var names: Set<String> = []
    let files = (pair.oldSide.portfolio?.files ?? []) + (pair.newSide.portfolio?.files ?? [])
    return files.filter { names.insert($0.name).inserted }.map {
      .object([("name", .string($0.name)), ("digest", .string($0.digest))])
    }
  }

  private func only(_ count: Int, _ first: [(customer: String, reason: String)]) -> JSON {
    .object([
      ("count", .int(count)),
      (
        "first",
        .array(first.map { .object([("customer", .string($0.customer)), ("reason", .string($0.reason))]) })
      ),
    ])
  }

  private func segments(_ portfolio: PortfolioDifference) -> [JSON] {
    let money = ValueType.money(pair.old.currency)
    func value(_ number: Number?) -> JSON {
      number.map { pair.oldSide.values.json(.number($0), money) } ?? .null
    }
    return portfolio.segments.indices.compactMap { place in
      let segment = portfolio.segments[place]
      if segment.customers == 0 { return nil }
      let hasLimit = portfolio.limit != nil
      let hasBalance = portfolio.balance != nil
      return .object([
        ("segment", .optional(portfolio.name(ofSegment: place))), ("customers", .int(segment.customers)),
        ("changed", .int(segment.changed)), ("without_limit", .int(segment.withoutLimit)),
        ("without_balance", .int(segment.withoutBalance)),
        ("limit_before", hasLimit ? value(segment.limitBefore) : .null),
        ("limit_after", hasLimit ? value(segment.limitAfter) : .null),
        ("raised", hasLimit ? value(segment.raised) : .null),
        ("lowered", hasLimit ? value(segment.lowered) : .null),
        ("balance", hasBalance ? value(segment.balance) : .null),
        ("balance_changed", hasBalance ? value(segment.balanceChanged) : .null),
      ])
    }
  }

  private func affected(_ customer: AffectedCustomer) -> JSON {
    .object([
      ("customer", .string(customer.key)), ("further", .int(customer.further)),
      (
        "changes",
        .array(
          customer.changes.map { change in
            .object([
              ("decision", .string(change.decision)), ("record", .optional(change.record)),
              ("leniency", .string(change.leniency.rawValue)), ("from", change.fromJSON),
              ("to", change.toJSON),
              ("rules_before", .array(change.rulesBefore.map { .string($0) })),
              ("rules_after", .array(change.rulesAfter.map { .string($0) })),
              ("before", .array(change.before.map { .string($0) })),
              ("after", .array(change.after.map { .string($0) })),
            ])
          }
        )
      ),
    ])
  }
}
