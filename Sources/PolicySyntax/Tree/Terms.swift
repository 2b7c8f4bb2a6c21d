import Exact

/// Payment terms as written: what is due when, a discount for early payment, the event from which days run, and
/// the methods accepted.
public struct TermsSyntax: Sendable {
  /// One step on the way from the event to the day on which payment is due.
  public enum Move: Sendable, Hashable {
    case days(Int)
    case endOfMonth
    /// The 10th, the 20th or the last day of the month.
    case endOfTenDays
    /// The next such day of a month, from 1 to 28; the day itself where it already is one.
    case dayOfMonth(Int)
  }

  public enum Due: Sendable, Hashable {
    case prepayment
    case cashOnDelivery
    case after([Move])
  }

  /// A share of the price, exact to a ten-millionth of a percent.
  public struct Share: Sendable, Hashable {
    public let billionths: Int64
    public static let decimals = 9
    public static let whole = Share(billionths: 1_000_000_000)

    init(billionths: Int64) { self.billionths = billionths }

    /// Nil where the fraction is not above 0 and at most 1, or has more decimals.
    init?(_ fraction: Number) {
      guard fraction > .zero, fraction <= .one, let needed = fraction.decimalsNeeded,
        needed <= Share.decimals, let scaled = try? fraction.multiplied(by: Number(1_000_000_000)),
        let billionths = scaled.wholeValue
      else { return nil }
      self.billionths = Int64(billionths)
    }

    /// As a fraction: 0.3 for 30%.
    public var fraction: Number { Number(mantissa: Int128(billionths), scale: Share.decimals) }
  }

  /// A share of the price and when it is due.
  public struct Part: Sendable, Hashable {
    /// The shares of all parts make up the whole.
    public let share: Share
    public let due: Due

    public init(share: Share, due: Due) {
      self.share = share
      self.due = due
    }
  }

  /// `less 2% within 10 days`: what may be deducted by whoever pays early.
  public struct Discount: Sendable, Hashable {
    public let share: Share
    /// Days from the event within which it can be taken.
    public let days: Int
  }

  public let parts: [Part]
  public let discount: Discount?
  public let event: NameSyntax?
  public let methods: [NameSyntax]
}

extension TermsSyntax.Move: CustomStringConvertible {
  public var description: String {
    switch self {
    case .days(let days): days == 1 ? "1 day" : "\(days) days"
    case .endOfMonth: "end of month"
    case .endOfTenDays: "end of ten-day period"
    case .dayOfMonth(let day): "the \(day)\(TermsSyntax.Move.ending(day))"
    }
  }

  private static func ending(_ day: Int) -> String {
    switch day {
    case 1, 21: "st"
    case 2, 22: "nd"
    case 3, 23: "rd"
    default: "th"
    }
  }
}

extension TermsSyntax.Due: CustomStringConvertible {
  public var description: String {
    switch self {
    case .prepayment: "prepayment"
    case .cashOnDelivery: "cash on delivery"
    case .after(let moves): moves.map(\.description).joined(separator: ", then ")
    }
  }
}

extension TermsSyntax.Part: CustomStringConvertible {
  /// With its share, unless it is the whole.
  public var description: String {
    share == .whole ? due.description : "\(TermsSyntax.percentage(share)) \(due)"
  }
}

extension TermsSyntax.Discount: CustomStringConvertible {
  public var description: String { "less \(TermsSyntax.percentage(share)) within \(days) days" }
}

extension TermsSyntax {
  /// What is due when, and the discount: the terms without event and methods.
  public static func description(_ parts: [Part], _ discount: Discount?) -> String {
    parts.map(\.description).joined(separator: " and ") + (discount.map { ", \($0)" } ?? "")
  }

  static func percentage(_ share: Share) -> String {
    Number(mantissa: Int128(share.billionths), scale: Share.decimals - 2).description + "%"
  }
}
