import Exact
import PolicyModel

/// A region in words: `score` is missing, `open_balance` is more than 50 000 EUR.
struct RegionWords {
  let policy: Policy
  let search: Search

  func text(_ region: Search.Region) -> String {
    region.runs.compactMap { phrase($0.column, $0.cells) }.joined(separator: " and ")
  }

  private func phrase(_ column: Int, _ cells: [Int]) -> String? {
    guard let written = search.columns[column].written, let all = search.cells(column),
      let first = cells.first, cells.count < all.count
    else { return nil }
    let name = written.text.hasPrefix("`") ? written.text : "`\(written.text)`"
    switch all.cells[first] {
    case .missing where cells.count == 1: return "\(name) is missing"
    case .member, .otherText, .missing: return members(name, written, all, cells)
    case .point, .between: return interval(name, written, all, cells)
    }
  }

  /// The value of a cell that is one number.
  func point(_ column: Int, _ cell: Int) -> String? {
    guard let written = search.columns[column].written, case .point(let value)? = search.cell(column, cell)
    else {
      return nil
    }
    return shown(value, written)
  }

  /// A value of a direction as the value of what is written in the policy.
  private func shown(_ bound: Number, _ written: Column.Written) -> String {
    let scaled =
      (try? bound.multiplied(by: written.factor)).flatMap { try? $0.adding(written.constant) } ?? bound
    let text = ValueText(policy: policy)
    if written.type.type == .date {
      return text.text(.date(CalendarDate(dayNumber: Int32(clamping: scaled.wholeValue ?? 0))), .date)
    }
    return text.text(.number(scaled.lowestTerms), written.type.type)
  }

  private func members(_ name: String, _ written: Column.Written, _ all: Cells, _ cells: [Int]) -> String? {
    func text(_ cell: Int) -> String {
      switch all.cells[cell] {
      case .member(let member): show(member, written.type.type)
      case .missing: "missing"
      default: "anything else"
      }
    }
    if case .yesNo = written.type.type, cells.count == 1 { return "\(name) is \(text(cells[0]))" }
    let others = all.cells.indices.filter { !cells.contains($0) }
    if others.count < cells.count, others.count <= 2 {
      return "\(name) is not \(others.map(text).joined(separator: " or "))"
    }
    return
      "\(name) is \(cells.prefix(4).map(text).joined(separator: " or "))\(cells.count > 4 ? " or …" : "")"
  }

  private func show(_ member: Int32, _ type: ValueType) -> String {
    let text = ValueText(policy: policy)
    return switch type {
    case .yesNo: member == 1 ? "yes" : "no"
    case .terms: text.text(.terms(member), type)
    case .text, .key: "“\(text.text(.text(member), type))”"
    default: text.text(.symbol(member), type)
    }
  }

  /// The first stretch of neighbouring cells, as bounds of what is written in the policy.
  private func interval(_ name: String, _ written: Column.Written, _ all: Cells, _ cells: [Int]) -> String? {
    var last = cells[0]
    for cell in cells.dropFirst() where cell == last + 1 {
      if case .missing = all.cells[cell] { break }
      last = cell
    }
    var (low, high): ((Number, isStrict: Bool)?, (Number, isStrict: Bool)?)
    switch all.cells[cells[0]] {
    case .point(let value): low = (value, false)
    case .between(let bound, _): low = bound.map { ($0, true) }
    default: break
    }
    switch all.cells[last] {
    case .point(let value): high = (value, false)
    case .between(_, let bound): high = bound.map { ($0, true) }
    default: break
    }
    if written.factor.isNegative { (low, high) = (high, low) }
    func shown(_ bound: Number) -> String {
      let scaled =
        (try? bound.multiplied(by: written.factor)).flatMap { try? $0.adding(written.constant) } ?? bound
      let text = ValueText(policy: policy)
      if written.type.type == .date {
        return text.text(.date(CalendarDate(dayNumber: Int32(clamping: scaled.wholeValue ?? 0))), .date)
      }
      return text.text(.number(scaled.lowestTerms), written.type.type)
    }
    if let low, let high, low.0 == high.0 { return "\(name) is \(shown(low.0))" }
    var bounds: [String] = []
    if let low { bounds.append("\(low.isStrict ? "more than" : "at least") \(shown(low.0))") }
    if let high { bounds.append("\(high.isStrict ? "less than" : "at most") \(shown(high.0))") }
    return bounds.isEmpty ? nil : "\(name) is \(bounds.joined(separator: " and "))"
  }
}
