import Exact
import PolicyModel

extension Operation {
  /// The result of the operation, the only place that says what each means.
  ///
  /// Operands have the types that the resolver gave them; an operand of another type gives missing, which a
  /// decision never accepts.
  public func apply(_ operands: [Value]) throws(ArithmeticOverflow) -> Value {
    switch self {
    case .isMissing: return .yesNo(operands[0].isMissing)
    case .isKnown: return .yesNo(!operands[0].isMissing)
    case .orElse: return operands[0].isMissing ? operands[1] : operands[0]
    case .orIfUnlimited: return operands[0] == .unlimited ? operands[1] : operands[0]
    case .and: return Operation.junction(operands, decisive: false)
    case .or: return Operation.junction(operands, decisive: true)
    case .lowestKnown, .highestKnown:
      let known = operands.filter { !$0.isMissing }
      return Operation.extreme(known, highest: self == .highestKnown)
    case .averageKnown: return try Operation.average(operands.filter { !$0.isMissing })
    case .medianKnown: return try Operation.median(operands.filter { !$0.isMissing })
    default: break
    }
    if operands.contains(where: \.isMissing) { return .missing }
    switch self {
    case .average: return try Operation.average(operands)
    case .median: return try Operation.median(operands)
    case .lowest: return Operation.extreme(operands, highest: false)
    case .highest: return Operation.extreme(operands, highest: true)
    case .oneOf: return .yesNo(operands.dropFirst().contains(operands[0]))
    case .equal: return .yesNo(operands[0] == operands[1])
    case .less: return Operation.comparison(operands) { $0 < 0 }
    case .atMost: return Operation.comparison(operands) { $0 <= 0 }
    case .atLeast: return Operation.comparison(operands) { $0 >= 0 }
    case .more: return Operation.comparison(operands) { $0 > 0 }
    case .not: if case .yesNo(let answer) = operands[0] { return .yesNo(!answer) }
    case .includes:
      if case .rules(let all) = operands[0], case .rules(let wanted) = operands[1] {
        return .yesNo(all & wanted == wanted)
      }
    case .isUnlimited: return .yesNo(operands[0] == .unlimited)
    case .isOutsideScale: if case .symbol(let symbol) = operands[0] { return .yesNo(symbol < 0) }
    default: return try calculated(operands)
    }
    return .missing
  }

  private func calculated(_ operands: [Value]) throws(ArithmeticOverflow) -> Value {
    switch (operands.first, operands.dropFirst().first) {
    case (.number(let left)?, .number(let right)?):
      switch self {
      case .add: return .number(try left.adding(right))
      case .subtract: return .number(try left.subtracting(right))
      case .multiply: return .number(try left.multiplied(by: right))
      case .divide: return try left.divided(by: right).map { .number($0) } ?? .missing
      case .divideFinitely:
        guard let inverse = try Number.one.divided(by: right), let decimals = inverse.decimalsNeeded else {
          return .missing
        }
        // As a decimal, so that what is computed from it is one too.
        return .number(try left.multiplied(by: try inverse.rounded(.down, decimals: decimals)))
      default: return .missing
      }
    case (.unlimited?, nil):
      if case .round = self { return .unlimited }
      return .missing
    case (.number(let number)?, nil):
      switch self {
      case .negate: return .number(try number.negated())
      case .round(let rule, let step): return .number(try number.rounded(rule, toMultipleOf: step.number))
      default: return .missing
      }
    case (.date(let date)?, .number(let number)?): return try moved(date, by: number)
    case (.date(let from)?, .date(let to)?):
      switch self {
      case .daysBetween: return .number(Number(from.days(to: to)))
      case .monthsBetween(let rule): return .number(Number(from.wholeMonths(to: to, rule)))
      case .yearsBetween(let rule): return .number(Number(from.wholeYears(to: to, rule)))
      default: return .missing
      }
    case (.date(let date)?, nil):
      switch self {
      case .endOfMonth: return .date(date.endOfMonth)
      case .startOfMonth: return .date(date.startOfMonth)
      case .endOfTenDays: return .date(date.endOfTenDayPeriod)
      default: return .missing
      }
    default: return .missing
    }
  }

