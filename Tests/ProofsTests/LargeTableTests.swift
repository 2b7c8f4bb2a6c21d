import Checks
import PolicyModel
import PolicySyntax
import TestSupport
import Testing

/// Tables as large as companies keep them are proven complete, and a single cell that is missing is found.
@Suite(.enabled(if: PythonOracle.isLong, "takes minutes without optimization"))
struct LargeTableTests {
  /// Rows that together take everything: every column in bands, every band with every other.
  private func table(_ bands: [Int], without missing: Int? = nil) -> (text: String, rows: Int) {
    let names = bands.indices.map { "a\($0)" }
    var text = """
      policy "Large" version "1"
        in force from 2026-01-01
        currency EUR, rounded half up

      customer
        id key
      \(names.map { "  \($0) whole number from 0 to 999" }.joined(separator: "\n"))

      decision band, number
        | rule | \(names.joined(separator: " | ")) | band |

      """
    let rows = bands.reduce(1, *)
    for row in 0..<rows where row != missing {
      var rest = row
      let cells = bands.map { count -> String in
        let band = rest % count
        rest /= count
        let (low, high) = (band * 1_000 / count, (band + 1) * 1_000 / count)
        return band == 0
          ? "less than \(high)"
          : band == count - 1 ? "at least \(low)" : "at least \(low) and less than \(high)"
      }
      text += "  | r\(row) | \(cells.joined(separator: " | ")) | \(row) |\n"
    }
    return (text, rows)
  }

  private func findings(_ text: String) -> [Diagnostic] {
    Checker.check([Parser.parse(Source(name: "large.policy", text: text))]).diagnostics.filter {
      $0.code.rawValue.hasPrefix("P4")
    }
  }

  @Test(.timeLimit(.minutes(15)), arguments: [[3, 3, 3, 3, 3, 2, 2], [18, 17, 17]])
  func aTableOfManyRowsIsComplete(_ bands: [Int]) {
    let (text, rows) = table(bands)
    #expect(rows >= 950)
    #expect(findings(text).isEmpty)
  }

  @Test(.timeLimit(.minutes(15))) func oneMissingRowIsFound() {
    let found = findings(table([3, 3, 3, 3, 3, 2, 2], without: 500).text)
    #expect(found.map(\.code) == [.nothingApplies])
    #expect(found.first?.witness != nil)
  }
}
