"""Random expressions over exact numbers, with the results that Python's fractions give.

    python3 exact_oracle.py SEED COUNT

One case a line, in fields separated by tabs: kind, operand, expected result, and whether an overflow is
forbidden (1) or allowed (0). Expressions are in prefix notation:

    dec 12.50 | frac 1 3 | whole 7 | neg X | + X Y | - X Y | * X Y | / X Y
    step RULE X Y (X to a multiple of Y) | digits RULE N X | minor RULE CURRENCY X

An overflow is forbidden when every number that plain schoolbook arithmetic meets, without ever taking out
a common divisor, is below 10^30. A division by zero makes the whole expression undefined (`none`).
"""

import math
import random
import re
import sys
from fractions import Fraction

COMFORTABLE = 10**30
LARGEST = 2**127 - 1
SMALLEST = -(2**127)
RULES = ("halfUp", "halfEven", "up", "down", "towardsZero")
CURRENCIES = {"JPY": 0, "XOF": 0, "EUR": 2, "USD": 2, "TND": 3, "KWD": 3}
STEPS = ("dec 0.05", "dec 0.1", "dec 0.25", "dec 0.5", "whole 1", "whole 5", "whole 7", "whole 1000",
         "frac 1 3", "frac 2 3", "frac 1 7", "frac 25 12", "dec 0.010")


class Meter:
    """The largest number met while an expression is evaluated without reducing anything."""

    def __init__(self):
        self.peak = 0

    def see(self, *numbers):
        for number in numbers:
            self.peak = max(self.peak, abs(number))
        return numbers[-1]


def literal(tokens):
    """Numerator and denominator as written."""
    kind = tokens[0]
    if kind == "whole":
        return int(tokens[1]), 1
    if kind == "frac":
        return int(tokens[1]), int(tokens[2])
    whole, _, decimals = tokens[1].partition(".")
    return int(whole + decimals), 10 ** len(decimals)


def rounded(rule, value, step):
    multiple = value / step
    if rule == "halfUp":
        near = math.floor(abs(multiple) + Fraction(1, 2))
        return near if multiple >= 0 else -near
    if rule == "halfEven":
        return round(multiple)
    return {"up": math.ceil, "down": math.floor, "towardsZero": math.trunc}[rule](multiple)


def evaluate(node, meter):
    """The value of a tree as an unreduced pair, or None where a divisor is zero."""
    kind = node[0]
    if kind == "literal":
        pair = literal(node[1].split())
        meter.see(*pair)
        return pair
    operands = [evaluate(child, meter) for child in node[-1]]
    if None in operands:
        return None
    (a, b) = operands[0]
    if kind == "neg":
        return -a, b
    if kind in ("step", "digits", "minor"):
        if kind == "step":
            c, d = operands[1]
        else:
            c, d = 1, 10 ** (int(node[2]) if kind == "digits" else CURRENCIES[node[2]])
        multiple = rounded(node[1], Fraction(a, b), Fraction(c, d))
        meter.see(a * d, b * c, multiple * c, d)
        return multiple * c, d
    c, d = operands[1]
    if kind == "+":
        return meter.see(a * d, b * c, a * d + b * c), meter.see(b * d)
    if kind == "-":
        return meter.see(a * d, b * c, a * d - b * c), meter.see(b * d)
    if kind == "*":
        return meter.see(a * c), meter.see(b * d)
    if c == 0:
        return None
    sign = 1 if c > 0 else -1
    return sign * meter.see(a * d), sign * meter.see(b * c)


def prefix(node):
    if node[0] == "literal":
        return node[1]
    return " ".join([*node[:-1], *(prefix(child) for child in node[-1])])


# Generating


def decimal(mantissa, scale):
    digits = str(abs(mantissa)).rjust(scale + 1, "0")
    text = digits[: len(digits) - scale] + ("." + digits[len(digits) - scale:] if scale else "")
    return ("-" if mantissa < 0 else "") + text


def leaf(rng, mode):
    sign = rng.choice((1, 1, -1))
    if mode == "limits" and rng.random() < 0.6:
        which = rng.randrange(4)
        if which == 0:
            return f"whole {rng.choice((LARGEST - rng.randrange(3), SMALLEST + rng.randrange(3)))}"
        if which == 1:
            return f"whole {sign * rng.randrange(2 ** rng.randrange(90, 127))}"
        if which == 2:
            return "dec " + decimal(sign * rng.randrange(10 ** rng.randrange(1, 39)), rng.randrange(39))
        return f"frac {sign * rng.randrange(10 ** rng.randrange(1, 38))} {rng.randrange(1, 10**37)}"
    if mode == "quotients" and rng.random() < 0.6:
        return f"frac {sign * rng.randrange(1000)} {rng.randrange(1, 400)}"
    if rng.random() < 0.2:
        return f"whole {sign * rng.randrange(1000)}"
    scale = rng.choice((0, 1, 2, 2, 2, 3, 3, 4, 6))
    return "dec " + decimal(sign * rng.randrange(10 ** rng.randrange(1, 9)), scale)


