"""What holds for any numbers at all."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from indicators.progress import (
    ADVERSE,
    STATUS_WORDS,
    Baseline,
    BaselineKind,
    Basis,
    Exactness,
    GivenAs,
    Goal,
    Judgement,
    Observation,
    Operator,
    Path,
    Printed,
    Rule,
    Status,
    judge,
)

untimed = settings(deadline=None)

figures = st.integers(-(10**9), 10**9).map(lambda millionths: Fraction(millionths, 10**3))
positive = st.integers(1, 10**9).map(lambda millionths: Fraction(millionths, 10**3))
years = st.integers(2019, 2028)
judged_years = st.integers(2022, 2027)
MIRROR = {
    Operator.AT_LEAST: Operator.AT_MOST,
    Operator.MORE_THAN: Operator.LESS_THAN,
    Operator.AT_MOST: Operator.AT_LEAST,
    Operator.LESS_THAN: Operator.MORE_THAN,
}
SWAPPED = {
    Status.BELOW_BASE: Status.ABOVE_BASE,
    Status.ABOVE_BASE: Status.BELOW_BASE,
}


@st.composite
def goals(draw: st.DrawFn, *, rules: tuple[Rule, ...] = tuple(Rule), plain: bool = False) -> Goal:
    """`plain`: the target is printed as the level itself."""
    rule = draw(st.sampled_from(rules))
    operator = draw(st.sampled_from(Operator))
    target = draw(figures)
    if rule is Rule.AVERAGE_GROWTH:
        target = max(target, Fraction(-99))
    of_baseline = rule in (Rule.LEVEL, Rule.STATED) and draw(st.booleans())
    given_as = draw(st.sampled_from(GivenAs)) if of_baseline and not plain else GivenAs.LEVEL
    ranged = operator.rising and draw(st.booleans()) and not given_as.falling
    return Goal(
        rule=rule,
        operator=operator,
        target=target,
        given_as=given_as,
        target_step=draw(st.sampled_from([Fraction(0), Fraction(1, 10), Fraction(1)])),
        upper=target + draw(positive) if ranged and rule is not Rule.LEVEL else None,
        base_year=2021,
        target_year=2025,
        first_year=2022,
        last_year=2025,
        path=draw(st.sampled_from(Path)),
        steps=draw(st.dictionaries(years, figures, max_size=2)),
        binding=draw(st.booleans()),
    )


level_goals = goals(rules=(Rule.LEVEL,), plain=True).filter(
    lambda goal: goal.path is not Path.COMPOUND
)


@st.composite
def observations(draw: st.DrawFn) -> Observation:
    printed = Printed(
        amount=draw(figures),
        step=draw(st.sampled_from([Fraction(0), Fraction(1), Fraction(100)])),
        exactness=draw(st.sampled_from(Exactness)),
    )
    return Observation(
        printed=draw(st.sampled_from([printed, None])), basis=draw(st.sampled_from(Basis))
    )


@st.composite
def baseline_lists(draw: st.DrawFn) -> list[Baseline]:
    kinds = draw(st.lists(st.sampled_from(BaselineKind), max_size=3))
    return [Baseline(kind=kind, value=draw(figures), since=draw(years)) for kind in kinds]


def on_level(goal: Goal, base: Fraction, year: int, value: Fraction) -> Judgement:
    return judge(
        goal=goal,
        baselines=[Baseline(kind=BaselineKind.PRINTED, value=base)],
        year=year,
        observed=Observation(printed=Printed(amount=value), basis=Basis.OFFICIAL),
    )


def times(goal: Goal, factor: Fraction) -> Goal:
    assert goal.target is not None
    return replace(
        goal,
        target=goal.target * factor,
        target_step=goal.target_step * abs(factor),
        operator=goal.operator if factor > 0 else MIRROR[goal.operator],
        steps={year: value * factor for year, value in goal.steps.items()},
    )


@untimed
@given(
    goal=goals(),
    baselines=baseline_lists(),
    year=years,
    observed=observations(),
    earlier=st.dictionaries(years, observations(), max_size=5),
    breaks=st.sets(years, max_size=2),
)
def test_any_finite_input_is_judged_without_an_error(
    goal: Goal,
    baselines: list[Baseline],
    year: int,
    observed: Observation,
    earlier: dict[int, Observation],
    breaks: set[int],
) -> None:
    said = judge(
        goal=goal,
        baselines=baselines,
        year=year,
        observed=observed,
        earlier=earlier,
        breaks=breaks,
    )
    if year <= 2021:
        expected = Status.STATED if goal.rule is Rule.STATED else Status.NOT_STARTED
        assert said.status is expected
        assert (said.done, said.schedule, said.achieved) == (None, None, None)
    if said.at_least:
        assert said.status not in ADVERSE or goal.rule is Rule.YEARLY


@untimed
@given(goal=level_goals, base=figures, year=judged_years, value=figures)
def test_falling_is_rising_upside_down(
    goal: Goal, base: Fraction, year: int, value: Fraction
) -> None:
    said = on_level(goal, base, year, value)
    mirrored = on_level(times(goal, Fraction(-1)), -base, year, -value)
    assert (mirrored.done, mirrored.schedule) == (said.done, said.schedule)
    assert mirrored.status == SWAPPED.get(said.status, said.status)


@untimed
@given(goal=level_goals, base=figures, year=judged_years, value=figures, factor=positive)
def test_the_unit_changes_no_status(
    goal: Goal, base: Fraction, year: int, value: Fraction, factor: Fraction
) -> None:
    said = on_level(goal, base, year, value)
    scaled = on_level(times(goal, factor), base * factor, year, value * factor)
    assert (scaled.status, scaled.done) == (said.status, said.done)


@untimed
@given(goal=level_goals, base=figures, year=judged_years, pair=st.tuples(figures, figures))
def test_more_is_never_worse_for_a_rising_target(
    goal: Goal, base: Fraction, year: int, pair: tuple[Fraction, Fraction]
) -> None:
    assume(goal.operator.rising)
    less, more = (on_level(goal, base, year, value).status for value in sorted(pair))
    assert STATUS_WORDS[less].rank <= STATUS_WORDS[more].rank


@untimed
@given(base=positive, gain=positive, year=judged_years, value=figures)
def test_done_is_never_clipped(base: Fraction, gain: Fraction, year: int, value: Fraction) -> None:
    goal = Goal(
        rule=Rule.LEVEL,
        operator=Operator.AT_LEAST,
        target=base + gain,
        base_year=2021,
        target_year=2025,
    )
    said = on_level(goal, base, year, value)
    assert said.done is not None
    assert base + said.done * gain == value


@untimed
@given(base=positive, target=positive, year=st.integers(2022, 2024), value=positive)
def test_a_compound_status_is_that_of_the_exact_line(
    base: Fraction, target: Fraction, year: int, value: Fraction
) -> None:
    assume(base < target and value < target)
    goal = Goal(
        rule=Rule.LEVEL,
        operator=Operator.AT_LEAST,
        target=target,
        base_year=2021,
        target_year=2025,
        path=Path.COMPOUND,
    )
    edge = base + (value - base) / goal.thresholds.on_schedule
    n, k = 4, year - 2021
    in_time = edge > 0 and edge**n >= base ** (n - k) * target**k
    status = on_level(goal, base, year, value).status
    assert (status in (Status.AHEAD, Status.ON_SCHEDULE)) == in_time
