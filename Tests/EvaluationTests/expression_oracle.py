#!/usr/bin/env python3
"""Random well-typed expressions of the policy language, with their exact values.

    expression_oracle.py SEED POLICIES EXPRESSIONS CUSTOMERS

Prints one JSON document a policy: its text, its customers as NDJSON lines, and for each customer and each of its
records the value of each definition (a fraction, a date, "unlimited", true, false or null). Written from the language reference with
rationals of the standard library; it shares nothing with the implementation.
"""
import datetime
import json
import random
import sys
from fractions import Fraction

from record_oracle import Records, median
from terms_oracle import Terms

UNLIMITED = float("inf")
UNITS = {"EUR": 2, "JPY": 0, "TND": 3}
ROUNDINGS = ["half up", "half even", "up", "down", "towards zero"]


def rounded(value, step, rule):
    quotient = value / step
    floor = quotient.numerator // quotient.denominator
    rest = quotient - floor
    if rest == 0:
        return quotient * step
    half = Fraction(1, 2)
    if rule == "down":
        whole = floor
    elif rule == "up":
        whole = floor + 1
    elif rule == "towards zero":
        whole = floor if value > 0 else floor + 1
    elif rest != half:
        whole = floor if rest < half else floor + 1
    elif rule == "half even":
        whole = floor if floor % 2 == 0 else floor + 1
    else:
        whole = floor + 1 if value > 0 else floor
    return whole * step


class Tables:
    """Tables of rates and a calendar of working days, with their meaning found day by day."""

    def __init__(self, rng):
        def rows(low, high, scale):
            start = datetime.date(rng.choice([1980, 1995, 2005]), rng.randint(1, 12), rng.randint(1, 28))
            days = sorted({start + datetime.timedelta(rng.randint(1, 9000)) for _ in range(rng.randint(0, 12))})
            return [(day, Fraction(rng.randint(low, high), scale)) for day in [start, *days]]
        self.written = {"ecb": rows(-100, 1200, 10000), "legal": rows(0, 900, 10000), "index": rows(1, 3000, 1000)}
        self.fx = rows(1, 5000, 1000)
        self.margin = Fraction(rng.randint(0, 500), 10000)
        self.covers = datetime.date(1980, 1, 1), datetime.date(2050, 12, 31)
        self.weekdays = rng.sample(range(7), rng.randint(1, 3))
        self.closed = {self.covers[0] + datetime.timedelta(rng.randint(0, 25000)) for _ in range(300)}

    def text(self):
        def line(day, value, unit):
            return f"  from {day.isoformat()} {decimal(value * (100 if unit else 1))}{unit}"
        lines = []
        for name, kind, unit in ("ecb", "percent", "%"), ("legal", "percent", "%"), ("index", "number", ""):
            lines += ["", f"rates {name}, {kind}"] + [line(*row, unit) for row in self.written[name]]
        lines += ["", "rates yen, EUR for 1 JPY"] + [line(*row, "") for row in self.fx]
        lines += ["", f"rates charged, percent, is the highest of ecb + {decimal(self.margin * 100)}%, 3 * legal - 1%"]
        names = "monday tuesday wednesday thursday friday saturday sunday".split()
        lines += ["", "calendar", f"  covers from {self.covers[0].isoformat()} to {self.covers[1].isoformat()}",
                  "  closed " + ", ".join(names[day] for day in self.weekdays)]
        return lines + ["  closed " + ", ".join(sorted(day.isoformat() for day in self.closed)), ""]

    def rate(self, name, day):
        if name == "charged":
            ecb, legal = self.rate("ecb", day), self.rate("legal", day)
            return None if None in (ecb, legal) else max(ecb + self.margin, 3 * legal - Fraction(1, 100))
        found = None
        for first, value in self.fx if name == "yen" else self.written[name]:
            if first <= day:
                found = value
        return found

    def works(self, day):
        return day.weekday() not in self.weekdays and day not in self.closed

    def moved(self, day, count):
        while count != 0:
            day += datetime.timedelta(1 if count > 0 else -1)
            if self.works(day):
                count -= 1 if count > 0 else -1
        return day

    def first(self, day):
        while not self.works(day):
            day += datetime.timedelta(1)
        return day

    def between(self, start, end):
        if end < start:
            return -self.between(end, start)
        return sum(self.works(start + datetime.timedelta(n + 1)) for n in range((end - start).days))

    def interest(self, amount, start, end, rate_of, year, unit):
        """Simple where the unit is none; else rounded to it and capitalised each year from the start."""
        balance, pending, day, years = amount, Fraction(0), start, 1
        while day < end:
            day += datetime.timedelta(1)
            rate = rate_of(day)
            if rate is None:
                return None
            pending += rate
            last = 28 if start.month == 2 and start.day == 29 and not leap(start.year + years) else start.day
            if unit is not None and day == start.replace(year=start.year + years, day=last):
                balance += rounded(balance * pending / year, unit, "half up")
                pending, years = Fraction(0), years + 1
        return balance + balance * pending / year - amount


