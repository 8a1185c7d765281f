"""What figures rest on is neither dropped nor given another unit; the rest may go."""

from decimal import Decimal

import pytest

from areas.models import Area
from areas.problems import ProblemsFound
from indicators import milestone_steps
from indicators.models import (
    Actual,
    Baseline,
    Indicator,
    Measure,
    Milestone,
    Origin,
    Plan,
    ScopeBreak,
    Source,
    Vintage,
)
from indicators.record import Cell, Figure, record
from plan_tracker import planfile
from tests.planfile.plans import SMALL, edited, line_of, stored

LITERACY_MEASURE = SMALL[SMALL.index("  - code: literacy\n    name") : SMALL.index("\nindicators:")]
LITERACY = SMALL[SMALL.index("  - code: literacy\n    group") : SMALL.index("  - code: q_makers")]
QUOTA = SMALL[SMALL.index("    quotas:") : SMALL.index("\nsafeguards:")]
QUOTA_INDICATOR = SMALL[SMALL.index("  - code: q_makers") : SMALL.index("\nmilestones:")]
RATIO = SMALL[SMALL.index("  - code: maker_rate\n    'no'") : SMALL.index(LITERACY)]
FUNDS = SMALL[SMALL.index("  - code: funds") : SMALL.index("\nfacts:")]
WITHOUT_LITERACY = edited((LITERACY_MEASURE, ""), (LITERACY, ""))
WITHOUT_RATIO = edited((RATIO, ""), ("      - maker_rate\n", ""))

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> Plan:
    return planfile.load(SMALL)[0]


def put_figure(measure: str, area: str = "jia") -> None:
    cell = Cell(
        area_id=Area.objects.get(code=area).pk,
        measure_id=Measure.objects.get(code=measure).pk,
        year=2022,
    )
    figure = Figure(cell=cell, value=Decimal(12), vintage=Vintage.ANNUAL, origin=Origin.PUBLISHED)
    record([figure])


def refused(text: str) -> list[tuple[str, str]]:
    """The code and place of each problem; that nothing was changed is checked by the way."""
    before = stored()
    with pytest.raises(ProblemsFound) as caught:
        planfile.load(text)
    assert stored() == before
    return [(problem.code, problem.place) for problem in caught.value.problems]


def test_an_indicator_with_figures_is_not_dropped(plan: Plan) -> None:
    put_figure("literacy", "yi")
    text = edited((LITERACY, ""))
    line = line_of("indicators:\n  - code", text)
    assert refused(text) == [("E-PROTECTED", f"line {line}, indicators")]


def test_a_ratio_is_not_dropped_while_a_part_of_it_has_figures(plan: Plan) -> None:
    put_figure("firms")
    assert [code for code, _ in refused(WITHOUT_RATIO)] == ["E-PROTECTED"]


def test_an_indicator_with_a_verified_baseline_is_not_dropped(plan: Plan) -> None:
    Baseline.objects.create(
        indicator=Indicator.objects.get(code="literacy"),
        area=plan.area,
        kind=Baseline.Kind.VERIFIED,
        year=2021,
        value=Decimal("11.5"),
    )
    assert [code for code, _ in refused(edited((LITERACY, "")))] == ["E-PROTECTED"]


def test_a_measure_with_figures_is_not_dropped(plan: Plan) -> None:
    put_figure("literacy")
    places = [place.partition(", ")[2] for _, place in refused(WITHOUT_LITERACY)]
    assert places == ["measures", "indicators"]


def test_a_measure_whose_scope_was_broken_is_not_dropped(plan: Plan) -> None:
    ScopeBreak.objects.create(
        measure=Measure.objects.get(code="literacy"), year=2023, text="改为入户调查"
    )
    assert [code for code, _ in refused(WITHOUT_LITERACY)] == ["E-PROTECTED"]


