"""Dates and what follows from them, from Python's datetime and a second calendar that only counts days.

    python3 calendar_oracle.py days FIRST_YEAR LAST_YEAR
        every day: ISO text, days since 1970-01-01, start and end of its month, end of its ten-day period
    python3 calendar_oracle.py cases SEED COUNT
        days      date  n     date + n days, or none outside the years 1 to 9999
        months    date  n     date + n months under lastDay, the same under nextFirst
        between   date  date  days, whole months under lastDay and nextFirst, whole years under both

The fields are separated by tabs. Both calendars must agree on every date printed.
"""

import random
import sys
from datetime import date, timedelta

EPOCH = date(1970, 1, 1)


def month_lengths(year):
    february = 29 if year % 400 == 0 or (year % 4 == 0 and year % 100 != 0) else 28
    return (31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def counted_days(first_year, last_year):
    """Every day by counting alone, as (year, month, day)."""
    for year in range(first_year, last_year + 1):
        for month, length in enumerate(month_lengths(year), 1):
            for day in range(1, length + 1):
                yield year, month, day


def print_days(first_year, last_year):
    current = date(first_year, 1, 1)
    for year, month, day in counted_days(first_year, last_year):
        assert (current.year, current.month, current.day) == (year, month, day)
        length = month_lengths(year)[month - 1]
        period = 10 if day <= 10 else 20 if day <= 20 else length
        print(f"{year:04}-{month:02}-{day:02}", (current - EPOCH).days, f"{year:04}-{month:02}-01",
              f"{year:04}-{month:02}-{length:02}", f"{year:04}-{month:02}-{period:02}", sep="\t")
        current += timedelta(days=1)
    assert current == date(last_year + 1, 1, 1)


def add_days(start, count):
    try:
        return start + timedelta(days=count)
    except OverflowError:
        return None


def add_months(start, count, rule):
    """Month by month on the calendar sheet; the day is looked at in the last month only."""
    index = start.year * 12 + (start.month - 1) + count
    year, month = index // 12, index % 12 + 1
    if not 1 <= year <= 9999:
        return None
    try:
        return date(year, month, start.day)
    except ValueError:
        following = date(year, month + 1, 1)  # a short month is never December
        return following if rule == "nextFirst" else following - timedelta(days=1)


def largest(start, other, step, rule):
    """By the definition: the largest n for which start plus n times step months is not after other."""
    days = (other - start).days
    count = days // (step * (28 if days > 0 else 31)) + 2  # too high: no month has fewer or more days
    assert add_months(start, count * step, rule) > other
    while add_months(start, count * step, rule) > other:
        count -= 1
    return count


def some_date(rng):
    draw = rng.random()
    if draw < 0.25:
        year = rng.choice((1896, 1900, 1999, 2000, 2023, 2024, 2025, 2100, 2104))
    else:
        year = rng.randrange(1896, 2105)
    month = rng.choice((1, 2, 2, rng.randrange(1, 13)))
    length = month_lengths(year)[month - 1]
    near_end = max(1, length - rng.randrange(4))
    return date(year, month, rng.choice((1, length, near_end, rng.randrange(1, length + 1))))


def text(result):
    return "none" if result is None else result.isoformat()


def print_cases(seed, count):
    rng = random.Random(seed)
    for _ in range(count):
        start, kind = some_date(rng), rng.choice(("days", "months", "between"))
        if rng.random() < 0.1 and kind != "between":
            # Near the ends of the range.
            edge = rng.randrange(800)
            start = rng.choice((date.min + timedelta(edge), date.max - timedelta(edge)))
        if kind == "days":
            days = rng.choice((rng.randrange(-1000, 1001), rng.randrange(-800_000, 800_001), 30, 45, 60, -1))
            print(kind, start, days, text(add_days(start, days)), sep="\t")
        elif kind == "months":
            months = rng.choice((rng.randrange(-30, 31), rng.randrange(-2500, 2501), 1, -1, 12, 24, 48))
            print(kind, start, months, text(add_months(start, months, "lastDay")),
                  text(add_months(start, months, "nextFirst")), sep="\t")
        else:
            near = start + timedelta(days=rng.randrange(-70, 71))
            anniversary = add_months(start, rng.randrange(-60, 61), rng.choice(("lastDay", "nextFirst")))
            other = rng.choice((some_date(rng), near, anniversary + timedelta(days=rng.randrange(-1, 2))))
            results = [largest(start, other, step, rule)
                       for step in (1, 12) for rule in ("lastDay", "nextFirst")]
            print(kind, start, other, (other - start).days, *results, sep="\t")


if sys.argv[1] == "days":
    print_days(int(sys.argv[2]), int(sys.argv[3]))
else:
    print_cases(sys.argv[2], int(sys.argv[3]))
