import Exact

extension Parser {
  /// Payment terms, or any other expression where none are written.
  mutating func terms() throws(SyntaxFailure) -> ExpressionSyntax {
    isAtTerms(ahead: 0, wanted: true) ? try writtenTerms() : try expression()
  }

  /// Terms that cannot be read as anything else, wherever a value may stand; nil otherwise.
  mutating func termsIfWritten() throws(SyntaxFailure) -> ExpressionSyntax? {
    isAtTerms(ahead: 0, wanted: false) ? try writtenTerms() : nil
  }

  /// Whether terms begin ahead; `30 days` and `prepayment` alone do only where terms are wanted.
  private func isAtTerms(ahead: Int, wanted: Bool) -> Bool {
    if isAt(.cashOnDelivery, ahead: ahead) { return true }
    if isAt(.endOfTenDays, ahead: ahead) { return !isAt(.endOfTenDaysOf, ahead: ahead) }
    if isAt(.endOfMonth, ahead: ahead) { return !isAt(.endOfMonthOf, ahead: ahead) }
    if isAtShare(ahead: ahead) { return isAtTerms(ahead: ahead + 2, wanted: true) }
    if isAt(.prepayment, ahead: ahead) { return wanted || isAtMethods(ahead: ahead + 1) }
    guard sees(.number, ahead: ahead), isAt(.days, ahead: ahead + 1) else { return false }
    if wanted || isAtMonthEnd(ahead: ahead + 2) { return true }
    return isAt(",", ahead: ahead + 2) && (isAt(.then, ahead: ahead + 3) || isAtDiscount(ahead: ahead + 3))
  }

  private func isAtShare(ahead: Int) -> Bool { sees(.number, ahead: ahead) && isAt("%", ahead: ahead + 1) }

  private func isAtMonthEnd(ahead: Int) -> Bool {
    isAt(.endOfMonth, ahead: ahead) && !isAt(.endOfMonthOf, ahead: ahead)
  }

  private func isAtDiscount(ahead: Int) -> Bool {
    isAt(.less, ahead: ahead) && isAtShare(ahead: ahead + 1)
  }

  /// Terms after commas: `30 days, 45 days, then end of month, prepayment`.
  mutating func listedTerms() throws(SyntaxFailure) -> [ExpressionSyntax] {
    guard isAtTerms(ahead: 0, wanted: true) else { throw expected("payment terms such as `30 days`") }
    var list = [try writtenTerms()]
    while isAt(","), isAtTerms(ahead: 1, wanted: true) {
      at += 1
      list.append(try writtenTerms())
    }
    return list
  }

  /// Payment terms that stand alone, as in a cell of data; nil where a text is anything else.
  public static func terms(_ text: String, words table: KeywordTable = .english) -> TermsSyntax? {
    var parser = Parser(Source(name: "", text: text), table)
    parser.itemEnd = parser.tokens.count - 1
    guard parser.isAtTerms(ahead: 0, wanted: true), let read = try? parser.writtenTerms(), parser.isAtEnd,
      parser.diagnostics.isEmpty, case .terms(let terms) = read.kind
    else { return nil }
    return terms
  }

  private mutating func writtenTerms() throws(SyntaxFailure) -> ExpressionSyntax {
    let start = at
    let parts = try parts(from: start)
    let ending = try ending()
    return ExpressionSyntax(
      .terms(
        TermsSyntax(parts: parts, discount: ending.discount, event: ending.event, methods: ending.methods)
      ),
      span(from: start)
    )
  }

  /// What holds for the whole price: the discount, the event and the means of payment.
  private mutating func ending() throws(SyntaxFailure) -> (
    discount: TermsSyntax.Discount?, event: NameSyntax?, methods: [NameSyntax]
  ) {
    var discount: TermsSyntax.Discount?
    if isAt(","), isAtDiscount(ahead: 1) {
      at += 1
      discount = try self.discount()
    }
    var event: NameSyntax?
    var methods: [NameSyntax] = []
    if take(.from) { event = try name("the event from which the days run, such as `invoice` or `delivery`") }
    if isAtMethods(ahead: 0), take(.by) {
      methods = try names("a method of payment, such as `transfer`", separator: .or)
    }
    return (discount, event, methods)
  }

  /// The whole price, or its parts: `30% prepayment and 70% 30 days`.
  private mutating func parts(from start: Int) throws(SyntaxFailure) -> [TermsSyntax.Part] {
    guard isAtShare(ahead: 0) else { return [TermsSyntax.Part(share: .whole, due: try due())] }
    var parts: [TermsSyntax.Part] = []
    var total = TermsSyntax.Share(billionths: 0)
    repeat {
      let share = try share()
      total = TermsSyntax.Share(billionths: total.billionths + share.billionths)
      parts.append(TermsSyntax.Part(share: share, due: try due()))
      try refuseEndingInside()
    } while isAt(.and) && isAtShare(ahead: 1) && take(.and)
    guard total == .whole else {
      throw failure(
        .outsideRange,
        span(from: start),
        "the parts add up to \(TermsSyntax.percentage(total)) of the price, and must to 100%",
        help: "correct a percentage, or add the part that is missing: `… and 10% 60 days`"
      )
    }
    return parts
  }

