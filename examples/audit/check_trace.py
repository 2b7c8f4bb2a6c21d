#!/usr/bin/env python3
"""Checks decision traces (policyc.trace/1) by recomputing every step with exact fractions.
  check_trace.py TRACES...        one trace on each line; - is standard input
Every step must compute what the formula of its definition or rule says, from earlier steps; every rule must have the
outcome that follows; every digest must be right. Whether the policy and the data say so, check_sources.py looks up.
Exit code 0: all hold. 1: some are rejected, with the reason. 2: something cannot be read."""
import bisect, calendar, fileinput, functools, hashlib, json, math, re, sys
from collections import namedtuple
from datetime import date, timedelta
from fractions import Fraction
class Rejected(Exception): """The trace does not hold; the text says why."""
def require(holds, reason):
    if not holds: raise Rejected(reason)

# --- JSON --------------------------------------------------------------------------------------------------------
def members(pairs):
    require(len(dict(pairs)) == len(pairs), f"a name stands twice: {[name for name, _ in pairs]}")
    return dict(pairs)
def not_whole(number): raise Rejected(f"{number} is not a whole number")
compact = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
def digest(text): return "sha256:" + hashlib.sha256(text.encode()).hexdigest()

# --- Values: None is missing, numbers are exact fractions --------------------------------------------------------
Symbol = namedtuple("Symbol", "enumeration place")      # place from 0 upwards; -1 downwards is outside the scale
Terms = namedtuple("Terms", "parts discount event methods")     # due: None before delivery, else moves of the day
Part, Discount = namedtuple("Part", "share due"), namedtuple("Discount", "share days")
def number(text):
    """The shortest decimal; a fraction in lowest terms where no decimal is exact."""
    require(re.fullmatch(r"(?!-0$)-?(0|[1-9][0-9]*)(\.[0-9]*[1-9]|/[1-9][0-9]*)?", text), f"{text} is no number")
    value = Fraction(text)
    require("/" not in text or text == str(value) and 10 ** 128 % value.denominator, f"{text} can be shorter")
    return value
def day(text):
    require(re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text), f"{text} is no date")
    return date.fromisoformat(text)
UNLIMITED = math.inf                                    # above every number
def order(left, right):
    """Below, equal, above: -1, 0, 1; None where there is no order between them."""
    if UNLIMITED in (left, right): return (left > right) - (left < right)
    if type(left) is not type(right) or not isinstance(left, (Fraction, date, Symbol)): return None
    if isinstance(left, Symbol) and min(left.place, right.place) < 0: return None
    return (left > right) - (left < right)
def compared(left, right, *signs): return None if order(left, right) is None else order(left, right) in signs
def junction(values, decisive): return decisive if decisive in values else None if None in values else not decisive
def extreme(values, sign):
    """The first lowest (-1) or highest (1); missing where there is none or one has no place in the order."""
    if any(order(value, value) is None for value in values): return None
    return (max if sign > 0 else min)(values, default=None)
def mean(values): return sum(values, Fraction(0)) / len(values) if values else None
def median(values):
    half, ordered = len(values) // 2, sorted(values)
    return (ordered[half] + ordered[-1 - half]) / 2 if values else None
def rounded(value, rule, step):
    if value == UNLIMITED: return value
    multiple = value / step
    away = math.floor(abs(multiple) + Fraction(1, 2)) * (-1 if multiple < 0 else 1)
    return step * {"half_up": away, "half_even": round(multiple), "up": math.ceil(multiple),
                   "down": math.floor(multiple), "towards_zero": math.trunc(multiple)}[rule]

# --- Calendar: beyond the years 1 to 9999 Python raises an error, and the trace is rejected ----------------------
def month_end(day): return day.replace(day=calendar.monthrange(day.year, day.month)[1])
def whole(value): return value.numerator if value.denominator == 1 else not_whole(value)
def later(p, day, months):
    """A day that the month does not have becomes its last day, or the first of the month after."""
    year, month = divmod(day.year * 12 + day.month - 1 + whole(months), 12)
    end = month_end(date(year, month + 1, 1))
    return end.replace(day=day.day) if day.day <= end.day else end + timedelta(p["month_ends"] == "next_first")
def whole_months(p, start, end):
    """The largest n for which start plus n months is not after end."""
    months = Fraction((end.year - start.year) * 12 + end.month - start.month)
    while later(p, start, months) > end: months -= 1
    return months

