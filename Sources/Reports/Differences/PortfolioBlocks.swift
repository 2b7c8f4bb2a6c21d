import Exact
import PolicyModel

/// Who is decided differently, from what to what, as parts of a report.
struct PortfolioBlocks {
  private let portfolio: PortfolioDifference
  private let affected: [AffectedCustomer]
  private let names: (old: String, new: String)
  private var pair: EditionPair { portfolio.pair }

  init(
    _ portfolio: PortfolioDifference,
    _ affected: [AffectedCustomer],
    _ names: (old: String, new: String)
  ) {
    (self.portfolio, self.affected, self.names) = (portfolio, affected, names)
  }

  var blocks: [ReportBlock] {
    overview + amounts + segments + rejected
      + [.details("From what to what", matrices)].filter {
        if case .details(_, let blocks) = $0 { !blocks.isEmpty } else { true }
      } + mostAffected
  }

  // MARK: Counts

  private var overview: [ReportBlock] {
    let share = "\(grouped(portfolio.changed)) of \(grouped(portfolio.customers)) customers"
    var blocks: [ReportBlock] = [
      .line(
        portfolio.changed == 0
          ? "Nobody is decided differently: \(grouped(portfolio.customers)) customers."
          : "\(share) \(portfolio.changed == 1 ? "is" : "are") decided differently."
      )
    ]
    let rows = zip(pair.common, portfolio.decisions).filter { $1.changed > 0 }.map {
      common,
      decision -> [String] in
      [
        common.name + subject(common), grouped(decision.count), grouped(decision.counts[.same, default: 0]),
        shown(decision.counts[.stricter]), shown(decision.counts[.moreLenient]),
        shown(decision.counts[.different]), shown(decision.nowMade), shown(decision.noLongerMade),
      ]
    }
    if !rows.isEmpty {
      blocks.append(
        .table(
          ["decision", "decided", "same", "stricter", "more lenient", "different", "only new", "only old"],
          rows
        )
      )
    }
    let same = zip(pair.common, portfolio.decisions).filter { $1.changed == 0 }.map(\.0.name)
    if !same.isEmpty, !rows.isEmpty {
      blocks.append(.line("The same for everybody: \(same.joined(separator: ", "))."))
    }
    for (numbers, policy, word) in [(pair.onlyOld, pair.old, "gone"), (pair.onlyNew, pair.new, "new")] {
      if numbers.isEmpty { continue }
      let list = numbers.map { policy.decisions[$0].name }.joined(separator: ", ")
      blocks.append(.line("Decisions that are \(word): \(list)."))
    }
    return blocks
  }

  private func subject(_ common: EditionPair.Common) -> String {
    common.records.map { " of \(pair.old.collections[$0.old].plural)" } ?? ""
  }

  private var amounts: [ReportBlock] {
    let rows = zip(pair.common, portfolio.decisions).compactMap { common, decision -> [String]? in
      guard let amounts = decision.amounts, decision.changed > 0 else { return nil }
      let type = pair.old.decisions[common.old].type
      func text(_ number: Number?) -> String {
        number.map { pair.oldSide.text.text(.number($0), type) } ?? ""
      }
      let largest = amounts.largest.map { "\(text($0.from)) → \(text($0.to)) (\($0.customer))" } ?? ""
      return [
        common.name + subject(common), shown(amounts.up), shown(amounts.down),
        text(amounts.before) + unlimited(amounts.unlimitedBefore),
        text(amounts.after) + unlimited(amounts.unlimitedAfter), largest,
      ]
    }
    if rows.isEmpty { return [] }
    return [.table(["amount", "up", "down", "sum before", "sum after", "largest move"], rows)]
  }

  private func unlimited(_ count: Int) -> String { count == 0 ? "" : " and \(grouped(count)) unlimited" }

