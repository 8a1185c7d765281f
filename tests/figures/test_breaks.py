"""A change of scope, from the file that says so to the word that is no longer said."""

from __future__ import annotations

import pytest

from areas.problems import ProblemsFound
from indicators import figurefile, gauges, record
from indicators.models import Gauge, ScopeBreak
from tests.figures.cast import Cast
from tests.figures.test_figurefile import SOURCES

BREAK = """\
  - measure: firms
    year: 2023
    wording: 统计范围有调整。
    source: bulletin
"""
COMPARABLE = """\
baselines:
  - plan: shu-plan
    indicator: firms
    area: shu
    year: 2021
    value: 90
    kind: comparable
    since: 2023
    source: bulletin
"""


def status(cast: Cast) -> str:
    gauges.drain()
    return Gauge.objects.get(area__code="shu", indicator__code="firms", year=2023).status


@pytest.fixture
def known(cast: Cast) -> Cast:
    cast.say("shu", "firms", 2023, "150")
    record.plan_changed(cast.plan)
    return cast


def test_after_a_change_of_scope_nothing_is_judged_until_there_is_a_comparable_baseline(
    known: Cast,
) -> None:
    before = status(known)
    assert figurefile.load(f"{SOURCES}breaks:\n{BREAK}").beside == 1
    assert status(known) == "scope_break"
    figurefile.load(f"{SOURCES}breaks:\n{BREAK}{COMPARABLE}")
    assert status(known) == before


def test_loading_a_change_of_scope_again_changes_nothing_and_another_wording_corrects_it(
    known: Cast,
) -> None:
    for wording, changed in (("统计范围有调整。", 1), ("统计范围有调整。", 0), ("口径有调整。", 1)):
        text = BREAK.replace("统计范围有调整。", wording)
        assert figurefile.load(f"{SOURCES}breaks:\n{text}").beside == changed
    (found,) = ScopeBreak.objects.all()
    assert (found.year, found.text, str(found.source)[:3]) == (2023, "口径有调整。", "统计局")


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        pytest.param(BREAK.replace("firms", "fims"), ["E-REF"], id="no such measure"),
        pytest.param(BREAK.replace("bulletin", "rumour"), ["E-REF"], id="no such source"),
        pytest.param(BREAK + BREAK, ["E-DUP"], id="said twice"),
        pytest.param(BREAK.replace("统计范围有调整。", ""), ["E-FILE-MISSING"], id="without words"),
    ],
)
def test_a_change_of_scope_that_does_not_fit_is_refused(
    known: Cast, text: str, codes: list[str]
) -> None:
    with pytest.raises(ProblemsFound) as found:
        figurefile.load(f"{SOURCES}breaks:\n{text}")
    assert [problem.code for problem in found.value.problems] == codes
    assert not ScopeBreak.objects.exists()
