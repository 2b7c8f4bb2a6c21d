"""The records of a customer, and the values that many of them give, written from the language reference."""
import datetime
from fractions import Fraction


class Records:
    """Random definitions over invoices: of each over the earlier ones, of the customer over all."""

    def __init__(self, rng, decimal):
        self.rng, self.decimal = rng, decimal
        # Few days, so that several records share one.
        self.days = [datetime.date(2025, 1, 1) + datetime.timedelta(rng.randint(0, 500)) for _ in range(8)]
        # (name, text, function of an index and all invoices) and (name, text, function of all invoices).
        self.of_each, self.of_all = [], []
        for index in range(12):
            self.of_each.append((f"e{index}", *self.earlier()))
        for index in range(20):
            self.of_all.append((f"r{index}", *self.over_all()))

    def declarations(self):
        return ["", "invoice of customer", "  number key", "  issued date from 2025-01-01 to 2026-12-31",
                "  settled date from 2025-01-01 to 2026-12-31, optional",
                "  amount money from -10000 EUR to 10000 EUR", "  weight number from 0 to 5 with 1 decimals",
                "  extra money from 0 EUR to 10000 EUR, optional", "  late yes or no",
                "", "for each invoice", *(f"  {name} = {text}" for name, text, _ in self.of_each),
                "", "for the customer", *(f"  {name} = {text}" for name, text, _ in self.of_all),
                "", "decision seen of each invoice, yes or no",
                *(f"  s_{name}: yes when {name} is known and late" for name, *_ in self.of_each),
                "  no otherwise"]

    def draw(self):
        rng = self.rng
        return [{"issued": rng.choice(self.days), "settled": rng.choice([None, *self.days, *self.days]),
                 "amount": Fraction(rng.randint(-10 ** 6, 10 ** 6), 100), "weight": Fraction(rng.randint(0, 5), 2),
                 "extra": None if rng.random() < 0.1 else Fraction(rng.randint(0, 10 ** 6), 100),
                 "late": rng.random() < 0.5} for _ in range(rng.choice([0, 1, 2, 4, 9]))]

    def rows(self, customer, invoices):
        """As JSON lines have them."""
        def cell(value):
            if value is None or isinstance(value, bool):
                return value
            return value.isoformat() if isinstance(value, datetime.date) else self.decimal(value)
        return [{"number": f"{customer}-{n}", **{k: cell(v) for k, v in i.items()}} for n, i in enumerate(invoices)]

    # Each part is (text, function of an invoice).

    def value(self):
        return self.rng.choice([
            ("amount", lambda i: i["amount"]), ("amount", lambda i: i["amount"]), ("extra", lambda i: i["extra"]),
            ("amount * 2", lambda i: i["amount"] * 2), ("weight", lambda i: i["weight"]),
            ("amount + (extra, or 1 EUR if missing)",
             lambda i: i["amount"] + (1 if i["extra"] is None else i["extra"]))])

    def date(self):
        return self.rng.choice([("issued", lambda i: i["issued"]), ("issued", lambda i: i["issued"]),
                                ("settled", lambda i: i["settled"]),
                                ("(issued plus 20 days)", lambda i: i["issued"] + datetime.timedelta(20))])

    def filter(self):
        rng, day = self.rng, self.rng.choice(self.days)
        bound = Fraction(rng.randint(-5000, 5000))
        return rng.choice([
            ("", lambda i: True), ("", lambda i: True), (" where late", lambda i: i["late"]),
            (f" where amount is more than {self.decimal(bound)} EUR", lambda i: i["amount"] > bound),
            (" where extra is known", lambda i: i["extra"] is not None),
            (" where settled is known", lambda i: i["settled"] is not None),
            (f" where issued is before {day.isoformat()} or not late", lambda i: i["issued"] < day or not i["late"])])

    def earlier(self):
        """Over the records before one by a date; of one day, those further up."""
        by, date = self.date()
        where, counts = self.filter()
        text, aggregate = self.aggregate(f"earlier invoices by {by}", f"earlier invoice by {by}", where, date, True)

        def value(index, invoices):
            kept = [(date(i), n, i) for n, i in enumerate(invoices) if counts(i)]
            own = date(invoices[index])
            # Nobody knows before which others a record without a date stands.
            if own is None or any(day is None for day, *_ in kept):
                return None
            return aggregate([i for day, n, i in sorted(kept, key=lambda k: k[:2]) if (day, n) < (own, index)])
        return text, value

    def over_all(self):
        by, date = self.date()
        where, counts = self.filter()
        monthly = self.rng.random() < 0.5
        text, aggregate = self.monthly(by, date, where) if monthly else self.aggregate(
            "invoices", "invoice", where, date, False, by)
        return text, lambda invoices: aggregate([i for i in invoices if counts(i)])

    def aggregate(self, many, one, where, date, in_order, by=""):
        """A text, and its meaning for the records that count; by a date where they are not in order yet."""
        rng = self.rng
        text, value = self.value()
        choice = rng.choice(["sum", "count", "highest", "lowest", "average", "weighted", "nth", "any", "every"]
                            + ([] if in_order else ["median", "median", "median"]))

        def whole(function, none=None):
            """Missing as soon as one value is; `none` where there is no record."""
            def result(kept):
                values = [value(i) for i in kept]
                return None if None in values else function(values) if values else none
            return result
        if choice == "sum":
            return f"sum of {text} over {many}{where}", whole(sum, Fraction(0))
        if choice == "count" or choice == "any" and not where:
            return f"count of {many}{where}", lambda kept: Fraction(len(kept))
        if choice in ("highest", "lowest"):
            return f"{choice} {text} over {many}{where}", whole(max if choice == "highest" else min)
        if choice == "average":
            return f"average of {text} over {many}{where}", whole(lambda values: sum(values) / len(values))
        if choice == "median":
            return f"median of {text} over {many}{where}", whole(median)
        if choice == "weighted":
            def weighted(kept):
                total = sum(i["weight"] for i in kept)
                if any(value(i) is None for i in kept) or total == 0:
                    return None
                return sum(value(i) * i["weight"] for i in kept) / total
            return f"average of {text} weighted by weight over {many}{where}", weighted
        if choice == "any":
            return f"any {one}{where}", bool
        if choice == "every":
            return (f"every {one}{where} satisfies amount is more than 0 EUR",
                    lambda kept: all(i["amount"] > 0 for i in kept))
        position = rng.choice([1, 1, 2, 3])
        word = rng.choice(["latest", "earliest"])
        ordinal = {1: "", 2: "2nd ", 3: "3rd "}[position]

        def nth(kept):
            if not in_order:
                if any(date(i) is None for i in kept):
                    return None
                kept = [i for _, _, i in sorted(((date(i), n, i) for n, i in enumerate(kept)), key=lambda k: k[:2])]
            if position > len(kept):
                return None
            return value(kept[-position] if word == "latest" else kept[position - 1])
        order = f" by {by}" if by else ""
        return f"{ordinal}{word} {text} over {many}{order}{where}", nth

    def monthly(self, by, date, where):
        rng = self.rng

        def months(kept):
            days = [date(i) for i in kept]
            return None if None in days else [day.year * 12 + day.month for day in days]
        if rng.random() < 0.4:
            text, value = self.value()

            def highest(kept):
                found, values = months(kept), [value(i) for i in kept]
                if found is None or None in values or not kept:
                    return None
                return max(sum(v for m, v in zip(found, values) if m == month) for month in found)
            return f"highest monthly sum of {text} over invoices by {by}{where}", highest
        end = rng.choice([None, *self.days])

        def run(kept):
            found = months(kept)
            if found is None:
                return None

            def back(month):
                length = 0
                while month - length in found:
                    length += 1
                return Fraction(length)
            return back(end.year * 12 + end.month) if end else max(map(back, found), default=Fraction(0))
        until = f" up to {end.isoformat()}" if end else ""
        return f"months in a row{until} over invoices by {by}{where}", run


def median(values):
    ordered = sorted(values)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
