import Portfolio

extension Portfolio {
  /// Whether every row is accounted for, and every list has the size that it must have.
  public func addsUp() -> Bool {
    let table = customers.count == counts.customers.accepted && counts.customers.rejected >= 0
    let records = zip(collections, counts.collections).allSatisfy {
      $0.count == $1.accepted && $1.rejected >= 0
    }
    let sums = counts.rowsRead.count == files.count && counts.rowsRead.first == counts.customers.read
    let covered = zip(ranges, collections).allSatisfy { ranges, table in
      ranges.count == customers.count && ranges.map(\.count).reduce(0, +) == table.count
        && zip(ranges, ranges.dropFirst()).allSatisfy { $0.upperBound == $1.lowerBound }
    }
    let isRejectExplained = counts.customers.rejected == 0 || !rejects.isEmpty
    return table && records && sums && covered && isRejectExplained
      && groups.flatMap(\.self).sorted() == Array(0..<customers.count)
      && (files.count < 2
        || zip(counts.rowsRead.dropFirst(), counts.collections).allSatisfy { $0 == $1.read })
  }
}
