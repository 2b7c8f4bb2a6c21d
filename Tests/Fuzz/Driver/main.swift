import Foundation
import FuzzTargets

// Runs one target: `policyc-fuzz TARGET [--runs N] [--seed N] [--found FOLDER]`, or on one input again:
// `policyc-fuzz TARGET --input FILE`. See .ci/fuzz.

struct Options {
  var runs = 1_000_000
  var seed = UInt64(UInt32.random(in: 1...999_999_999))
  /// Where inputs that break something are kept.
  var found = "."
  var input: String?
}

func usage() -> Never {
  let names = FuzzTarget.all.map(\.name).joined(separator: ", ")
  Execution.say("TARGET [--runs N] [--seed N] [--found FOLDER] [--input FILE]; targets: \(names)")
  exit(2)
}

var options = Options()
var words = CommandLine.arguments.dropFirst()
guard let name = words.popFirst(), let target = FuzzTarget.all.first(where: { $0.name == name }) else {
  usage()
}
while let option = words.popFirst() {
  guard let value = words.popFirst() else { usage() }
  switch option {
  case "--runs": options.runs = Int(value) ?? options.runs
  case "--seed": options.seed = UInt64(value) ?? options.seed
  case "--found": options.found = value
  case "--input": options.input = value
  default: usage()
  }
}
if let input = options.input {
  var execution = Execution(target, runs: 1)
  execution.run(Array(try Data(contentsOf: URL(fileURLWithPath: input))))
  exit(0)
}
#if LIBFUZZER
  exit(try LibFuzzerRun.run(target, options))
#else
  try BlindRun.run(target, options)
#endif
