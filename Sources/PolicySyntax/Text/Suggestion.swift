/// The nearest of several names to one that was misspelt.
public enum Suggestion {
  /// The best candidate within a third of the name's length, or nil; accents and case do not count as far.
  public static func nearest(to name: String, among candidates: some Sequence<String>) -> String? {
    let wanted = folded(name)
    // Of one letter nothing is left to recognise.
    let limit = wanted.count < 2 ? 0 : max(1, wanted.count / 3)
    var best: (distance: Int, name: String)?
    for candidate in candidates {
      let distance = editDistance(wanted, folded(candidate), limit: limit)
      guard distance <= limit else { continue }
      if let current = best, (current.distance, current.name) <= (distance, candidate) { continue }
      best = (distance, candidate)
    }
    return best?.name
  }

  /// The one candidate that a misspelt name can be; nil where none is near, or several are.
  public static func only(for name: String, among candidates: some Sequence<String>) -> String? {
    let all = Set(candidates)
    guard let best = nearest(to: name, among: all) else { return nil }
    return nearest(to: name, among: all.subtracting([best])) == nil ? best : nil
  }

  private static func folded(_ text: String) -> [Character] {
    text.lowercased().map { $0 == " " ? "_" : $0 }
  }

  /// Insertions, deletions, replacements and swaps of neighbours; `limit + 1` when there are more than `limit`.
  private static func editDistance(_ first: [Character], _ second: [Character], limit: Int) -> Int {
    if abs(first.count - second.count) > limit { return limit + 1 }
    var beforeLast: [Int] = []
    var last = Array(0...second.count)
    for (i, left) in first.enumerated() {
      var row = [i + 1]
      for (j, right) in second.enumerated() {
        var cost = min(last[j] + (left == right ? 0 : 1), last[j + 1] + 1, row[j] + 1)
        if i > 0, j > 0, left == second[j - 1], first[i - 1] == right {
          cost = min(cost, beforeLast[j - 1] + 1)
        }
        row.append(cost)
      }
      (beforeLast, last) = (last, row)
    }
    return last[second.count]
  }
}