def leap(year):
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def decimal(value):
    """The text of a finite decimal."""
    scale = 0
    while (value * 10 ** scale).denominator != 1:
        scale += 1
    digits = str(abs(int(value * 10 ** scale))).rjust(scale + 1, "0")
    text = digits if scale == 0 else digits[:-scale] + "." + digits[-scale:]
    return ("-" if value < 0 else "") + text


class Attribute:
    def __init__(self, name, kind, declaration, draw, optional=False):
        self.name, self.kind, self.declaration, self.draw, self.optional = name, kind, declaration, draw, optional


def money(random, digits):
    return lambda: Fraction(random.choice([0, 1, random.randint(-10 ** 7, 10 ** 7)]), 10 ** digits)


class Writer:
    """Expressions by type. Each is (text, kind, quotient?, size in digits, function of the customer)."""

    def __init__(self, rng):
        self.rng = rng
        self.tables = Tables(rng)
        self.records = Records(rng, decimal)
        self.terms = [Terms(rng) for _ in range(4)]
        # Of four of which some can be the same, each text is one.
        self.terms = list({terms.text(): terms for terms in self.terms}.values())
        self.strictness = {}
        self.unlimited_from = Fraction(rng.randint(-500, 500))
        kinds = []
        for code, digits in UNITS.items():
            low, high = -(10 ** 7), 10 ** 7
            for index in range(2):
                kinds.append(Attribute(
                    f"m_{code.lower()}_{index}", code, f"money from {low} {code} to {high} {code}",
                    money(rng, digits), optional=index == 1))
        for index in range(3):
            kinds.append(Attribute(f"n{index}", "number", "number from -1000 to 1000 with 3 decimals",
                                   lambda: Fraction(rng.randint(-10 ** 6, 10 ** 6), 1000), optional=index == 2))
        kinds.append(Attribute("w", "number", "whole number from 1 to 60", lambda: Fraction(rng.randint(1, 60))))
        kinds.append(Attribute("p", "percent", "percent from -100% to 300% with 2 decimals",
                               lambda: Fraction(rng.randint(-10 ** 4, 3 * 10 ** 4), 10 ** 4)))
        kinds.append(Attribute("y", "yes", "yes or no", lambda: rng.random() < 0.5))
        for index in range(2):
            kinds.append(Attribute(f"d{index}", "date", "date from 1990-01-01 to 2040-12-31",
                                   lambda: datetime.date(1990, 1, 1) + datetime.timedelta(rng.randint(0, 18000))))
        kinds.append(Attribute("agreed", "terms", "terms one of " + ", ".join(t.text() for t in self.terms),
                               lambda: rng.choice(self.terms)))
        self.attributes = kinds

    def decisions(self):
        """A limit that is unlimited for some, and soft, which besides is missing for some; payment terms."""
        return ["", "limit called cap", f"  unlimited when n0 is at least {decimal(self.unlimited_from)}",
                "  other: m_eur_0 otherwise", "", "for the customer", "  soft = cap when y", "         missing otherwise",
                "", "terms called usual", f"  a: {self.terms[0].text()} when y", f"  b: {self.terms[-1].text()} otherwise"]

    def capped(self, depth):
        """An amount that can be unlimited."""
        rng = self.rng

        def cap(c):
            return UNLIMITED if c["n0"] >= self.unlimited_from else c["m_eur_0"]
        if depth <= 0 or rng.random() < 0.5:
            return rng.choice([("cap", False, 14, cap), ("soft", False, 14, lambda c: cap(c) if c["y"] else None)])
        first, second = self.capped(depth - 1), self.numeric("EUR", depth - 1)
        choice = rng.choice(["known", "highest", "fallback", "round"])
        if choice == "round":
            return (f"({first[0]} rounded down to 50 EUR)", False, 16, strict(
                lambda a: a if a == UNLIMITED else rounded(a, Fraction(50), "down"), first))
        if choice == "fallback":
            return (f"({first[0]}, or {second[0]} if missing)", first[1] or second[1], max(first[2], second[2]),
                    lambda c: second[3](c) if first[3](c) is None else first[3](c))
        text = ", leaving out what is missing" if choice == "known" else ""
        word, pick = ("lowest", min) if choice == "known" else ("highest", max)

        def value(c):
            values = [first[3](c), second[3](c)]
            known = [v for v in values if v is not None]
            return pick(known) if known and (choice == "known" or len(known) == 2) else None
        return (f"(the {word} of {first[0]}, {second[0]}{text})", first[1] or second[1],
                max(first[2], second[2]) + 1, value)

    def named_terms(self):
        """Terms of the data or of a decision."""
        return self.rng.choice([
            ("agreed", lambda c: c["agreed"]), ("usual", lambda c: self.terms[0 if c["y"] else -1])])

    def written_terms(self):
        written = self.rng.choice(self.terms)
        return written.text(), lambda c: written

    # Every maker returns text, quotient?, size, value function.
    def of(self, kind, depth):
        if kind == "yes":
            return self.condition(depth)
        if kind == "date":
            return self.date(depth)
        if kind == "days":
            left, right = self.date(depth - 1), self.date(depth - 1)
            return (f"days from {left[0]} to {right[0]}", False, 8,
                    strict(lambda a, b: Fraction((b - a).days), left, right))
        return self.numeric(kind, depth)

    def literal(self, kind):
        rng = self.rng
        if kind == "number":
            value = Fraction(rng.randint(-500, 500), rng.choice([1, 10, 100]))
            return decimal(value), value
        if kind == "percent":
            value = Fraction(rng.randint(0, 300))
            return f"{decimal(value)}%", value / 100
        value = Fraction(rng.randint(0, 10 ** 6), 10 ** UNITS[kind])
        return f"{decimal(value)} {kind}", value

    def leaf(self, kind):
        choices = [a for a in self.attributes if a.kind == kind]
        if not choices or self.rng.random() < 0.25:
            text, value = self.literal(kind)
            return (text if value >= 0 else f"({text})", False, 14, lambda c: value)
        attribute = self.rng.choice(choices)
        return (attribute.name, False, 14, lambda c: c[attribute.name])

    def numeric(self, kind, depth):
        if depth <= 0:
            return self.leaf(kind)
        rng = self.rng
        made = self.try_numeric(kind, depth, rng.choice(
            ["sum", "sum", "product", "quotient", "round", "negate", "extreme", "fallback", "cases", "leaf",
             "table", "table", "limited", "average", "median"]))
        # Sizes stay far from what 128 bits hold, so that nothing here may be refused.
        return made if made is not None and made[2] <= 30 else self.leaf(kind)

    def try_numeric(self, kind, depth, choice):
        rng = self.rng
        if choice == "sum":
            left, right = self.numeric(kind, depth - 1), self.numeric(kind, depth - 1)
            if left[1] or right[1]:
                return None
            sign = rng.choice("+-")
            return (f"({left[0]} {sign} {right[0]})", False, max(left[2], right[2]) + 1,
                    strict(lambda a, b: a + b if sign == "+" else a - b, left, right))
        if choice == "limited" and kind == "EUR":
            first, second = self.capped(depth - 1), self.numeric(kind, depth - 1)
            size, isQuotient = max(first[2], second[2]) + 1, first[1] or second[1]
            if rng.random() < 0.5:
                return (f"({first[0]}, or {second[0]} if unlimited)", isQuotient, size,
                        lambda c: second[3](c) if first[3](c) == UNLIMITED else first[3](c))
            return f"(the lowest of {first[0]}, {second[0]})", isQuotient, size, strict(min, first, second)
        if choice == "limited" and kind == "percent":
            name, terms = self.named_terms()
            return f"(share prepaid under {name})", False, 12, lambda c: terms(c).prepaid()
        if choice in ("average", "median"):
            parts = [self.numeric(kind, depth - 1) for _ in range(rng.randint(2, 4))]
            if any(part[1] for part in parts):
                return None
            leaving = rng.random() < 0.5

            def value(c):
                values = [part[3](c) for part in parts]
                known = [v for v in values if v is not None]
                if not known or not leaving and len(known) < len(values):
                    return None
                return sum(known) / len(known) if choice == "average" else median(known)
            tail = ", leaving out what is missing" if leaving else ""
            return (f"(the {choice} of {', '.join(part[0] for part in parts)}{tail})", choice == "average",
                    max(part[2] for part in parts) + (8 if choice == "average" else 2), value)
        if choice == "table":
            return self.looked_up(kind, depth)
        if choice == "product":
            factor = self.numeric(rng.choice(["number", "percent"]), depth - 1)
            other_kind = kind
            if kind == "percent":
                factor = self.numeric("percent", depth - 1)
            value = self.numeric(other_kind, depth - 1)
            word = rng.choice(["*", "of"])
            return (f"({factor[0]} {word} {value[0]})", factor[1] or value[1], factor[2] + value[2],
                    strict(lambda a, b: a * b, factor, value))
        if choice == "quotient":
            if kind == "percent" and rng.random() < 0.7:
                unit = rng.choice(list(UNITS))
                top, bottom = self.numeric(unit, depth - 1), self.numeric(unit, depth - 1)
            else:
                top, bottom = self.numeric(kind, depth - 1), self.numeric("number", depth - 1)
            if bottom[1]:
                return None
            return (f"({top[0]} / {bottom[0]})", True, top[2] + bottom[2] + 6,
                    strict(lambda a, b: None if b == 0 else a / b, top, bottom))
        if choice == "round":
            value = self.numeric(kind, depth - 1)
            rule = rng.choice(ROUNDINGS)
            decimals = rng.randint(0, 4)
            step = Fraction(1, 10 ** (decimals + (2 if kind == "percent" else 0)))
            target = f"to {decimals} decimals"
            if kind in UNITS and rng.random() < 0.5:
                step = rng.choice([Fraction(1000), Fraction(50), Fraction(1, 20)])
                target = f"to {decimal(step)} {kind}"
            return (f"({value[0]} rounded {rule} {target})", False, 16,
                    strict(lambda a: rounded(a, step, rule), value)) if value[2] <= 26 else None
        if choice == "negate":
            value = self.numeric(kind, depth - 1)
            return (f"(-{value[0]})", value[1], value[2], strict(lambda a: -a, value))
        if choice == "extreme":
            parts = [self.numeric(kind, depth - 1) for _ in range(rng.randint(2, 3))]
            word, pick = rng.choice([("lowest", min), ("highest", max)])
            leaving = rng.random() < 0.5

            def value(c):
                values = [part[3](c) for part in parts]
                known = [v for v in values if v is not None]
                if leaving:
                    return pick(known) if known else None
                return pick(values) if len(known) == len(values) else None
            tail = ", leaving out what is missing" if leaving else ""
            return (f"(the {word} of {', '.join(part[0] for part in parts)}{tail})",
                    any(part[1] for part in parts), max(part[2] for part in parts) + 1, value)
        if choice == "fallback":
            first, second = self.numeric(kind, depth - 1), self.numeric(kind, depth - 1)

            def value(c):
                found = first[3](c)
                return second[3](c) if found is None else found
            return (f"({first[0]}, or {second[0]} if missing)", first[1] or second[1],
                    max(first[2], second[2]), value)
        return None

    def looked_up(self, kind, depth):
        """A rate, a conversion, interest, or a count of working days."""
        rng, tables = self.rng, self.tables
        day = self.date(depth - 1)
        if kind == "percent":
            name = rng.choice(["ecb", "legal", "charged"])
            return (f"({name} on ({day[0]}))", False, 8, strict(lambda d: tables.rate(name, d), day))
        if kind == "number":
            if rng.random() < 0.5:
                return (f"(index on ({day[0]}))", False, 8, strict(lambda d: tables.rate("index", d), day))
            other = self.date(depth - 1)
            return (f"(working days from {day[0]} to {other[0]})", False, 6,
                    strict(lambda a, b: Fraction(tables.between(a, b)), day, other))
        if kind in ("EUR", "JPY") and rng.random() < 0.5:
            amount = self.numeric("JPY" if kind == "EUR" else "EUR", depth - 1)

            def converted(value, d):
                rate = tables.rate("yen", d)
                return None if rate is None else value * rate if kind == "EUR" else value / rate
            return (f"({amount[0]} converted by yen on ({day[0]}))", amount[1] or kind == "JPY", amount[2] + 10,
                    strict(converted, amount, day))
        amount, other, year = self.leaf(kind), self.date(0), rng.choice([360, 365])
        name = rng.choice(["ecb", "charged", None])
        rate, value = name, None
        if name is None:
            rate, value = self.literal("percent")
        unit = rng.choice([None, Fraction(1, 10 ** UNITS[kind])])
        method = "simple" if unit is None else "compounded yearly"
        day = self.date(0)

        def interest(a, start, end):
            of = (lambda d: value) if name is None else lambda d: tables.rate(name, d)
            return tables.interest(a, start, end, of, year, unit)
        if unit is not None and name is None and value > Fraction(15, 100):
            return None
        return (f"(interest on {amount[0]} from {day[0]} to {other[0]} at {rate}, {method}, year of {year} days)",
                True, 30, strict(interest, amount, day, other))

    def date(self, depth):
        rng = self.rng
        choices = [a for a in self.attributes if a.kind == "date"]
        attribute = rng.choice(choices)
        base = (attribute.name, False, 0, lambda c: c[attribute.name])
        if depth <= 0 or rng.random() < 0.4:
            return base
        days = rng.randint(0, 90)
        choice = rng.choice(["plus", "minus", "end", "after", "before", "first", "due", "due"])
        if choice == "due":
            name, terms = self.named_terms()
            word = rng.choice(["due", "discount"])
            return (f"({word} date under {name} from {base[0]})", False, 0,
                    lambda c: (terms(c).due_date if word == "due" else terms(c).discount_date)(base[3](c)))
        if choice == "first":
            return (f"first working day from {base[0]}", False, 0, strict(self.tables.first, base))
        if choice in ("after", "before"):
            count = rng.randint(0, 30) if rng.random() < 0.7 else -rng.randint(1, 5)
            sign = 1 if choice == "after" else -1
            shown = str(count) if count >= 0 else f"({count})"
            return (f"({shown} working days {choice} {base[0]})", False, 0,
                    strict(lambda a: self.tables.moved(a, sign * count), base))
        if choice == "end":
            def end(day):
                following = day.replace(day=28) + datetime.timedelta(4)
                return following - datetime.timedelta(following.day)
            return (f"end of month of {base[0]}", False, 0, strict(end, base))
        sign = 1 if choice == "plus" else -1
        return (f"({base[0]} {choice} {days} days)", False, 0,
                strict(lambda a: a + datetime.timedelta(sign * days), base))

    def is_as_strict(self, first, second):
        key = first.text(), second.text()
        if key not in self.strictness:
            self.strictness[key] = first.is_as_strict_as(second)
        return self.strictness[key]

    def condition(self, depth):
        rng = self.rng
        if depth <= 0 or rng.random() < 0.5:
            kind = rng.choice(["number", "percent", "EUR", "JPY", "date"])
            left, right = self.of(kind, depth - 1), self.of(kind, depth - 1)
            word, test = rng.choice([
                ("is at least", lambda a, b: a >= b), ("is at most", lambda a, b: a <= b),
                ("is more than", lambda a, b: a > b), ("is less than", lambda a, b: a < b),
                ("is", lambda a, b: a == b), ("is not", lambda a, b: a != b)])
            return (f"({left[0]} {word} {right[0]})", False, 0, strict(test, left, right))
        choice = rng.choice(["and", "or", "not", "missing", "yes", "unlimited", "strict"])
        if choice == "unlimited":
            first = self.capped(depth - 1)
            if rng.random() < 0.4:
                return (f"({first[0]} is unlimited)", False, 0, strict(lambda a: a == UNLIMITED, first))
            second = self.capped(depth - 1) if rng.random() < 0.3 else self.numeric("EUR", depth - 1)
            word, test = rng.choice([
                ("is at least", lambda a, b: a >= b), ("is at most", lambda a, b: a <= b),
                ("is more than", lambda a, b: a > b), ("is less than", lambda a, b: a < b),
                ("is", lambda a, b: a == b), ("is not", lambda a, b: a != b)])
            return (f"({first[0]} {word} {second[0]})", False, 0, strict(test, first, second))
        if choice == "strict":
            name, mine = self.named_terms()
            other, theirs = self.named_terms() if rng.random() < 0.4 else self.written_terms()
            return (f"({name} is at least as strict as {other})", False, 0,
                    lambda c: self.is_as_strict(mine(c), theirs(c)))
        if choice == "yes":
            return ("y", False, 0, lambda c: c["y"])
        if choice == "missing":
            value = self.of(rng.choice(["number", "EUR"]), depth - 1)
            return (f"({value[0]} is missing)", False, 0, lambda c: value[3](c) is None)
        first = self.condition(depth - 1)
        if choice == "not":
            return (f"(not {first[0]})", False, 0, strict(lambda a: not a, first))
        second = self.condition(depth - 1)

        def junction(c):
            values = [first[3](c), second[3](c)]
            decisive = choice == "or"
            if decisive in values:
                return decisive
            return None if None in values else not decisive
        return (f"({first[0]} {choice} {second[0]})", False, 0, junction)