def test_a_measure_with_figures_keeps_its_unit(plan: Plan) -> None:
    put_figure("literacy")
    text = edited(
        ("    name_en: Scientific literacy\n    unit: '%'\n    decimals: 2\n    kind",
         "    name_en: Scientific literacy\n    unit: 家\n    decimals: 2\n    kind"),
        ("    name_en: Scientific literacy\n    unit: '%'\n    decimals: 2\n    rule",
         "    name_en: Scientific literacy\n    unit: 家\n    decimals: 2\n    rule"),
    )  # fmt: skip
    line = line_of("    unit: 家\n    decimals: 2\n    kind", text)
    assert refused(text) == [("E-PROTECTED", f"line {line}, measures[3].unit")]


def test_a_unit_with_figures_keeps_its_meaning(plan: Plan) -> None:
    put_figure("literacy")
    text = edited(("times: 0.01", "times: 0.001"))
    line = line_of("  - symbol: '%'", text)
    assert refused(text) == [("E-PROTECTED", f"line {line}, units[2]")]


def test_an_area_is_kept_though_no_file_names_it_any_more(plan: Plan) -> None:
    put_figure("makers", "yi")
    zones = SMALL[SMALL.index("zones:") : SMALL.index("units:")]
    text = edited((SMALL[SMALL.index("  - code: bing") : SMALL.index("zones:")], ""), (zones, "\n"))
    _, changes = planfile.load(text)
    assert changes.dropped == []
    assert Area.objects.filter(code="bing").exists()


def test_a_milestone_with_steps_is_not_dropped(plan: Plan) -> None:
    source = Source.objects.create(key="news", title="报道", publisher="日报", dated="2023")
    step = milestone_steps.Step(
        milestone_id=Milestone.objects.get(code="funds").pk,
        dated="2023",
        stage="done",
        wording="设立基金。",
        source_id=source.pk,
    )
    milestone_steps.record([step])
    text = edited((FUNDS, ""), ("    milestones:\n      - funds\n", ""))
    line = line_of("milestones:\n  - code: lab", text)
    assert refused(text) == [("E-PROTECTED", f"line {line}, milestones")]


def test_what_has_no_figures_may_be_dropped(plan: Plan) -> None:
    put_figure("makers")
    _, changes = planfile.load(WITHOUT_LITERACY)
    assert changes.dropped == ["indicator literacy", "measure literacy"]
    assert not Measure.objects.filter(code="literacy").exists()
    assert planfile.load(planfile.export(plan))[1].changed == []


def test_dropping_all_there_is_around_the_indicators_touches_no_figure(plan: Plan) -> None:
    put_figure("makers")
    text = edited((SMALL[SMALL.index("milestones:\n  - code") :], ""))
    _, changes = planfile.load(text)
    assert {"milestone lab", "fact makers-then", "note base", "domain chips"} <= set(
        changes.dropped
    )
    assert {"key region yi-city", "task grow", "safeguard policy"} <= set(changes.dropped)
    assert Actual.objects.count() == 1


def test_a_unit_without_figures_may_be_changed(plan: Plan) -> None:
    put_figure("makers")
    _, changes = planfile.load(edited((LITERACY_MEASURE, LITERACY_MEASURE.replace("'%'", "家")),
                                      (LITERACY, LITERACY.replace("'%'", "家"))))  # fmt: skip
    assert changes.changed == ["measure literacy: unit_id", "indicator literacy: unit_id"]


def test_a_measure_that_another_plan_names_stays(plan: Plan) -> None:
    planfile.load(edited(("slug: jia-plan", "slug: second-plan")))
    _, changes = planfile.load(WITHOUT_LITERACY)
    assert changes.dropped == ["indicator literacy", "measure literacy"]
    assert Measure.objects.filter(code="literacy").exists()


def test_a_quota_goes_with_its_indicator(plan: Plan) -> None:
    text = edited((QUOTA, ""), (QUOTA_INDICATOR, ""))
    _, changes = planfile.load(text)
    assert "indicator q_makers" in changes.dropped
    assert planfile.export(plan) == text
