"""Load, export and load again: the file and the stored plan say the same."""

from datetime import date
from decimal import Decimal

import pytest

from areas.documents import dump, read
from indicators.models import DueIndicator, Indicator, Plan
from plan_tracker import planfile
from tests.planfile.plans import SMALL, edited, stored

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> Plan:
    return planfile.load(SMALL)[0]


def test_export_prints_the_file_that_was_loaded(plan: Plan) -> None:
    assert planfile.export(plan) == SMALL


def test_loading_what_was_exported_changes_nothing(plan: Plan) -> None:
    before = stored()
    _, changes = planfile.load(planfile.export(plan))
    assert not changes
    assert stored() == before


def test_loading_twice_changes_nothing(plan: Plan) -> None:
    before = stored()
    _, changes = planfile.load(SMALL)
    assert not changes
    assert stored() == before


def test_a_first_load_reports_each_row_as_created_and_none_as_changed() -> None:
    _, changes = planfile.load(SMALL)
    assert {"area yi", "unit 家/万家", "measure firms", "indicator makers"} <= set(changes.created)
    assert {"makers baseline jia", "zone yi-zone", "grow quota q_makers"} <= set(changes.created)
    assert len(changes.created) == len(set(changes.created))
    links = {title.partition(": ")[2] for title in changes.changed}
    assert links == {"indicators", "milestones"}
    assert changes.dropped == []


@pytest.mark.parametrize(
    ("old", "new", "table", "reported"),
    [
        pytest.param(
            "name: 乙市", "name: 乙城", "areas.Area", "area yi: name", id="name of an area"
        ),
        pytest.param(
            "definition: 抽样调查得出的比例。",
            "definition: 抽样所得。",
            "indicators.Indicator",
            "indicator literacy: definition",
            id="definition of an indicator",
        ),
        pytest.param(
            "scope: 年末有效数",
            "scope: 年末数",
            "indicators.Measure",
            "measure makers: scope",
            id="scope of a measure",
        ),
        pytest.param(
            "value: 15.50",
            "value: 15.60",
            "indicators.Target",
            "maker_rate target jia/2025/2022-03-01/甲省创新规划: value",
            id="value of a target",
        ),
        pytest.param(
            "value: 15.50",
            "value: 15.5",
            "indicators.Target",
            "maker_rate target jia/2025/2022-03-01/甲省创新规划: step",
            id="printed digits of a target",
        ),
        pytest.param(
            "value: 12.5\n",
            "value: 12.4\n",
            "indicators.Baseline",
            "maker_rate baseline jia: value",
            id="value of a baseline",
        ),
        pytest.param(
            "behind: 0.5",
            "behind: 0.4",
            "indicators.Plan",
            "plan jia-plan: behind",
            id="threshold of the plan",
        ),
        pytest.param(
            "summary: 研究设计方法。",
            "summary: 研究方法。",
            "domains.Field",
            "chips field 1: summary",
            id="summary of a field",
        ),
        pytest.param(
            "      'no': 1\n      name: 芯片专项",
            "      'no': 2\n      name: 芯片专项",
            "domains.Special",
            "chips special: no",
            id="number of a special programme",
        ),
        pytest.param(
            "name: 原始创新",
            "name: 原创",
            "regions.RegionFunction",
            "yi-city function 1: name",
            id="function of a key region",
        ),
        pytest.param(
            "name: 财政资金",
            "name: 财政",
            "tasks.SafeguardPoint",
            "policy point 1: name",
            id="point of a safeguard",
        ),
        pytest.param(
            "      - funds\n",
            "      - funds\n      - lab\n",
            "tasks.Safeguard_milestones",
            "safeguard policy: milestones",
            id="measures of a safeguard",
        ),
    ],
)
def test_a_change_writes_its_own_row_only_and_is_reported(
    plan: Plan, old: str, new: str, table: str, reported: str
) -> None:
    before = stored()
    _, changes = planfile.load(edited((old, new)))
    assert changes.changed == [reported]
    assert changes.created == changes.dropped == []
    after = stored()
    moved = {name for name in after if after[name] != before[name]}
    assert moved - {"indicators.Plan", "indicators.DueIndicator"} == {table} - {"indicators.Plan"}
    differing = [row for row in after[table] if row not in before[table]]
    assert len(differing) == 1


def test_a_change_makes_every_plan_be_judged_again(plan: Plan) -> None:
    """Places and measures belong to no single plan."""
    other = edited(("slug: jia-plan", "slug: second-plan"))
    planfile.load(other)
    DueIndicator.objects.all().delete()
    versions = dict(Plan.objects.values_list("slug", "version"))
    planfile.load(edited(("name: 乙市", "name: 乙城")))
    assert dict(Plan.objects.values_list("slug", "version")) == {
        slug: version + 1 for slug, version in versions.items()
    }
    assert DueIndicator.objects.count() == Indicator.objects.count()


def test_a_load_that_changes_nothing_makes_nothing_due(plan: Plan) -> None:
    DueIndicator.objects.all().delete()
    planfile.load(SMALL)
    assert not DueIndicator.objects.exists()
    assert Plan.objects.get().version == plan.version


def test_two_plans_share_their_measures(plan: Plan) -> None:
    other, changes = planfile.load(edited(("slug: jia-plan", "slug: second-plan")))
    assert "plan second-plan: measure makers" in changes.changed
    assert planfile.export(plan) == SMALL
    assert planfile.export(other) == edited(("slug: jia-plan", "slug: second-plan"))


def test_a_zone_may_become_a_city_that_counts_and_back(plan: Plan) -> None:
    counted = edited(
        ("    kind: zone\n", "    kind: city\n"),
        ("    parent: yi\n", "    parent: yi\n    adds_to: jia\n"),
    )
    _, changes = planfile.load(counted)
    assert changes.changed == ["area yi-zone: kind, adds_to_id"]
    _, changes = planfile.load(SMALL)
    assert changes.changed == ["area yi-zone: kind, adds_to_id"]


def test_a_place_outside_the_plans_area_is_printed_where_the_plan_names_it(plan: Plan) -> None:
    """With what it lies in, so that the file loads on an empty database."""
    outside = "  - code: ding\n    kind: province\n    name: 丁省\n    short_name: 丁\n"
    outside += "    name_en: Ding\n    parent: guo\n    place: 名录\n  - code: yi\n"
    text = edited(
        ("  - code: yi\n", outside), ("    area: yi\n    summary", "    area: ding\n    summary")
    )
    planfile.load(text)
    printed = planfile.export(plan)
    assert "- code: ding" in printed
    assert "- code: guo" in printed
    assert not planfile.load(printed)[1]


def test_what_occurs_twice_is_printed_in_full() -> None:
    """YAML would abbreviate it by an alias, and aliases are not read."""
    value, day = Decimal(12), date(2022, 3, 1)
    part = {"value": value, "upper": value, "issued_on": day, "since": day}
    assert dump({"a": [part, part]}).count("upper: 12") == 2
    assert read(dump({"a": [part, part]})).content["a"][1]["since"] == "2022-03-01"


def test_windows_line_ends_and_a_byte_order_mark_are_read(plan: Plan) -> None:
    assert not planfile.load("\ufeff" + SMALL.replace("\n", "\r\n"))[1]


def test_the_other_sizes_of_a_unit_are_printed_though_only_figures_use_them(plan: Plan) -> None:
    larger = "  - symbol: 亿家\n    name_en: 100 million enterprises\n    base: 家\n"
    text = edited(("\nmeasures:", f"{larger}    times: 100000000\n\nmeasures:"))
    planfile.load(text)
    assert planfile.export(plan) == text