def strict(function, *parts):
    """A function that is missing as soon as one of its operands is."""
    def value(c):
        values = [part[3](c) for part in parts]
        return None if any(v is None for v in values) else function(*values)
    return value


def shown(value):
    if value is None or isinstance(value, bool):
        return value
    if value == UNLIMITED:
        return "unlimited"
    return value.isoformat() if isinstance(value, datetime.date) else str(value)


def cell(attribute, value):
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, Terms):
        return value.text()
    return decimal(value * 100) + "%" if attribute.kind == "percent" else decimal(value)


def policy(rng, expressions, customers):
    writer = Writer(rng)
    lines = ['policy "Oracle" version "1"', "  in force from 2026-01-01", "  currency EUR, rounded half up",
             "  month ends stay on the last day", *writer.tables.text(), "customer", "  id key"]
    for a in writer.attributes:
        lines.append(f"  {a.name} {a.declaration}" + (", optional" if a.optional else ""))
    lines += writer.records.declarations() + writer.decisions() + ["", "for the customer"]
    made = []
    while len(made) < expressions:
        kind = rng.choice(["number", "number", "percent", "EUR", "JPY", "TND", "yes", "date", "days"])
        expression = writer.of(kind, rng.randint(1, 4))
        made.append(expression)
        lines.append(f"  x{len(made) - 1} = {expression[0]}")
    names = [f"x{index}" for index in range(len(made))]
    of_all, of_each = writer.records.of_all, writer.records.of_each
    # Whatever the definitions read must be validated, so a decision reads them all.
    lines += ["", "decision checked, yes or no"]
    for name in names + [name for name, *_ in of_all]:
        lines.append(f"  is_{name}: yes when {name} is known and y")
    lines.append("  no otherwise")
    people = []
    for number in range(customers):
        person = {a.name: None if a.optional and rng.random() < 0.4 else a.draw() for a in writer.attributes}
        people.append(person)
    invoices = [writer.records.draw() for _ in people]
    ndjson = [json.dumps({"id": f"C{i}", **{a.name: cell(a, p[a.name]) for a in writer.attributes},
                          "invoices": writer.records.rows(f"C{i}", invoices[i])}) for i, p in enumerate(people)]
    expected = [[shown(e[3](p)) for e in made] + [shown(value(own)) for *_, value in of_all]
                for p, own in zip(people, invoices)]
    of_records = [[[shown(value(index, own)) for *_, value in of_each] for index in range(len(own))]
                  for own in invoices]
    return {"policy": "\n".join(lines) + "\n", "ndjson": ndjson,
            "names": names + [name for name, *_ in of_all], "expected": expected,
            "namesOfRecords": [name for name, *_ in of_each], "expectedOfRecords": of_records}


def main():
    seed, policies, expressions, customers = (int(word) for word in sys.argv[1:5])
    rng = random.Random(seed)
    for _ in range(policies):
        print(json.dumps(policy(rng, expressions, customers)))


if __name__ == "__main__":
    main()