def rounding(rng, mode, leaves):
    """A rounding; of three, one is of a value that lies exactly between two multiples."""
    rule = rng.choice(RULES)
    tie = rng.random() < 1 / 3
    kind = rng.choice(("step", "digits", "minor"))
    if kind == "step":
        step = rng.choice(STEPS)
        width, extra, tail = Fraction(*literal(step.split())), (), [("literal", step)]
    elif kind == "digits":
        digits = rng.randrange(6)
        width, extra, tail = Fraction(1, 10**digits), (str(digits),), []
    else:
        code = rng.choice(tuple(CURRENCIES))
        width, extra, tail = Fraction(1, 10 ** CURRENCIES[code]), (code,), []
    if tie:
        half = width * Fraction(2 * rng.randrange(-500, 500) + 1, 2)
        operand = ("literal", f"frac {half.numerator} {half.denominator}")
    else:
        operand = tree(rng, mode, leaves)
    return (kind, rule, *extra, [operand, *tail])


def tree(rng, mode, leaves):
    draw = rng.random()
    if draw < 0.08:
        return ("neg", [tree(rng, mode, leaves)])
    if draw < 0.25:
        return rounding(rng, mode, leaves)
    if leaves == 1:
        return ("literal", leaf(rng, mode))
    left = rng.randrange(1, leaves)
    kind = rng.choice("++--**/")
    return (kind, [tree(rng, mode, left), tree(rng, mode, leaves - left)])


# Text


def decimal_text(value, minimum):
    """The decimal of a value as this program's numbers can hold it, else `none`."""
    rest, twos, fives = value.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    scale = max(twos, fives, minimum)
    if rest != 1 or scale > 38:
        return "none"
    mantissa = int(value * 10**scale)
    return decimal(mantissa, scale) if SMALLEST <= mantissa <= LARGEST else "none"


def text_to_read(rng):
    draw = rng.random()
    if draw < 0.15:
        mantissa = rng.choice((LARGEST, -LARGEST)) + rng.randrange(-3, 4)
    else:
        mantissa = rng.choice((1, -1)) * rng.randrange(10 ** rng.randrange(1, 43))
    text = decimal(mantissa, rng.choice((0, 0, 2, 3, rng.randrange(42))))
    if rng.random() < 0.1:
        text = text.replace("-", "-00") if mantissa < 0 else "000" + text
    if rng.random() < 0.3:
        place = rng.randrange(len(text) + 1)
        junk = rng.choice(("", "+", "-", ".", ",", " ", "e", "_", "x", "\u0663", "\u2212"))
        text = text[:place] + junk + text[place + rng.randrange(2):]
    return text


def reading(text):
    """Mantissa and scale of a decimal text, else `none`."""
    match = re.fullmatch(r"-?([0-9]+)(?:\.([0-9]+))?", text)
    if not match:
        return "none"
    decimals = match[2] or ""
    mantissa = int(match[1] + decimals) * (-1 if text.startswith("-") else 1)
    if not SMALLEST <= mantissa <= LARGEST or len(decimals) > 38:
        return "none"
    return f"{mantissa} {len(decimals)}"


def case(rng):
    if rng.random() < 0.1:
        text = text_to_read(rng)
        return "read", text, reading(text), True
    mode = rng.choice(("money", "money", "money", "quotients", "limits"))
    leaves = rng.choice((1, 2, 2, 3, 3, 4, 6))
    meter = Meter()
    node = tree(rng, mode, leaves)
    pair = evaluate(node, meter)
    value = None if pair is None else Fraction(*pair)
    kind = rng.choice(("value", "value", "value", "order", "text", "description"))
    operand, expected = prefix(node), "none"
    if kind == "order":
        # The other side: unrelated, equal but written otherwise, or as near as can be.
        other = rng.choice((tree(rng, mode, leaves), ("*", [node, ("literal", "dec 1.000")]),
                            ("+", [node, ("literal", "dec 0.0001")])))
        operand += " " + prefix(other)
        second = evaluate(other, meter)
        if value is not None and second is not None:
            difference = value - Fraction(*second)
            expected = "<" if difference < 0 else ">" if difference > 0 else "="
    elif kind == "text":
        minimum = rng.choice((0, 1, 2, 3, 5, rng.randrange(41)))
        operand = f"{minimum} {operand}"
        expected = "none" if value is None else decimal_text(value, minimum)
    elif value is not None and kind == "value":
        expected = f"{value.numerator}/{value.denominator}"
    elif value is not None:
        text = decimal_text(value, 0)
        expected = text if text != "none" else f"{value.numerator}/{value.denominator}"
    return kind, operand, expected, meter.peak < COMFORTABLE


def main():
    rng = random.Random(sys.argv[1])
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    for _ in range(int(sys.argv[2])):
        kind, operand, expected, forbidden = case(rng)
        print(kind, operand, expected, int(forbidden), sep="\t")


main()