  /// A date moved by a whole number; beyond the calendar it is an error, as for numbers.
  private func moved(_ date: CalendarDate, by number: Number) throws(ArithmeticOverflow) -> Value {
    guard let count = number.wholeValue, abs(count) <= 10_000_000 else { throw ArithmeticOverflow() }
    let result: CalendarDate? =
      switch self {
      case .addDays: date.adding(days: count)
      case .subtractDays: date.adding(days: -count)
      case .addMonths(let rule): date.adding(months: count, rule)
      case .subtractMonths(let rule): date.adding(months: -count, rule)
      case .addYears(let rule): date.adding(months: count * 12, rule)
      case .subtractYears(let rule): date.adding(months: -count * 12, rule)
      default: nil
      }
    guard let result else { throw ArithmeticOverflow() }
    return .date(result)
  }

  /// `and` is decided by a no, `or` by a yes, whatever else is missing.
  private static func junction(_ operands: [Value], decisive: Bool) -> Value {
    var isMissing = false
    for operand in operands {
      if case .yesNo(decisive) = operand { return .yesNo(decisive) }
      if operand.isMissing { isMissing = true }
    }
    return isMissing ? .missing : .yesNo(!decisive)
  }

  private static func comparison(_ operands: [Value], _ holds: (Int) -> Bool) -> Value {
    compare(operands[0], operands[1]).map { .yesNo(holds($0)) } ?? .missing
  }

  /// Negative, zero or positive; nil where the values have no order between them.
  static func compare(_ left: Value, _ right: Value) -> Int? {
    switch (left, right) {
    case (.number(let left), .number(let right)): left < right ? -1 : (left == right ? 0 : 1)
    case (.unlimited, .unlimited): 0
    case (.unlimited, .number): 1
    case (.number, .unlimited): -1
    case (.date(let left), .date(let right)): left < right ? -1 : (left == right ? 0 : 1)
    case (.symbol(let left), .symbol(let right)):
      left < 0 || right < 0 ? nil : (left < right ? -1 : (left == right ? 0 : 1))
    default: nil
    }
  }

  /// Missing when there is none or one is no number.
  static func average(_ values: [Value]) throws(ArithmeticOverflow) -> Value {
    var total = Number.zero
    for value in values {
      guard case .number(let number) = value else { return .missing }
      total = try total.adding(number)
    }
    return try total.divided(by: Number(values.count)).map { .number($0) } ?? .missing
  }

  /// Missing when there is none or one is no number.
  static func median(_ values: [Value]) throws(ArithmeticOverflow) -> Value {
    var numbers: [Number] = []
    for value in values {
      guard case .number(let number) = value else { return .missing }
      numbers.append(number)
    }
    if numbers.isEmpty { return .missing }
    numbers.sort()
    let middle = numbers.count / 2
    if numbers.count % 2 == 1 { return .number(numbers[middle]) }
    let sum = try numbers[middle - 1].adding(numbers[middle])
    return .number(try sum.multiplied(by: Number(mantissa: 5, scale: 1)))
  }

  /// The first lowest or highest; missing when there is none or one has no place in the order.
  static func extreme(_ values: [Value], highest: Bool) -> Value {
    guard var best = values.first else { return .missing }
    for value in values {
      guard let order = compare(value, best) else { return .missing }
      if highest ? order > 0 : order < 0 { best = value }
    }
    return best
  }
}

extension PolicyModel.Operation {
  /// The result of an operation that may look into the policy's lists and tables, which plain values do not carry.
  ///
  /// - Throws: where the exact result does not fit, or a day lies outside the calendar of working days.
  public func apply(_ operands: [Value], in policy: Policy) throws(OperationFailure) -> Value {
    switch self {
    case .rateOn(let table):
      guard case .date(let day) = operands[0] else { return .missing }
      return policy.rates[table].row(on: day).map { .number($0.value) } ?? .missing
    case .interest(let interest):
      return try OperationFailure.arithmetic { () throws(ArithmeticOverflow) in
        try interest.apply(operands, interest.rates.map { policy.rates[$0] })
      }
    case .workingDaysAfter, .workingDaysBefore, .workingDaysBetween, .firstWorkingDay:
      return try policy.calendar.map { calendar throws(OperationFailure) in try counted(operands, calendar) }
        ?? .missing
    default:
      return try OperationFailure.arithmetic { () throws(ArithmeticOverflow) in
        try apply(operands, termsOf: policy)
      }
    }
  }

