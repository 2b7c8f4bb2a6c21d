"""Random policies whose findings about rules an SMT solver has confirmed: each claim, and each absence.

    solver_oracle.py POLICYC SEED CASES

Writes policies to a folder, has them checked, and asks Z3 of every rule whether it can hold, of every decision whether
it has a gap, of every two rules whether they meet, and of every part of a condition whether it can fail. Prints one
line of figures, and exits with 1 after printing the disagreements.

Amounts and whole numbers are whole to the solver. Where nothing is found although the solver excludes it, it is asked
again with fractions: the checker reasons about sums with those, which can leave something open and is counted, but
never says something wrong.
"""

import json
import os
import random
import subprocess
import sys
import tempfile

import z3

HEADER = """policy "Case {0}" version "1"
  in force from 2026-01-01
  currency EUR, rounded half up

customer
  id key
  m money from 0 EUR to 1 000 EUR
  l money from 0 EUR to 1 000 EUR
  q money from 0 EUR to 500 EUR, optional
  n whole number from 0 to 50
  k whole number from 0 to 50
  o whole number from 0 to 10, optional
  e one of x, y, z
  s scale from lowest to highest: s1 s2 s3
  f yes or no
  g yes or no

"""

MONEY = {"m": 100_000, "l": 100_000, "q": 50_000}
WHOLE = {"n": 50, "k": 50, "o": 10}


def euro(cents):
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02d} EUR"


class Variables:
    """The customer for the solver: whole numbers, or fractions where they are asked for."""

    def __init__(self, fractions):
        make = z3.Real if fractions else z3.Int
        tag = "r" if fractions else "i"
        self.value = {name: make(f"{name}{tag}") for name in [*MONEY, *WHOLE]}
        self.known = {name: z3.Bool(f"{name}_known") for name in ("q", "o")}
        self.choice = {name: z3.Int(name) for name in ("e", "s")}
        self.flag = {name: z3.Bool(name) for name in ("f", "g")}
        self.domain = [
            z3.And(self.value[name] >= 0, self.value[name] <= most)
            for name, most in [*MONEY.items(), *WHOLE.items()]
        ] + [z3.And(choice >= 0, choice <= 2) for choice in self.choice.values()]


