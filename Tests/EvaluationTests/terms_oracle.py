"""Payment terms and what they mean, written from the language reference."""
import datetime
from fractions import Fraction


class Terms:
    """Parts of the price, each (share, due), and a discount (share, days) or none.

    What is due is "prepayment", "cash on delivery", or moves one after the other.
    """

    def __init__(self, rng):
        shares = rng.choice([[100], [100], [100], [30, 70], [50, 50], [20, 30, 50]])
        self.parts = [(Fraction(share, 100), Terms.due(rng)) for share in shares]
        self.discount = None
        if rng.random() < 0.3:
            self.discount = (Fraction(rng.randint(1, 4), 100), rng.choice([0, 8, 10, 14]))

    @staticmethod
    def due(rng):
        if rng.random() < 0.25:
            return rng.choice(["prepayment", "cash on delivery"])
        moves = [rng.choice([("days", rng.choice([0, 7, 10, 30, 31, 45, 60])), ("month",), ("ten",)])]
        while rng.random() < 0.4 and len(moves) < 3:
            moves.append(rng.choice([("days", rng.choice([1, 10, 15, 30])), ("month",), ("ten",),
                                     ("the", rng.choice([1, 5, 10, 15, 25, 28]))]))
        return moves

    def text(self):
        def of(due):
            return due if isinstance(due, str) else ", then ".join(map(move, due))

        def move(step):
            ordinals = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd"}
            if step[0] == "days":
                return f"{step[1]} day" + ("" if step[1] == 1 else "s")
            if step[0] == "the":
                return f"the {step[1]}{ordinals.get(step[1], 'th')}"
            return "end of month" if step[0] == "month" else "end of ten-day period"
        whole = len(self.parts) == 1
        text = " and ".join(("" if whole else f"{share * 100}% ") + of(due) for share, due in self.parts)
        return text + (f", less {self.discount[0] * 100}% within {self.discount[1]} days" if self.discount else "")

    def due_date(self, day):
        return max(day if isinstance(due, str) else moved(day, due) for _, due in self.parts)

    def discount_date(self, day):
        return None if self.discount is None else day + datetime.timedelta(self.discount[1])

    def prepaid(self):
        return sum((share for share, due in self.parts if due == "prepayment"), Fraction(0))

    def is_as_strict_as(self, other):
        """Whether from whichever day they run, no part is ever due later and no more can be deducted."""
        if self.discount is not None:
            if other.discount is None or any(a > b for a, b in zip(self.discount, other.discount)):
                return False
        # Eight years without a leap day at the turn of a century, then one with it.
        start = datetime.date(1896, 1, 1)
        return all(self.is_paid_by(other, start + datetime.timedelta(n)) for n in range(9 * 365))

    def is_paid_by(self, other, day):
        before = datetime.date(1, 1, 1)

        def instalments(terms):
            return [(before if due == "prepayment" else day if isinstance(due, str) else moved(day, due), share)
                    for share, due in terms.parts]
        mine, theirs = instalments(self), instalments(other)
        return all(sum(s for d, s in mine if d <= last) >= sum(s for d, s in theirs if d <= last)
                   for last, _ in theirs)


def end_of_month(day):
    following = day.replace(day=28) + datetime.timedelta(4)
    return following - datetime.timedelta(following.day)


def moved(day, moves):
    for kind, *rest in moves:
        if kind == "days":
            day += datetime.timedelta(rest[0])
        elif kind == "month" or kind == "ten" and day.day > 20:
            day = end_of_month(day)
        elif kind == "ten":
            day = day.replace(day=10 if day.day <= 10 else 20)
        else:
            # The next such day, or the day itself where it is one.
            day = day.replace(day=rest[0]) if rest[0] >= day.day else (
                end_of_month(day) + datetime.timedelta(rest[0]))
    return day