  private func apply(_ operands: [Value], termsOf policy: Policy) throws(ArithmeticOverflow) -> Value {
    guard case .terms(let number)? = operands.first else { return try apply(operands) }
    switch (self, operands.dropFirst().first) {
    case (.hasTerms, .terms(let pattern)?):
      return .yesNo(policy.terms[Int(number)].matches(policy.terms[Int(pattern)]))
    case (.isAtLeastAsStrict, .terms(let other)?):
      return .yesNo(policy.strictness.isAtLeastAsStrict(number, as: other))
    case (.dueDate, .date(let day)?):
      guard let due = policy.terms[Int(number)].dueDate(from: day) else { throw ArithmeticOverflow() }
      return .date(due)
    case (.discountDate, .date(let day)?):
      let terms = policy.terms[Int(number)]
      if terms.discount == nil { return .missing }
      guard let last = terms.discountDate(from: day) else { throw ArithmeticOverflow() }
      return .date(last)
    case (.sharePrepaid, nil): return .number(policy.terms[Int(number)].sharePrepaid)
    default: return try apply(operands)
    }
  }

  private func counted(_ operands: [Value], _ calendar: WorkingCalendar) throws(OperationFailure) -> Value {
    guard case .date(let day) = operands[0] else { return .missing }
    do throws(WorkingCalendar.NotCovered) {
      switch (self, operands.dropFirst().first) {
      case (.firstWorkingDay, nil): return .date(try calendar.first(from: day))
      case (.workingDaysBetween, .date(let to)?):
        return .number(Number(try calendar.count(from: day, to: to)))
      case (.workingDaysAfter, .number(let count)?), (.workingDaysBefore, .number(let count)?):
        guard let count = count.wholeValue, abs(count) <= 10_000_000 else { break }
        return .date(try calendar.moved(day, by: self == .workingDaysAfter ? count : -count))
      default: return .missing
      }
    } catch { throw .outsideCalendar(error.day) }
    throw .overflow
  }
}

extension Interest {
  /// The interest on the first operand after the second up to the third, at the rate of each day.
  func apply(_ operands: [Value], _ table: RateTable?) throws(ArithmeticOverflow) -> Value {
    guard case .number(let amount) = operands[0], case .date(let from) = operands[1],
      case .date(let to) = operands[2]
    else { return .missing }
    var fixed = Number.zero
    if operands.count > 3 {
      guard case .number(let rate) = operands[3] else { return .missing }
      fixed = rate
    }
    if to <= from { return .number(.zero) }
    if let table, table.periods(after: from, upTo: to) == nil { return .missing }
    let year = Number(yearDays)
    /// The rates of the days after one day up to another, added up.
    func rates(_ from: CalendarDate, _ to: CalendarDate) throws(ArithmeticOverflow) -> Number {
      guard let table else { return try fixed.multiplied(by: Number(from.days(to: to))) }
      var sum = Number.zero
      for period in table.periods(after: from, upTo: to) ?? [] {
        sum = try sum.adding(try period.row.value.multiplied(by: Number(period.days)))
      }
      return sum
    }
    var (balance, start) = (amount, from)
    if let compounding {
      var years = 1
      while let end = from.adding(months: 12 * years, compounding.monthEnds), end <= to {
        let interest = try balance.multiplied(by: try rates(start, end)).divided(by: year) ?? .zero
        balance = try balance.adding(
          try interest.rounded(compounding.rounding, toMultipleOf: compounding.step.number)
        )
        (start, years) = (end, years + 1)
      }
    }
    let last = try rates(start, to)
    if compounding == nil { return .number(try amount.multiplied(by: last).divided(by: year) ?? .zero) }
    let grown = try balance.multiplied(by: try year.adding(last))
    return .number(try grown.subtracting(try amount.multiplied(by: year)).divided(by: year) ?? .zero)
  }
}
