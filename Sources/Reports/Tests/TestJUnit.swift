import Evaluation
import PolicyModel

/// Results of the tests of policies in the XML of JUnit: a suite for each policy.
///
/// A policy that was not run is a test in error. There are no times, so that two runs give the same text.
public enum TestJUnit {
  public static func text(_ report: TestReport) -> String {
    let suites = report.entries.flatMap(suite)
    let counts =
      #"tests="\#(report.passed + report.failed + report.notRun)" failures="\#(report.failed)" errors="\#(report.notRun)""#
    let lines =
      [#"<?xml version="1.0" encoding="UTF-8"?>"#, #"<testsuites name="policyc test" \#(counts)>"#] + suites
      + ["</testsuites>"]
    return lines.joined(separator: "\n") + "\n"
  }

  private static func suite(_ entry: TestReport.Entry) -> [String] {
    let name = XMLText.escaped(entry.path)
    guard let (policy, run) = entry.tested else {
      return [
        #"  <testsuite name="\#(name)" tests="1" failures="0" errors="1" skipped="0">"#,
        #"    <testcase classname="\#(name)" name="the policy can be run">"#,
        #"      <error type="errors" message="the policy has errors, so its tests were not run"/>"#,
        "    </testcase>", "  </testsuite>",
      ]
    }
    let failed = run.results.count { !$0.passed }
    let counts = #"tests="\#(run.results.count)" failures="\#(failed)" errors="0" skipped="0""#
    return [#"  <testsuite name="\#(name)" \#(counts)>"#] + run.results.flatMap { test($0, policy, name) }
      + ["  </testsuite>"]
  }

  private static func test(_ result: TestRun.Result, _ policy: Policy, _ suite: String) -> [String] {
    let place = policy.place(result.test.span).map {
      #" file="\#(XMLText.escaped($0.file))" line="\#($0.line)""#
    }
    let head =
      #"    <testcase classname="\#(suite)" name="\#(XMLText.escaped(result.test.name))"\#(place ?? "")"#
    if result.passed { return [head + "/>"] }
    let problems = TestProblem.all(result, policy)
    let message = problems.first.map { problem in
      problem.expected.map { "expected \($0), actual \(problem.actual)" } ?? problem.actual
    }
    let body = problems.flatMap { problem -> [String] in
      let place = policy.place(problem.span).map { " (\($0.file):\($0.line))" } ?? ""
      return (problem.expected.map { ["expected  \($0)\(place)"] } ?? []) + ["actual    \(problem.actual)"]
        + problem.explanation.map { "  " + $0 }
    }
    let text = body.map { XMLText.escaped(ShownText.onOneLine($0)) }.joined(separator: "\n")
    return [
      head + ">",
      #"      <failure type="expectation" message="\#(XMLText.escaped(message ?? ""))">\#(text)</failure>"#,
      "    </testcase>",
    ]
  }
}
