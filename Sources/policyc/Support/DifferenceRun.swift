import Exact
import PolicyModel
import Portfolio
import Reports

/// Decides a portfolio under two editions at once, and counts who is decided differently.
struct DifferenceRun {
  private var old: DecidedCustomers
  private var new: DecidedCustomers
  private(set) var difference: PortfolioDifference

  init(_ pair: EditionPair, _ old: Portfolio, _ new: Portfolio, asOf: CalendarDate, top: Int, balance: String)
  {
    self.old = DecidedCustomers(pair.old, old, asOf: asOf)
    self.new = DecidedCustomers(pair.new, new, asOf: asOf)
    difference = PortfolioDifference(pair, top: top, balance: balance)
  }

  /// Brings the two together by the lines on which customers stand: both read the same file.
  mutating func run() {
    var (one, other) = (old.next(), new.next())
    var count = 0
    while one != nil || other != nil {
      switch (one, other) {
      case (let first?, let second?) where old.row(first) == new.row(second):
        add(first, second)
        (one, other) = (old.next(), new.next())
      case (let first?, let second):
        if let second, new.row(second) < old.row(first) {
          addOnlyNew(second)
          other = new.next()
        } else {
          addOnlyOld(first)
          one = old.next()
        }
      case (nil, let second?):
        addOnlyNew(second)
        other = new.next()
      case (nil, nil): break
      }
      count += 1
      if count & 0x3FF == 0 { Progress.show("deciding", (old.done + new.done) / 2) }
    }
    Progress.clear()
  }

  private mutating func add(_ first: DecidedCustomers.Customer, _ second: DecidedCustomers.Customer) {
    switch (first.decided, second.decided) {
    case (let before?, let after?): difference.add(before, after)
    case (.some, nil):
      difference.addOnly(old: true, old.key(first)) { second.failure?.message(new.policy) ?? "" }
    case (nil, .some):
      difference.addOnly(old: false, new.key(second)) { first.failure?.message(old.policy) ?? "" }
    case (nil, nil): difference.addNeither()
    }
  }

  /// A customer whose row the new edition does not accept.
  private mutating func addOnlyOld(_ customer: DecidedCustomers.Customer) {
    if customer.decided == nil { return difference.addNeither() }
    let key = old.key(customer)
    difference.addOnly(old: true, key) { new.reason(forKey: key) }
  }

  private mutating func addOnlyNew(_ customer: DecidedCustomers.Customer) {
    if customer.decided == nil { return difference.addNeither() }
    let key = new.key(customer)
    difference.addOnly(old: false, key) { old.reason(forKey: key) }
  }
}