class Case:
    """A policy with the meaning of each condition: a function of the variables."""

    def __init__(self, number, rng):
        self.rng = rng
        self.questions = []
        self.text = HEADER.format(number)
        if rng.random() < 0.4:
            self.scorecard()
        if rng.random() < 0.4:
            self.segment()
        if rng.random() < 0.4:
            self.defined()
        self.target()

    # Values: a text and a function of the variables.

    def money(self, deep=True):
        rng = self.rng
        if not deep or rng.random() < 0.4:
            name = rng.choice(["m", "l", "q"])
            if name != "q":
                return name, lambda v: v.value[name]
            rest = rng.choice([0, 10_000, 60_000])
            return f"(q, or {euro(rest)} if missing)", lambda v: z3.If(v.known["q"], v.value["q"], rest)
        (one, first), (other, second) = self.money(rng.random() < 0.3), self.money(False)
        kind = rng.randrange(5)
        if kind == 0:
            return f"({one} + {other})", lambda v: first(v) + second(v)
        if kind == 1:
            times = rng.choice([1, 2, 3])
            return f"({one} - {times} * {other})", lambda v: first(v) - times * second(v)
        if kind == 2:
            return (
                f"(the lowest of {one}, {other})",
                lambda v: z3.If(first(v) <= second(v), first(v), second(v)),
            )
        if kind == 3:
            return (
                f"(the highest of {one}, {other})",
                lambda v: z3.If(first(v) >= second(v), first(v), second(v)),
            )
        more = rng.choice([1, 5_000, 20_000])
        return f"({one} + {euro(more)})", lambda v: first(v) + more

    def whole(self, deep=True):
        rng = self.rng
        if not deep or rng.random() < 0.5:
            name = rng.choice(["n", "k", "o"])
            if name != "o":
                return name, lambda v: v.value[name]
            return "(o, or 3 if missing)", lambda v: z3.If(v.known["o"], v.value["o"], 3)
        (one, first), (other, second) = self.whole(False), self.whole(False)
        times = rng.choice([-2, -1, 1, 2])
        sign = "+" if times > 0 else "-"
        return f"({one} {sign} {abs(times)} * {other})", lambda v: first(v) + times * second(v)

    def compared(self, text, value, bound, shown):
        sign, holds = self.rng.choice(
            [
                ("at least", lambda a, b: a >= b),
                ("more than", lambda a, b: a > b),
                ("at most", lambda a, b: a <= b),
                ("less than", lambda a, b: a < b),
            ]
        )
        return f"{text} is {sign} {shown}", lambda v: holds(value(v), bound(v))

    def atom(self):
        rng = self.rng
        kind = rng.randrange(12)
        if kind <= 2:
            text, value = self.money()
            cents = rng.choice([0, 1, 10_000, 10_001, 25_050, 50_000, 50_000, 99_999, 100_000])
            return self.compared(text, value, lambda v: cents, euro(cents))
        if kind <= 4:
            text, value = self.whole()
            bound = rng.choice([0, 1, 10, 11, 25, 25, 26, 50])
            return self.compared(text, value, lambda v: bound, str(bound))
        if kind == 5:
            (one, first), (other, second) = self.money(), self.money(False)
            share = rng.choice([20, 50, 100, 150])
            return self.compared(one, lambda v: 100 * first(v), lambda v: share * second(v), f"{share}% of {other}")
        if kind == 6:
            name = rng.choice(["f", "g"])
            if rng.random() < 0.5:
                return name, lambda v: v.flag[name]
            return f"not {name}", lambda v: z3.Not(v.flag[name])
        if kind == 7:
            wanted = rng.sample(range(3), rng.choice([1, 2]))
            names = ", ".join("xyz"[place] for place in wanted)
            return (
                f"e is {'one of ' if len(wanted) > 1 else ''}{names}",
                lambda v: z3.Or(*[v.choice["e"] == place for place in wanted]),
            )
        if kind == 8:
            place = rng.randrange(3)
            if rng.random() < 0.5:
                return f"s is at least s{place + 1}", lambda v: v.choice["s"] >= place
            return f"s is less than s{place + 1}", lambda v: v.choice["s"] < place
        if kind == 9:
            bound = rng.choice([0, 3, 5, 10])
            if rng.random() < 0.5:
                return (
                    f"(o is known and o is at least {bound})",
                    lambda v: z3.And(v.known["o"], v.value["o"] >= bound),
                )
            return (
                f"(o is missing or o is less than {bound})",
                lambda v: z3.Or(z3.Not(v.known["o"]), v.value["o"] < bound),
            )
        if kind == 10:
            share = rng.choice([10, 50, 100, 200])
            (one, first), (other, second) = self.money(False), self.money(False)
            return (
                f"({one} / {other}, or 0% if missing) is at least {share}%",
                lambda v: z3.And(second(v) != 0, 100 * first(v) >= share * second(v)),
            )
        return rng.choice(self.questions) if self.questions else ("f", lambda v: v.flag["f"])

    def alternatives(self):
        (one, first), (other, second) = self.atom(), self.atom()
        return f"({one} or {other})", lambda v: z3.Or(first(v), second(v))

    def parts(self, most=3):
        return [
            self.alternatives() if self.rng.random() < 0.25 else self.atom()
            for _ in range(self.rng.randint(1, most))
        ]

    @staticmethod
    def joined(parts):
        return " and ".join(text for text, _ in parts), lambda v: z3.And(*[holds(v) for _, holds in parts])

    # What comes before the decision.

    def scorecard(self):
        text = "scorecard points, from 0 to 100\n"
        sums = []
        for part in "abc":
            condition, holds = self.joined(self.parts(2))
            more, rest = self.rng.choice([10, 20, 33]), self.rng.choice([0, 5])
            text += f"  points for {part}\n    {part}1: {more} when {condition}\n    {part}2: {rest} otherwise\n"
            sums.append((holds, more, rest))

        def total(v):
            return sum(z3.If(holds(v), more, rest) for holds, more, rest in sums)

        self.text += text + "\n"
        for bound in (20, 30, 45, 53):
            self.questions.append(self.compared("points", total, lambda v, bound=bound: bound, str(bound)))

    def segment(self):
        (one, first), (other, second) = self.joined(self.parts(2)), self.joined(self.parts(2))
        self.text += f"segment\n  weak when {one}\n  fair when {other}\n  strong otherwise\n\n"
        self.questions += [
            ("segment is weak", first),
            ("segment is fair", lambda v: z3.And(z3.Not(first(v)), second(v))),
            ("segment is one of weak, strong", lambda v: z3.Or(first(v), z3.Not(second(v)))),
        ]

    def defined(self):
        (condition, holds), (one, first), (other, second) = self.atom(), self.money(), self.money(False)
        self.text += f"for the customer\n  w = {one} when {condition}\n      {other} otherwise\n\n"
        for cents in (0, 20_000, 70_000):
            self.questions.append(
                self.compared(
                    "w", lambda v: z3.If(holds(v), first(v), second(v)), lambda v, cents=cents: cents, euro(cents)
                )
            )

    # The decision that is asked about.

    def bands(self, count):
        """Rules that come near to covering the values of one attribute."""
        edges = sorted(self.rng.sample(range(0, 50), count - 1))
        rules = []
        for place in range(count):
            low = edges[place - 1] if place else None
            high = edges[place] if place < count - 1 else None
            slip = self.rng.random() < 0.2
            parts = []
            if low is not None:
                strict = self.rng.random() < 0.5
                bound = low + (1 if slip else 0)
                parts.append(
                    (f"n is more than {bound - 1}", lambda v, bound=bound: v.value["n"] >= bound)
                    if strict and bound > 0
                    else (f"n is at least {bound}", lambda v, bound=bound: v.value["n"] >= bound)
                )
            if high is not None:
                parts.append((f"n is less than {high}", lambda v, high=high: v.value["n"] < high))
            rules.append(parts)
        return rules

    def target(self):
        rng = self.rng
        heads = {
            "first": "one of u, v, w",
            "exactly": "one of u, v, w, exactly one applies",
            "strictest": "one of u, v, w, the strictest of those that apply, ranked from strictest to mildest: w, v, u",
            "furthest": "scale from lowest to highest: u v w, the furthest step that applies",
            "lowest": "number, the lowest of those that apply",
            "highest": "number, the highest of those that apply",
            "sum": "number, the sum of those that apply",
            "all": None,
        }
        self.combining = rng.choice(["first"] * 4 + ["exactly"] * 4 + list(heads))
        head = heads[self.combining]
        self.text += f"decision target, {head}\n" if head else "decision target, all that apply\n"
        count = rng.randint(2, 5)
        banded = rng.random() < 0.3 and count > 1
        self.rules = self.bands(count) if banded else [self.parts() for _ in range(count)]
        if not banded and rng.random() < 0.4:
            # The last one is near to what the others leave.
            self.rules[-1] = [
                (f"(not ({text}))", lambda v, holds=holds: z3.Not(holds(v)))
                for text, holds in map(self.joined, self.rules[:-1])
            ]
            if rng.random() < 0.4:
                self.rules[-1].append(self.atom())
        numbers = self.combining in ("lowest", "highest", "sum")
        self.results = [rng.choice(["1", "2", "3"] if numbers else ["u", "v", "w"]) for _ in range(count)]
        for place, parts in enumerate(self.rules):
            result = "" if self.combining == "all" else f": {self.results[place]}"
            self.text += f"  r{place}{result} when {self.joined(parts)[0]}\n"
        self.has_rest = self.combining != "all" and rng.random() < 0.5
        if self.has_rest:
            self.text += f"  rest: {'1' if numbers else 'u'} otherwise\n"


    def prevails(self, one, other):
        """Whether the result of one rule takes the place of another's where both apply."""
        first, second = self.results[one], self.results[other]
        if self.combining in ("strictest", "furthest", "highest"):
            return first > second
        return self.combining == "lowest" and first < second


