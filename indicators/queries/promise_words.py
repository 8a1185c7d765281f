"""A promise in words: as the plan puts it, how the level follows, and what has come of it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from indicators.charts.wording import Number, Text, amount, stated
from indicators.models import Target
from indicators.progress import Operator
from indicators.queries.promises import Promise, promise
from indicators.queries.standing import Standing

PER_CENT = Text("%", "%")
POINTS = Text("个百分点", "percentage points")
EXACT = 6
"""A promise is printed with the digits the plan gives it, at most so many after the point."""

IN_PER_CENT = ("cumulative_growth", "cumulative_reduction")
FALLING = ("decrease", "cumulative_reduction")
RELATIVE = {
    "≥": Text("不低于{}", "no less than ‘{}’"),
    ">": Text("高于{}", "above ‘{}’"),
    "≤": Text("不高于{}", "no more than ‘{}’"),
    "<": Text("低于{}", "below ‘{}’"),
}


def promise_words(row: Standing, said: Promise) -> Text:
    """较2020年累计下降≥13.5%; 年均增长≥8%; 高于地区生产总值增速."""
    if said.relative_to is not None:
        return _relative(row, said, said.relative_to)
    if said.amount is None:
        return Text(row.wording, row.wording)
    if said.given_as == "average_growth":
        return rate_words(said.amount, EXACT, operator=said.operator)
    asked = _sized(row, said, said.amount, about=said.operator)
    verb = _verb(row, said.given_as, falling=said.given_as in FALLING)
    since = row.base_year
    return Text(f"较{since}年{verb.zh}{asked.zh}", f"{verb.en} by {asked.en} on {since}")


def target_words(row: Standing, target: Target) -> Text:
    """One target of the row's indicator, in force or not: ≥16,000家, 较2020年累计下降≥13.5%."""
    said = promise(row.rule, target)
    if said is not None:
        return promise_words(replace(row, wording=target.wording), said)
    if target.upper is None:
        return amount(target.value, row.decimals, row.unit, about=target.operator)
    low, high = (amount(n, row.decimals, row.unit) for n in (target.value, target.upper))
    return Text(f"{low.zh}—{high.zh}", f"{low.en} to {high.en}")


def rate_words(rate: Number, decimals: int, *, operator: str = "") -> Text:
    """年均增长≥8%; a rate below nought is a fall: 年均下降≥3.5% for ≤-3.5."""
    falls = rate < 0
    if falls and operator:
        operator = Operator(operator).mirrored
    size = amount(abs(Fraction(rate)), decimals, PER_CENT, about=operator)
    verb = Text("年均下降", "down") if falls else Text("年均增长", "up")
    return Text(f"{verb.zh}{size.zh}", f"{verb.en} by {size.en} a year on average")


def so_far_words(row: Standing) -> Text | None:
    """累计下降8.2%: the change of the figure on the baseline, in the promise's own terms."""
    said = row.promise
    if said is None or row.value is None or row.baseline is None:
        return None
    if said.given_as in IN_PER_CENT and row.baseline > 0:
        change = (row.value / Fraction(row.baseline) - 1) * 100
    elif said.given_as in ("increase", "decrease"):
        change = row.value - Fraction(row.baseline)
    else:
        return None
    verb = _verb(row, said.given_as, falling=change < 0 or (not change and _falls(said)))
    size = _sized(row, said, abs(change))
    return Text(f"{verb.zh}{size.zh}", f"{verb.en} by {size.en}")


def level_words(row: Standing) -> Text | None:
    """折算目标水平=0.5 × (1 − 13.5%)=≤0.4325吨: how the level follows from the promise."""
    said = row.promise
    if said is None or said.amount is None or row.baseline is None or row.target is None:
        return None
    base, sign = stated(row.baseline, EXACT), "−" if _falls(said) else "+"
    size = stated(said.amount, EXACT)
    if said.given_as in IN_PER_CENT:
        sum_ = f"{base} × (1 {sign} {size}%)"
    elif said.given_as == "average_growth":
        sign, size = "−" if said.amount < 0 else "+", stated(abs(Fraction(said.amount)), EXACT)
        sum_ = f"{base} × (1 {sign} {size}%)^{row.target_year - row.base_year}"
    elif said.given_as in ("increase", "decrease"):
        sum_ = f"{base} {sign} {size}"
    else:
        return None
    level = amount(row.target, max(row.decimals, 4), row.unit, about=row.operator)
    return Text(
        f"折算为{row.target_year}年目标水平：{sum_}，即{level.zh}。",
        f"As a level for {row.target_year}: {sum_}, that is {level.en}.",
    )


def _falls(said: Promise) -> bool:
    return said.given_as in FALLING


def _relative(row: Standing, said: Promise, named: Text) -> Text:
    form = RELATIVE[said.operator]
    by = Text("", "")
    if said.amount is not None:
        size = _sized(row, said, said.amount)
        by = Text(size.zh, f" by {size.en}")
    return Text(form.zh.format(named.zh) + by.zh, form.en.format(named.en) + by.en)


def _sized(row: Standing, said: Promise, size: Number, *, about: str = "") -> Text:
    """In per cent where the promise is; a percentage changes by points, never by per cent."""
    own = POINTS if row.unit.zh == "%" else row.unit
    unit = PER_CENT if said.given_as in IN_PER_CENT else own
    so_far = 1 if unit is PER_CENT else max(row.decimals, 1)
    return amount(size, EXACT if size == said.amount else so_far, unit, about=about)


def _verb(row: Standing, given_as: str, *, falling: bool) -> Text:
    if given_as in IN_PER_CENT:
        return Text("累计下降", "down") if falling else Text("累计增长", "up")
    if row.unit.zh == "%":
        return Text("降低", "down") if falling else Text("提高", "up")
    return Text("减少", "down") if falling else Text("增加", "up")