  /// What is named once for all parts, at the end, must not stand after a part that is followed by another.
  private func refuseEndingInside() throws(SyntaxFailure) {
    var ahead = self
    let ending = try ahead.ending()
    guard ahead.at > at, ahead.isAt(.and), ahead.isAtShare(ahead: 1) else { return }
    let what =
      if ending.event != nil { "the event from which days run is" } else if ending.discount != nil {
        "the discount is"
      } else {
        "the means of payment are"
      }
    let place = ahead.span(from: isAt(",") ? at + 1 : at)
    let written = source.text(place)
    throw failure(
      .unexpected,
      place,
      "\(what) named once, at the end, for all parts",
      help: "take `\(written)` away here; what stands after the last part holds for all of them"
    )
  }

  private mutating func share() throws(SyntaxFailure) -> TermsSyntax.Share {
    let start = at
    let number = try number()
    _ = take("%")
    guard let fraction = try? number?.multiplied(by: Number(mantissa: 1, scale: 2)),
      let share = TermsSyntax.Share(fraction)
    else {
      throw failure(
        .outsideRange,
        span(from: start),
        "a part of the price is more than 0% and at most 100%, with at most 7 decimals",
        help: "correct the percentage"
      )
    }
    return share
  }

  private mutating func discount() throws(SyntaxFailure) -> TermsSyntax.Discount {
    _ = take(.less)
    let share = try share()
    try expect(.within, "and the days in which the discount can be taken, as in `less 2% within 10 days`")
    return TermsSyntax.Discount(share: share, days: try countedDays())
  }

  private mutating func due() throws(SyntaxFailure) -> TermsSyntax.Due {
    if take(.prepayment) { return .prepayment }
    if take(.cashOnDelivery) { return .cashOnDelivery }
    var moves = [try move()]
    while isAt(","), isAt(.then, ahead: 1) {
      at += 1
      _ = take(.then)
      moves.append(try move())
    }
    return .after(moves)
  }

  private mutating func move() throws(SyntaxFailure) -> TermsSyntax.Move {
    let start = at
    if take(.endOfTenDays) { return .endOfTenDays }
    if take(.endOfMonth) { return .endOfMonth }
    if isAt(.the), sees(.ordinal, ahead: 1) {
      _ = take(.the)
      return .dayOfMonth(try dayOfMonth())
    }
    guard sees(.number) else {
      throw expected("a number of days, `end of month`, `end of ten-day period` or a day such as `the 10th`")
    }
    let written = source.text(span(current))
    let days = try countedDays()
    guard isAtMonthEnd(ahead: 0) else { return .days(days) }
    _ = take(.endOfMonth)
    throw failure(
      .ambiguousMonthEnd,
      span(from: start),
      "`\(source.text(span(from: start)))` has two readings that never agree",
      help:
        "write `\(written) days, then end of month` (count \(written) days, then go to the end of that month) "
        + "or `end of month, then \(written) days` (go to the end of the month, then count \(written) days)"
    )
  }

  private mutating func countedDays() throws(SyntaxFailure) -> Int {
    let start = at
    let days = try wholeNumber("a whole number of days")
    try expect(.days, "after the number")
    guard (0...3_650).contains(days) else {
      throw failure(
        .outsideRange,
        span(from: start),
        "terms run for at most 3 650 days",
        help: "write a number of days from 0 to 3 650"
      )
    }
    return days
  }

  private mutating func dayOfMonth() throws(SyntaxFailure) -> Int {
    let place = span(current)
    let day = Int(source.text(place).prefix { $0.isNumber }) ?? 0
    at += 1
    guard (1...28).contains(day) else {
      throw failure(
        .outsideRange,
        place,
        "not every month has a \(source.text(place))",
        help: "write a day from `the 1st` to `the 28th`, or `end of month`"
      )
    }
    return day
  }

  /// `due date under terms from issued` and its relatives; nil when none begins here.
  mutating func questionUnderTerms() throws(SyntaxFailure) -> ExpressionSyntax? {
    let start = at
    let questions: [(Keyword, ExpressionSyntax.TermsQuestion)] = [
      (.dueDateUnder, .dueDate), (.discountDateUnder, .discountDate),
    ]
    for (keyword, question) in questions where take(keyword) {
      let terms = try nested { parser throws(SyntaxFailure) in try parser.primary() }
      try expect(.from, "and the day from which the terms run, such as `issued`")
      let day = try sum()
      return ExpressionSyntax(.under(question, terms: terms, from: day), span(from: start))
    }
    guard take(.sharePrepaidUnder) else { return nil }
    let terms = try nested { parser throws(SyntaxFailure) in try parser.primary() }
    return ExpressionSyntax(.sharePrepaid(terms), span(from: start))
  }

  /// A value where either terms or something else can stand.
  ///
  /// `30 days by card` is read as terms, `30 days` as whatever is wanted in its place.
  mutating func valueOrTerms() throws(SyntaxFailure) -> ExpressionSyntax {
    let isTerms =
      sees(.number) && isAt(.days, ahead: 1) && (isAtEvent(ahead: 2) || isAtMethods(ahead: 2))
    return isTerms ? try terms() : try sum()
  }

  /// Whether the event from which days run stands ahead, and not a date.
  private func isAtEvent(ahead: Int) -> Bool {
    isAt(.from, ahead: ahead) && at + ahead + 1 < itemEnd && tokens[at + ahead + 1].kind == .word
  }

  /// Whether methods of payment stand ahead, and not the id of a rule (`by terms.slow`).
  func isAtMethods(ahead: Int) -> Bool {
    guard isAt(.by, ahead: ahead) else { return false }
    let point = at + ahead + 2
    return point >= itemEnd || tokens[point].word != Int16(UInt8(ascii: "."))
  }
}