# --- Payment terms -----------------------------------------------------------------------------------------------
def terms(written):
    def due(way):
        moves = {"prepayment": None, "cash_on_delivery": ()}.get(way, way) if isinstance(way, str) else way
        return moves and tuple(tuple(move.items())[0] if isinstance(move, dict) else (move, None) for move in moves)
    discount = written["discount"] and Discount(number(written["discount"]["share"]), written["discount"]["days"])
    parts = tuple(Part(number(part["share"]), due(part["due"])) for part in written["parts"])
    require(sum(part.share for part in parts) == 1, "the parts of the price are not the whole")
    return Terms(parts, discount, written["event"], tuple(written["methods"]))
def moved(day, moves):
    for move, count in moves or ():
        end = month_end(day)
        if move == "days": day += timedelta(count)
        elif move == "end_of_month": day = end
        elif move == "end_of_ten_days": day = ten_days_end(day)
        else: day = day.replace(day=count) if day.day <= count else end + timedelta(count)
    return day
def ten_days_end(day): return month_end(day) if day.day > 20 else day.replace(day=20 if day.day > 10 else 10)
def has_terms(a, b):
    return (a.parts == b.parts and b.discount in (None, a.discount) and b.event in (None, a.event)
            and (not b.methods or set(a.methods) == set(b.methods)))
@functools.lru_cache(None)
def as_strict(a, b):
    """Never due later, whatever the first day: days enough to show every course of months, with and without leap years."""
    if a.discount and not (b.discount and a.discount <= b.discount and a.discount.days <= b.discount.days): return False
    if None not in (a.event, b.event) and a.event != b.event: return False
    first = [date(1889, 1, 1) + timedelta(count) for count in range(6940)]
    plan = lambda all, day: [(date.min if part.due is None else moved(day, part.due), part.share) for part in all.parts]
    paid = lambda plan, day: sum(share for due, share in plan if due <= day)
    return all(paid(mine, due) >= paid(theirs, due) for mine, theirs in ((plan(a, day), plan(b, day)) for day in first)
               for due, _ in theirs)

# --- Tables of the policy: rates as (first day, rate), the calendar as the days that it covers and its working days ---
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
def rate_on(rows, day): return next((rate for first, rate in reversed(rows) if first <= day), None)
def days_after(start, end): return [start + timedelta(n + 1) for n in range((end - start).days)]
def interest(p, amount, start, end, fixed=None):
    """Each day after the start up to the end at its rate; what full years bear is rounded and bears interest too."""
    if end <= start: return Fraction(0)
    daily = [fixed if "rates" not in p else rate_on(p["rates"], day) for day in days_after(start, end)]
    if None in daily: return None
    balance, done, years = amount, 0, 1
    def borne(first, last): return balance * sum(daily[first:last], Fraction(0)) / p["year_days"]
    while p["method"] != "simple" and (anniversary := later(p, start, Fraction(12 * years))) <= end:
        days = (anniversary - start).days
        balance += rounded(borne(done, days), p["rule"], number(p["step"]))
        done, years = days, years + 1
    return balance + borne(done, len(daily)) - amount
class Calendar:
    def __init__(self, written):
        self.first, self.last = day(written["from"]), day(written["to"])
        weekdays = {WEEKDAYS.index(name) for closed in written["closed"] for name in closed["weekdays"]}
        dates = {day(text) for closed in written["closed"] for text in closed["dates"]}
        every = [self.first, *days_after(self.first, self.last)]
        self.days = [day for day in every if day.weekday() not in weekdays and day not in dates]
    def upto(self, day):
        require(self.first <= day <= self.last, f"the calendar does not cover {day}")
        return bisect.bisect_right(self.days, day)
    def moved(self, day, count):
        place = self.upto(day) + count - 1 if count > 0 else self.upto(day) - (day in self.days) + count
        require(count == 0 or place >= 0, "the calendar does not go back so far")
        return self.days[place] if count else day
    def first_from(self, day): return day if day in self.days else self.moved(day, 1)

