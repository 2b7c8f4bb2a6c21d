import Exact
import PolicySyntax

/// Payment terms: which part of the price is due when, a discount for early payment, counted from which event,
/// and by which methods.
public struct PaymentTerms: Hashable, Sendable {
  public typealias Move = TermsSyntax.Move
  public typealias Due = TermsSyntax.Due
  public typealias Part = TermsSyntax.Part
  public typealias Discount = TermsSyntax.Discount

  /// In the order written; their shares sum to 1.
  public let parts: [Part]
  public let discount: Discount?
  /// The event from which days run, as the policy names it; nil where it is not said.
  public let event: String?
  /// The methods accepted, in the order written; empty where none is said.
  public let methods: [String]

  public init(parts: [Part], discount: Discount?, event: String?, methods: [String]) {
    self.parts = parts
    self.discount = discount
    self.event = event
    self.methods = methods
  }

  /// Terms as they were written.
  public init(_ syntax: TermsSyntax) {
    self.init(
      parts: syntax.parts,
      discount: syntax.discount,
      event: syntax.event?.text,
      methods: syntax.methods.map(\.text)
    )
  }

  /// The whole price at once.
  public init(_ due: Due) {
    self.init(parts: [Part(share: .whole, due: due)], discount: nil, event: nil, methods: [])
  }

  /// Whether these terms are what a pattern asks for: the same parts, and the same discount, event and methods
  /// where the pattern names them.
  public func matches(_ pattern: PaymentTerms) -> Bool {
    parts == pattern.parts && (pattern.discount == nil || pattern.discount == discount)
      && (pattern.event == nil || pattern.event == event)
      && (pattern.methods.isEmpty || Set(pattern.methods) == Set(methods))
  }

  /// The share of the price that is due before delivery, as a fraction.
  public var sharePrepaid: Number {
    let billionths = parts.reduce(0) { $0 + ($1.due == .prepayment ? $1.share.billionths : 0) }
    return Number(mantissa: Int128(billionths), scale: TermsSyntax.Share.decimals)
  }

  /// The day on which the last part is due when the terms run from a day; that day itself for what is paid
  /// before or on delivery.
  ///
  /// Nil outside the calendar.
  public func dueDate(from day: CalendarDate) -> CalendarDate? {
    var latest = day
    for part in parts {
      guard let due = part.due.date(from: day) else { return nil }
      latest = max(latest, due)
    }
    return latest
  }

  /// The last day on which the discount can be taken; nil where there is none or outside the calendar.
  public func discountDate(from day: CalendarDate) -> CalendarDate? {
    discount.flatMap { day.adding(days: $0.days) }
  }
}

extension PaymentTerms: CustomStringConvertible {
  /// The terms as the language writes them.
  public var description: String {
    var text = TermsSyntax.description(parts, discount)
    if let event { text += " from \(event)" }
    if !methods.isEmpty { text += " by " + methods.joined(separator: " or ") }
    return text
  }
}

extension TermsSyntax.Due {
  /// The day on which it is due, nil outside the calendar.
  func date(from day: CalendarDate) -> CalendarDate? {
    guard case .after(let moves) = self else { return day }
    var date = day
    for move in moves {
      guard let next = move.applied(to: date) else { return nil }
      date = next
    }
    return date
  }
}

extension TermsSyntax.Move {
  func applied(to date: CalendarDate) -> CalendarDate? {
    switch self {
    case .days(let days): date.adding(days: days)
    case .endOfMonth: date.endOfMonth
    case .endOfTenDays: date.endOfTenDayPeriod
    case .dayOfMonth(let day): date.next(dayOfMonth: day)
    }
  }
}