  private var matrices: [ReportBlock] {
    zip(pair.common, portfolio.decisions).flatMap { common, decision -> [ReportBlock] in
      guard decision.isListed, decision.changed > 0 else { return [] }
      let (old, new) = (pair.old.decisions[common.old], pair.new.decisions[common.new])
      let ways = decision.ways
      let rows = ways.from.map { from in
        [pair.oldSide.shown(DecisionDifference.value(from, old.type), old)]
          + ways.to.map { to in shown(decision.moves[.init(from: from, to: to)]) }
      }
      let headings = ways.to.map { pair.newSide.shown(DecisionDifference.value($0, new.type), new) }
      return [.table(["\(common.name)\(subject(common)), from ↓ to →"] + headings, rows)]
    }
  }

  // MARK: Segments

  private var segments: [ReportBlock] {
    guard portfolio.changed > 0, portfolio.limit != nil || portfolio.balance != nil else { return [] }
    func text(_ number: Number?) -> String {
      number.map { pair.oldSide.text.text(.number($0), .money(pair.old.currency)) } ?? "too large to add up"
    }
    let hasLimit = portfolio.limit != nil && pair.old.currency == pair.new.currency
    var headings = [portfolio.segment == nil ? "customers" : "segment before", "customers", "changed"]
    if hasLimit { headings += ["limit before", "limit after", "raised", "lowered"] }
    let lacksLimit = hasLimit && portfolio.segments.contains { $0.withoutLimit > 0 }
    if lacksLimit { headings.append("without an amount") }
    if let balance = portfolio.balance { headings += [balance.name, "of those changed"] }
    let lacksBalance = portfolio.segments.contains { $0.withoutBalance > 0 }
    if lacksBalance { headings.append("without a balance") }
    let rows = portfolio.segments.indices.compactMap { place -> [String]? in
      let segment = portfolio.segments[place]
      if segment.customers == 0 { return nil }
      var row = [
        portfolio.name(ofSegment: place) ?? (portfolio.segment == nil ? "all" : "none"),
        grouped(segment.customers), grouped(segment.changed),
      ]
      if hasLimit {
        row += [segment.limitBefore, segment.limitAfter, segment.raised, segment.lowered].map(text)
      }
      if lacksLimit { row.append(shown(segment.withoutLimit)) }
      if portfolio.balance != nil { row += [segment.balance, segment.balanceChanged].map(text) }
      if lacksBalance { row.append(shown(segment.withoutBalance)) }
      return row
    }
    return [.table(headings, rows)]
  }

  // MARK: Customers

  private var rejected: [ReportBlock] {
    var blocks: [ReportBlock] = []
    for (count, list, one, other) in [
      (portfolio.onlyOldCount, portfolio.onlyOld, names.old, names.new),
      (portfolio.onlyNewCount, portfolio.onlyNew, names.new, names.old),
    ] where count > 0 {
      blocks.append(.line("\(customers(count)) can be decided under \(one) and not under \(other):"))
      let rest = count - list.count
      blocks.append(
        .list(list.map { "\($0.customer): \($0.reason)" } + (rest > 0 ? ["and \(grouped(rest)) more"] : []))
      )
    }
    if portfolio.neither > 0 {
      blocks.append(.line("\(customers(portfolio.neither)) can be decided under neither."))
    }
    return blocks
  }

  private func customers(_ count: Int) -> String {
    "\(grouped(count)) \(count == 1 ? "customer" : "customers")"
  }

  private var mostAffected: [ReportBlock] {
    affected.flatMap { customer -> [ReportBlock] in
      let words = customer.changes.map { change in
        "\(change.decision)\(change.record.map { " of \($0)" } ?? "") \(change.from) → \(change.to)"
      }
      let further = customer.further == 0 ? [] : ["and \(customer.further) more"]
      var blocks: [ReportBlock] = []
      for change in customer.changes {
        blocks.append(.columns((names.old, change.before), (names.new, change.after)))
      }
      return [.details("Customer \(customer.key): " + (words + further).joined(separator: "; "), blocks)]
    }
  }

  // MARK: Numbers

  private func grouped(_ count: Int) -> String { pair.oldSide.text.text(.number(Number(count)), .number) }

  /// A count that is nothing to speak of where it is zero.
  private func shown(_ count: Int?) -> String { count.flatMap { $0 == 0 ? nil : grouped($0) } ?? "" }
}