# --- Operations: p is what belongs to the operation beside its operands ------------------------------------------
OPERATIONS = {      # Where an operand is missing, so is the result.
    "add": lambda p, a, b: a + b, "subtract": lambda p, a, b: a - b, "multiply": lambda p, a, b: a * b,
    "is_unlimited": lambda p, a: a == UNLIMITED, "or_if_unlimited": lambda p, a, b: b if a == UNLIMITED else a,
    "negate": lambda p, a: -a, "divide": lambda p, a, b: a / b if b else None, "equal": lambda p, a, b: a == b,
    "lowest": lambda p, *all: extreme(all, -1), "highest": lambda p, *all: extreme(all, 1),
    "average_of": lambda p, *all: mean(all), "median_of": lambda p, *all: median(all),
    "round": lambda p, a: rounded(a, p["rule"], number(p["step"])), "not": lambda p, a: not a,
    "one_of": lambda p, a, *others: a in others, "includes": lambda p, a, b: set(b) <= set(a),
    "less": lambda p, a, b: compared(a, b, -1), "at_most": lambda p, a, b: compared(a, b, -1, 0),
    "at_least": lambda p, a, b: compared(a, b, 0, 1), "more": lambda p, a, b: compared(a, b, 1),
    "has_terms": lambda p, a, b: has_terms(a, b), "is_at_least_as_strict": lambda p, a, b: as_strict(a, b),
    "due_date": lambda p, a, b: max([b] + [moved(b, part.due) for part in a.parts]),
    "discount_date": lambda p, a, b: a.discount and b + timedelta(a.discount.days),
    "share_prepaid": lambda p, a: sum((part.share for part in a.parts if part.due is None), Fraction(0)),
    "add_days": lambda p, a, b: a + timedelta(whole(b)), "subtract_days": lambda p, a, b: a - timedelta(whole(b)),
    "add_months": lambda p, a, b: later(p, a, b), "subtract_months": lambda p, a, b: later(p, a, -b),
    "add_years": lambda p, a, b: later(p, a, 12 * b), "subtract_years": lambda p, a, b: later(p, a, -12 * b),
    "days_between": lambda p, a, b: Fraction((b - a).days), "months_between": whole_months,
    "years_between": lambda p, a, b: Fraction(whole_months(p, a, b) // 12), "is_outside_scale": lambda p, a: a.place < 0,
    "start_of_month": lambda p, a: a.replace(day=1), "end_of_month": lambda p, a: month_end(a),
    "rate_on": lambda p, a: rate_on(p["rates"], a), "interest": interest,
    "working_days_after": lambda p, a, b: p["calendar"].moved(a, whole(b)),
    "working_days_before": lambda p, a, b: p["calendar"].moved(a, -whole(b)),
    "working_days_between": lambda p, a, b: Fraction(p["calendar"].upto(b) - p["calendar"].upto(a)),
    "first_working_day": lambda p, a: p["calendar"].first_from(a),
    "end_of_ten_days": lambda p, a: ten_days_end(a)}
WITH_MISSING = {    # These look at missing operands themselves.
    "is_missing": lambda p, a: a is None, "is_known": lambda p, a: a is not None,
    "and": lambda p, *all: junction(all, False), "or": lambda p, *all: junction(all, True),
    "average_known": lambda p, *all: mean([a for a in all if a is not None]),
    "median_known": lambda p, *all: median([a for a in all if a is not None]),
    "lowest_known": lambda p, *all: extreme([a for a in all if a is not None], -1),
    "highest_known": lambda p, *all: extreme([a for a in all if a is not None], 1),
    "or_else": lambda p, a, b: b if a is None else a}
ALIKE = ("op", "month_ends", "rule", "step", "position", "weighted", "rates", "method", "year_days", "type", "at")
AGGREGATES = {      # v, w, d: the values, weights and dates of the records included.
    "count": lambda p, v, w, d: Fraction(len(v)), "any": lambda p, v, w, d: len(v) > 0,
    "every": lambda p, v, w, d: junction(v, False), "sum": lambda p, v, w, d: None if None in v else sum(v, Fraction(0)),
    "lowest": lambda p, v, w, d: extreme(v, -1), "highest": lambda p, v, w, d: extreme(v, 1),
    "median": lambda p, v, w, d: None if None in v else median(v),
    "average": lambda p, v, w, d: average(v, w if p["weighted"] else [Fraction(1)] * len(v)),
    "months_in_a_row": lambda p, v, w, d: months_in_a_row(d, p["last"]),
    "highest_monthly_sum": lambda p, v, w, d: highest_monthly_sum(v, d),
    "earliest": lambda p, v, w, d: nth(v, d, p["position"] - 1), "latest": lambda p, v, w, d: nth(v, d, -p["position"])}
def average(values, weights):
    if None in values or None in weights or not sum(weights): return None
    return sum((value * weight for value, weight in zip(values, weights)), Fraction(0)) / sum(weights)
def month(day): return 12 * day.year + day.month
def months_in_a_row(days, last):
    """The longest run of months, or that which ends in the month of the last day."""
    if None in days or last == (None,): return None
    months = {month(day) for day in days}
    ends = months if last is None else {month(last[0])}
    return Fraction(max((next(n for n in range(len(months) + 1) if end - n not in months) for end in ends), default=0))
def highest_monthly_sum(values, days):
    if None in values or None in days: return None
    return max((sum((v for v, d in zip(values, days) if month(d) == one), Fraction(0)) for one in {month(d) for d in days}), default=None)
def nth(values, days, place):
    if None in days or not -len(values) <= place < len(values): return None
    return values[sorted(range(len(days)), key=lambda i: (days[i], i))[place]]      # of one day, as in the input

def names_of_rates(formula):
    return [formula["rates"]] if "rates" in formula else [n for part in formula.get("args", ()) for n in names_of_rates(part)]

# --- One trace: a place is ("group",), ("customer", key), or such as ("invoice", key, number) --------------------
class Trace:
    def __init__(self):
        self.at, self.used, self.there = "the head", set(), {'{"group":true}': ("group",)}

    def check(self, line):
        document = self.document = json.loads(line, object_pairs_hook=members, parse_float=not_whole)
        policy, entries = document["policy"], document["members"]
        require(document["format"] == "policyc.trace/1", "this is another format")
        sealed = compact({name: part for name, part in document.items() if name != "digest"})
        require(document["digest"] == digest(sealed), "the digest is not that of the document")
        self.as_of, self.steps = day(document["as_of"]), document["steps"]
        require(day(policy["in_force_from"]) <= self.as_of <= day(policy["in_force_to"]), "the policy is not in force")
        require(document["customer"] in [entry["customer"] for entry in entries], "the customer is not decided here")
        for key, records in [(entry["customer"], entry["records"]) for entry in entries]:
            require(("customer", key) not in self.places("customer"), "a customer is named twice")
            self.there[compact({"customer": key})] = ("customer", key)
            for kind, count, name in [(r["record"], *record) for r in records for record in enumerate(r["ids"])]:
                self.there[compact({"customer": key, "record": kind, "id": name, "number": count})] = (kind, key, count)
        self.values = [self.value(step["value"], step["type"]) for step in self.steps]
        self.read_tables()
        self.sequences = {}
        said = [((f["of"], f["name"], f["part"]), f["formula"]) for f in document["formulas"]]
        self.said, self.asked = dict(said), {}      # asked: the keys in the order of their first use
        self.name_everything()
        for definition in document["definitions"]:
            self.part(self.place(definition["of"]), definition["name"], "value", definition["step"], len(self.steps))
        for count, decision in enumerate(document["decisions"]): self.decision(decision, count)
        self.at, ends = "the whole", [decision["step"] for decision in document["decisions"]]
        require(ends == sorted(set(ends)), "decisions are not in the order of their steps")
        require([key for key, _ in said] == list(self.asked), "the formulas are not those used, in the order of their use")
        require(len(self.sequences) == len(document["sequences"]), "a sequence is not used")
        require(len(self.used) == len(self.steps), f"no use of {set(range(len(self.steps))) - self.used}")

    def value(self, written, kind):
        if written is None: return None
        if re.fullmatch("number|percent|days|months|years|money [A-Z]{3}", kind):
            return UNLIMITED if written == "unlimited" else number(written)
        if kind == "date": return day(written)
        if kind == "terms": return terms(written)
        if kind.startswith("enumeration "):
            scale, outside = [self.document["enumerations"][int(kind[12:])][part] for part in ("members", "outside")]
            return Symbol(kind, scale.index(written) if written in scale else -1 - outside.index(written))
        require(type(written) is {"yes_no": bool, "text": str, "key": str, "rules": list}[kind], f"{written}: no {kind}")
        return tuple(written) if kind == "rules" else written

    def read_tables(self):
        """Rates and the calendar; rates that follow from others are computed again for each of their days."""
        tables, self.rates = self.document["rates"], {}
        calendar = self.document["calendar"]
        self.calendar = None if calendar is None else Calendar(calendar)
        for table in tables:
            self.at = f"the rates {table['name']}"
            rows = [(day(row["from"]), self.value(row["value"], table["type"])) for row in table["rows"]]
            days = [first for first, _ in rows]
            require(rows and days == sorted(set(days)), "they are not in the order of their days")
            require(table["name"] not in self.rates, "a name stands twice")
            self.rates[table["name"]] = rows
        for table in tables:
            if table["is"] is None: continue
            self.at, rows = f"the rates {table['name']}", self.rates[table["name"]]
            firsts = [{first for first, _ in self.rates[name]} for name in names_of_rates(table["is"])]
            start = max(min(days) for days in firsts)
            require([first for first, _ in rows] == sorted({start}.union(d for days in firsts for d in days if d > start)),
                    "they do not change on the days of those that they are computed from")
            for first, rate in rows:
                require(self.derived(table["is"], first) == rate, f"from {first} they should be {self.derived(table['is'], first)}")
    def derived(self, formula, day):
        if "rates" in formula: return rate_on(self.rates[formula["rates"]], day)
        if formula["op"] == "constant": return self.value(formula["value"], formula["type"])
        return OPERATIONS[formula["op"]]({}, *[self.derived(part, day) for part in formula["args"]])
    def parameters(self, step):
        """What belongs to an operation beside its operands, the tables of the policy among it."""
        found = dict(step, calendar=self.calendar)
        if "rates" in step: found["rates"] = self.rates[step["rates"]]
        return found

    def place(self, of):
        require(compact(of) in self.there, f"{of} is not decided here")
        return self.there[compact(of)]
    def places(self, scope): return [place for place in self.there.values() if place[0] == scope]

    def name_everything(self):
        """Which step has the value of a name: inputs, definitions and decisions, each once at every place."""
        cells, names = "", []
        for count, step in enumerate(self.steps):
            require(compact(step["id"]) == str(count), "steps are numbered from 0")
            if step["op"] == "input":
                names.append((self.place(step["of"]), step["name"], count))
                source = [step["source"][name] for name in ("file", "row", "position", "column")]
                cells += "\t".join([*map(str, source), compact(step["value"])]) + "\n"
        require(self.document["inputs"]["digest"] == digest(cells), "the digest of the inputs is not that of the cells")
        for kind in "definitions", "decisions":
            entries = [(self.place(entry["of"]), entry["name"], entry["step"]) for entry in self.document[kind]]
            for scope, name in {(place[0], name) for place, name, _ in entries}:
                there = [place for place, other, _ in entries if (place[0], other) == (scope, name)]
                require(there == self.places(scope), f"{name} is not there once for each {scope}")
            names += entries
        self.named = {(place, name): step for place, name, step in names}
        require(len(self.named) == len(names), "a name has two values")

    def part(self, place, name, part, reference, before):
        """The value of a definition or of a part of a decision; None where it has no such part."""
        if reference is None: return None
        self.at, key = f"{name} ({part})", (place[0], name, part)
        require(key in self.said, "it has no formula")
        self.asked[key] = True
        return self.compute(self.said[key], reference, place, before)

    def compute(self, formula, reference, place, before):
        """The value of a step, which must compute the formula at a place and stand before another step."""
        require(type(reference) is int and 0 <= reference < before, f"{reference} is not an earlier step")
        step, claimed, result = self.steps[reference], self.values[reference], None
        if "read" in formula:
            home = {"group": ("group",), "customer": ("customer", *place[1:2])}.get(formula["of"], place)
            wanted = (self.named.get((home, formula["read"])), formula["of"], formula["type"])
            require(wanted == (reference, home[0], step["type"]), f"step {reference} is not {formula['read']} of {home}")
            self.used.add(reference)
            return claimed
        require(reference not in self.used, f"step {reference} is used twice")
        self.used.add(reference)
        plain = [[side.get(name) for name in ALIKE] for side in (formula, step)]
        require(plain[0] == plain[1] and compact(plain[0]) == compact(plain[1]), f"step {reference} is not {plain[0]}")
        op = step["op"]
        if op == "constant": result = self.value(formula["value"], formula["type"])
        elif op == "as_of": result = self.as_of
        elif op == "cases":
            holds = len(step["cases"]) > len(formula["cases"])
            for case, seen in zip(formula["cases"], step["cases"]):
                require(not holds, "a case is asked after one that holds")
                holds = self.answer(case["when"], seen["condition"], place, reference)
                require(holds == (seen["result"] is not None), "a case has a result without its condition")
                if holds: result = self.compute(case["then"], seen["result"], place, reference)
            require(holds or len(step["cases"]) == len(formula["cases"]), "a case was not asked")
        elif formula.get("earlier"): result = self.earlier(formula, step, place, reference)
        elif "over" in formula:
            last = formula.get("up_to") and (self.compute(formula["up_to"], step["up_to"], place, reference),)
            require(last or step.get("up_to") is None, f"step {reference} has another last day")
            rows, over = [], formula["over"]
            inner = [there for there in self.places(over) if over == "customer" or there[1] == place[1]]
            require([self.place(row["of"]) for row in step["rows"]] == inner, f"step {reference} lacks a record")
            for row, there in zip(step["rows"], inner):
                holds = self.answer(formula["where"], row["condition"], there, reference)
                require(row["included"] is holds, f"step {reference} includes a record without its condition")
                parts = [(formula[f], row[s]) for f, s in (("each", "value"), ("weight", "weight"), ("order", "order"))]
                require(all((s is None) == (f is None or not holds) for f, s in parts), "a record has other values")
                if holds: rows.append([s if s is None else self.compute(f, s, there, reference) for f, s in parts])
            result = AGGREGATES[op](dict(step, last=last), *([row[part] for row in rows] for part in range(3)))
        else:
            operands = [self.compute(*pair, place, reference) for pair in zip(formula["args"], step["args"], strict=True)]
            if op in WITH_MISSING or None not in operands:
                result = (WITH_MISSING.get(op) or OPERATIONS[op])(self.parameters(step), *operands)
        require(type(result) is type(claimed) and result == claimed, f"step {reference} ({op}): {result}, not {claimed}")
        return claimed

    def earlier(self, formula, step, place, before):
        """Over the records before the one at hand: those of a sequence in which each record of the customer stands once."""
        number, key = step["sequence"], (id(formula), place[1])
        if key not in self.sequences:
            require(type(number) is int and number not in [n for n, _ in self.sequences.values()], "a sequence is used twice")
            written, rows = self.document["sequences"][number] if number >= 0 else [], []
            inner = [there for there in self.places(formula["over"]) if there[1] == place[1]]
            require([self.place(row["of"]) for row in written] == inner, f"sequence {number} lacks a record")
            for row, there in zip(written, inner):
                holds = self.answer(formula["where"], row["condition"], there, before)
                require(row["included"] is holds, f"sequence {number} includes a record without its condition")
                parts = [(formula[f], row[s]) for f, s in (("each", "value"), ("weight", "weight"))]
                require(all((s is None) == (f is None or not holds) for f, s in parts), "a record has other values")
                values = [s if s is None else self.compute(f, s, there, before) for f, s in parts]
                rows.append((self.compute(formula["order"], row["order"], there, before), there[2], holds, *values))
            self.sequences[key] = number, rows
        known, rows = self.sequences[key]
        require(compact(known) == compact(number), f"step {before} goes through another sequence")
        own, included = rows[place[2]][0], [row for row in rows if row[2]]
        if own is None or None in [row[0] for row in included]: return None
        first = sorted(row for row in included if row[:2] < (own, place[2]))
        return AGGREGATES[step["op"]](step, [r[3] for r in first], [r[4] for r in first], [r[0] for r in first])
    def answer(self, formula, *step):
        answer = True if (formula, step[0]) == (None, None) else self.compute(formula, *step)
        return answer if type(answer) is bool else require(False, f"step {step[0]} is no answer")

    def decision(self, decision, count):
        name, how, end, kind = [decision[part] for part in ("name", "combining", "step", "type")]
        self.at, place, step = f"decision {name}", self.place(decision["of"]), self.steps[end]
        require(compact([step["op"], step["decision"], step["type"], step["value"]])
                == compact(["decision", count, kind, decision["value"]]), "its step does not stand for it")
        self.used.add(end)
        def stated(part, value):
            require(self.value(decision[part], kind) == value, f"{part} is {decision[part]}, but should be {value}")
        if self.part(place, name, "applies", decision["applies"], end) is False:
            rest = [decision[part] for part in "rules combined at_least at_most clamped decided override value".split()]
            return require(rest == [[]] + [None] * 7, "it does not apply, and yet something was decided")
        applying = self.rules(decision, place)
        values = [value for _, value in applying]
        require(values or how in ("sum", "all"), "no rule applies")
        require(how != "exactly_one" or len(values) == 1, "not exactly one rule applies")
        if how in ("first", "exactly_one"): result = values[0]
        elif how == "sum": result = sum(values, Fraction(0))
        elif how == "all": result = tuple(sorted(number for value in values for number in value))
        elif how == "strictest":
            result = next(rank for rank in (self.value(r, kind) for r in decision["ranking"]) if rank in values)
        else: result = extreme(values, {"lowest": -1, "highest": 1, "furthest": 1}[how])
        stated("combined", result)
        for rule, value in applying:
            prevails = how in ("sum", "all") or value == result
            require(rule["outcome"] == ("applies" if prevails else "outranked"), f"outcome of {rule['id']}")
        for part, sign in ("at_least", 1), ("at_most", -1):
            if decision[part] is not None:
                result = extreme([result, self.part(place, name, part, decision[part], end)], sign)
        stated("clamped", result)
        if decision["rounding"] is not None:
            result = rounded(result, decision["rounding"]["rule"], number(decision["rounding"]["step"]))
        stated("decided", result)
        if (override := decision["override"]) is not None:
            require(place[0] == "customer" and day(override["from"]) <= self.as_of <= day(override["until"])
                    and day(override["approved_on"]), "the override is not in force")
            result = self.value(override["value"], kind)
        stated("value", result)
        require(result is not None, "it has no value")

    def rules(self, decision, place):
        """The rules that apply, with their results; each rule was asked, or not, in its turn."""
        applying, turns = [], [(rule["otherwise"], rule["number"]) for rule in decision["rules"]]
        require(compact(sorted(number for _, number in turns)) == compact([*range(decision["rule_count"])])
                and turns == sorted(turns), "a rule lacks, or is not in its turn")
        for rule in decision["rules"]:
            require(rule["id"].startswith(decision["name"] + "."), f"{rule['id']} is not a rule of this decision")
            reached = not applying or decision["combining"] != "first" and not rule["otherwise"]
            require((rule["condition"] is not None) is (reached and rule["conditional"]), f"{rule['id']}: its condition")
            holds = self.part(place, rule["id"], "condition", rule["condition"], decision["step"])
            result = self.part(place, rule["id"], "result", rule["result"], decision["step"])
            require((result is not None) is (reached and holds is not False), f"{rule['id']}: a result when it applies")
            if result is not None: applying.append((rule, result))
            else: require(rule["outcome"] == ("does_not_apply" if reached else "not_reached"), f"outcome of {rule['id']}")
            require(type(holds) is bool or rule["condition"] is None, f"{rule['id']} has no answer")
        self.at = f"decision {decision['name']}"
        return applying

def problem(line, comparisons):
    """Where and why a trace is rejected; None where it holds."""
    trace = Trace()
    try:
        trace.check(line)
        for compare in comparisons: compare(trace)
    except Rejected as error: return f"{trace.at}: {error}"
    except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError, StopIteration) as error:
        return f"{trace.at}: {error!r}"
def main(paths, comparisons=()):
    reasons = sys.setrecursionlimit(100_000) or []
    try:
        for line in (lines := fileinput.FileInput(paths, encoding="utf-8")):
            reasons.append(problem(line, comparisons))
            if reasons[-1]: print(f"{lines.filename()}:{lines.filelineno()}: rejected at {reasons[-1]}")
    except (OSError, UnicodeDecodeError) as error: sys.exit(print(f"check_trace.py: {error}", file=sys.stderr) or 2)
    print(f"{reasons.count(None)} traces hold, {len(reasons) - reasons.count(None)} are rejected")
    sys.exit(any(reasons) or not reasons)
if __name__ == "__main__": main(sys.argv[1:] or ["-"])