class Judge:
    def __init__(self):
        self.solvers = []
        for fractions in (False, True):
            variables = Variables(fractions)
            solver = z3.Solver()
            solver.set("timeout", 20_000)
            solver.add(*variables.domain)
            self.solvers.append((solver, variables))
        self.figures = {}
        self.wrong = []

    def count(self, what):
        self.figures[what] = self.figures.get(what, 0) + 1

    def possible(self, conditions, fractions=False):
        """Whether conditions, functions of the variables, can hold together; None where the solver gives up."""
        solver, variables = self.solvers[fractions]
        solver.push()
        solver.add(*[condition(variables) for condition in conditions])
        answer = solver.check()
        solver.pop()
        self.count("asked")
        return None if answer == z3.unknown else answer == z3.sat

    def compare(self, case, what, claimed, excluded, conditions):
        """A claim that something is impossible, and its absence, beside the solver's answer."""
        if excluded is None:
            self.count("given up")
        elif claimed and not excluded:
            self.wrong.append(f"{what} is said to be impossible, and is possible:\n{case.text}")
        elif excluded and not claimed:
            if self.possible(conditions, fractions=True):
                self.count("open for whole numbers only")
            else:
                self.wrong.append(f"{what} is impossible, and it is not found:\n{case.text}")

    def judge(self, case, findings):
        said = [f for f in findings if f["subject"] == "target" or (f["subject"] or "").startswith("target.")]
        errors = [f for f in findings if f["severity"] == "error" and f["code"] not in ("P402", "P406")]
        if errors:
            raise SystemExit(f"the case is no policy: {errors[0]}\n{case.text}")
        rules = [case.joined(parts)[1] for parts in case.rules]
        negated = [lambda v, rule=rule: z3.Not(rule(v)) for rule in rules]
        has = lambda code, about: [f for f in said if f["code"] == code and f["subject"] == about]
        # A gap.
        if case.combining not in ("sum", "all") and not case.has_rest:
            gap = self.possible(negated)
            found = has("P402", "target")
            shown = [f for f in found if f.get("witness")]
            self.compare(case, "a gap", not found, None if gap is None else not gap, negated)
            if shown and gap is False:
                self.wrong.append(f"a gap is shown where there is none:\n{case.text}")
            self.count("gaps" if gap else "no gaps")
            if gap and found and not shown:
                self.count("gaps without a customer")
        # Rules that decide nobody.
        dead = set()
        is_first = case.combining == "first"
        for place, rule in enumerate(rules):
            conditions = [rule] + (negated[:place] if is_first else [])
            conditions += [negated[other] for other in range(len(rules)) if case.prevails(other, place)]
            can = self.possible(conditions)
            about = f"target.r{place}"
            unreached = [
                int(f["subject"].removeprefix("target.r").replace("target.rest", "-1"))
                for f in said
                if f["code"] == "P412"
            ]
            claimed = bool(has("P407", about) or has("P408", about)) or any(
                case.results[other] == case.results[place] for other in unreached if other >= 0
            )
            if claimed:
                dead.add(place)
                self.count("dead rules")
            self.compare(case, about, claimed, None if can is None else not can, conditions)
            if has("P407", about) and self.possible([rule]):
                self.wrong.append(f"{about} is said never to hold, and can:\n{case.text}")
        if case.has_rest:
            can = self.possible(negated)
            claimed = bool(has("P408", "target.rest") or has("P412", "target.rest"))
            if not any(f["code"] == "P412" for f in said):
                self.compare(case, "target.rest", claimed, None if can is None else not can, negated)
        # Rules that meet.
        pairs = [(i, j) for i in range(len(rules)) for j in range(i + 1, len(rules))]
        if case.combining == "exactly":
            meeting = [pair for pair in pairs if self.possible([rules[pair[0]], rules[pair[1]]])]
            overlaps = [f for f in said if f["code"] == "P406"]
            for finding in overlaps:
                named = [rules[place] for place in range(len(rules)) if f"`target.r{place}`" in finding["message"]]
                self.count("overlaps")
                if self.possible(named) is False:
                    self.wrong.append(f"rules are said to meet, and do not: {finding['message']}\n{case.text}")
            unproven = [f for f in said if f["code"] == "P413"]
            if meeting and not overlaps and not unproven:
                self.wrong.append(f"{meeting} meet, and nothing is said:\n{case.text}")
            if meeting and not overlaps and unproven:
                self.count("overlaps without a customer")
            for finding in unproven:
                named = [rules[place] for place in range(len(rules)) if f"`target.r{place}`" in finding["message"]]
                if self.possible(named) is False:
                    self.compare(case, finding["message"], False, True, named)
        # Parts that say nothing.
        for place, parts in enumerate(case.rules):
            if place in dead or not self.possible([rules[place]]):
                continue
            # From the last: of parts that say the same the first is kept.
            # By their numbers: what says the same can be one and the same question.
            kept, gone = set(range(len(parts))), set()
            for number in reversed(range(len(parts))):
                text, holds = parts[number]
                # These are several parts to the checker.
                if text.startswith(("(o is known", "(not (")):
                    continue
                conditions = [parts[other][1] for other in sorted(kept - {number})]
                conditions.append(lambda v: z3.Not(holds(v)))
                can_fail = self.possible(conditions)
                claimed = any(
                    f["code"] == "P409"
                    and f["subject"] == f"target.r{place}"
                    and f["message"].startswith((f"`{text}`", f"`{text[1:-1]}`"))
                    for f in said
                )
                if claimed:
                    self.count("parts that say nothing")
                if claimed and can_fail and text in gone:
                    # The finding is about its twin, which is gone already.
                    continue
                excluded = None if can_fail is None else not can_fail
                self.compare(case, f"that `{text}` fails in r{place}", claimed, excluded, conditions)
                if claimed and excluded:
                    kept.discard(number)
                    gone.add(text)


def main():
    policyc, seed, cases = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    rng = random.Random(seed)
    judge = Judge()
    done = 0
    while done < cases:
        case = Case(done, rng)
        # One by one: of errors that hang together, in several policies too, only two are said.
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "case.policy")
            with open(path, "w", encoding="utf-8") as file:
                file.write(case.text)
            run = subprocess.run([policyc, "check", "--format", "json", path], capture_output=True, text=True)
        if run.returncode not in (0, 1):
            raise SystemExit(f"policyc ended with {run.returncode}: {run.stderr}\n{case.text}")
        judge.judge(case, json.loads(run.stdout)["findings"])
        done += 1
        if len(judge.wrong) > 20:
            break
    print(f"POLICYC_SEED={seed}: {done} cases, " + ", ".join(f"{k}: {v}" for k, v in sorted(judge.figures.items())))
    print(f"disagreements: {len(judge.wrong)}")
    for text in judge.wrong[:5]:
        print(text)


if __name__ == "__main__":
    main()
