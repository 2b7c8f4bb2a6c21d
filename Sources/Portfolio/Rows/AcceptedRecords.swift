import PolicyModel

/// The records of one collection that are left, by customer.
struct AcceptedRecords {
  let table: Table
  /// The rows of each accepted customer.
  let ranges: [Range<Int>]
  /// How many records there were before.
  let read: Int

  /// `numbers` gives for each customer's row its number among the accepted, or -1.
  init(_ staged: StagedTable, _ numbers: [Int32], customerCount: Int) {
    var counts = [Int](repeating: 0, count: customerCount)
    func owner(_ row: Int) -> Int? {
      let parent = Int(staged.parents[row])
      guard parent >= 0, numbers[parent] >= 0 else { return nil }
      return Int(numbers[parent])
    }
    for row in 0..<staged.count {
      if let owner = owner(row) { counts[owner] += 1 }
    }
    var ranges: [Range<Int>] = []
    ranges.reserveCapacity(customerCount)
    var start = 0
    for count in counts {
      ranges.append(start..<start + count)
      start += count
    }
    var next = ranges.map(\.lowerBound)
    var order = [Int](repeating: 0, count: start)
    for row in 0..<staged.count {
      guard let owner = owner(row) else { continue }
      order[next[owner]] = row
      next[owner] += 1
    }
    self.ranges = ranges
    table = staged.table(order)
    read = staged.count
  }
}

extension StagedTable {
  /// Some of the rows in a given order; as they are, without a copy, where that is all of them in their
  /// order.
  func table(_ rows: [Int]) -> Table {
    if rows.count == count, rows.indices.allSatisfy({ rows[$0] == $0 }) {
      return Table(width: width, values: values, origins: origins)
    }
    var chosen: [Value] = []
    chosen.reserveCapacity(rows.count * width)
    for row in rows { chosen.append(contentsOf: values[row * width..<(row + 1) * width]) }
    return Table(width: width, values: chosen, origins: rows.map { origins[$0] })
  }
}
