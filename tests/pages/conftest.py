"""A small plan with figures and gauges, as the screens find them in the database."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from django.utils import timezone

from areas.models import Area
from domains.models import Domain, Field
from indicators.models import (
    Actual,
    CurrentFigure,
    Gauge,
    Indicator,
    Measure,
    Milestone,
    Plan,
    Target,
    Unit,
)
from regions.models import KeyRegion, Zone
from tasks.models import KeyTask, Quota, Safeguard

NOW = timezone.now()


def area(code: str, kind: str, **more: Any) -> Area:
    names = {"name": f"{code}名", "short_name": f"{code}名", "name_en": code.title(), "place": "表"}
    return Area.objects.create(code=code, kind=kind, **{**names, **more})


def indicator(
    plan: Plan, code: str, group: str, no: int, rule: str = "level", unit: str = "家"
) -> Indicator:
    unit_row, _ = Unit.objects.get_or_create(symbol=unit, defaults={"name_en": "enterprises"})
    names = {"name": f"{code}数", "name_en": f"{code} count", "unit": unit_row, "place": "表1"}
    measure = Measure.objects.create(
        code=code, kind="stock", collection="city", disclosure="open", **names
    )
    found = Indicator.objects.create(
        plan=plan,
        code=code,
        no=no,
        order=no,
        group=group,
        rule=rule,
        path="linear",
        measure=measure,
        definition="有效证书数",
        **names,
    )
    Target.objects.create(
        indicator=found,
        area=plan.area,
        year=2025,
        operator="≥",
        value=Decimal(16000),
        in_force_from=date(2022, 1, 1),
        document="规划",
        wording="达到16000家",
    )
    return found


def gauge(
    found: Indicator, place: Area, year: int, value: int | None, status: str, **more: Any
) -> None:
    Gauge.objects.create(
        area=place,
        indicator=found,
        year=year,
        status=status,
        computed_at=NOW,
        value=None if value is None else Fraction(value),
        **{"basis": "official", "vintage": "annual", "target": Fraction(16000), **more},
    )


def fact(found: Indicator, place: Area, value: int, *, adopted: bool = True, **more: Any) -> None:
    fields = {"year": 2022, "sequence": 1, "vintage": "annual", "origin": "published", **more}
    row = Actual.objects.create(
        measure=found.measure, area=place, value=Decimal(value), exactness="≈", **fields
    )
    if adopted:
        CurrentFigure.objects.create(
            area=place,
            measure=found.measure,
            year=row.year,
            actual=row,
            value=row.value,
            exactness="≈",
            vintage=row.vintage,
            origin=row.origin,
        )


def cities(plan: Plan, found: Indicator, count: int) -> list[Area]:
    placed = [area(f"city-{n}", "city", adds_to=plan.area, order=n + 1) for n in range(count)]
    for n, city in enumerate(placed):
        gauge(found, city, 2022, 100 + n, "not_assigned", demo=True, target=None)
    return placed


@pytest.fixture
def plan(db: None) -> Plan:
    province = area("sichuan", "province")
    bands = {
        "ahead": "1.1",
        "on_schedule": "0.9",
        "behind": "0.6",
        "exceeded": "1.05",
        "nearly": "0.9",
    }
    return Plan.objects.create(
        slug="htp",
        title="高新技术规划",
        short_title="规划",
        name_en="High-tech plan",
        short_name_en="Plan",
        issuer="科技厅",
        issuer_en="Department",
        issued_on=date(2022, 1, 1),
        area=province,
        base_year=2021,
        target_year=2025,
        place="封面",
        **{name: Decimal(value) for name, value in bands.items()},
    )


@pytest.fixture
def enterprises(plan: Plan) -> Indicator:
    found = indicator(plan, "enterprises", "headline", 1)
    measured = {"baseline": Fraction(10247), "expected": Fraction("11685.25")}
    gauge(found, plan.area, 2021, 10247, "not_started")
    gauge(
        found,
        plan.area,
        2022,
        14500,
        "ahead",
        exactness="≈",
        done=Fraction(4253, 5753),
        schedule=Fraction(17012, 5753),
        achieved=Fraction(29, 32),
        sum_num=14_000_000_000,
        counted=18,
        due=21,
        **measured,
    )
    fact(found, plan.area, 14500)
    fact(found, plan.area, 14200, adopted=False, sequence=2, vintage="flash")
    fact(found, plan.area, 19000, adopted=False, year=2025, as_at=date(2025, 9, 30))
    return found


@pytest.fixture
def demo_only(plan: Plan) -> Indicator:
    found = indicator(plan, "gazelles", "headline", 2)
    gauge(found, plan.area, 2024, 777, "far_behind", demo=True)
    return found


@pytest.fixture
def task(plan: Plan) -> KeyTask:
    found = KeyTask.objects.create(
        plan=plan,
        code="nurture",
        no=3,
        name="企业培育",
        name_en="Nurture",
        summary="概述",
        place="四",
    )
    quota = indicator(plan, "recognised", "quota", 11, rule="yearly")
    gauge(quota, plan.area, 2023, 1500, "quota_met")
    Quota.objects.create(task=found, indicator=quota, wording="每年认定1500家", place="四")
    return found


@pytest.fixture
def domain(plan: Plan) -> Domain:
    found = Domain.objects.create(
        plan=plan, code="chips", no=1, name="芯片", name_en="Chips", summary="概述", place="三"
    )
    names = {"place": "三、1"}
    Field.objects.create(domain=found, no=1, name="设计", name_en="Design", summary="做", **names)
    Field.objects.create(
        domain=found, no=2, name="量子", name_en="Quantum", text_missing=True, **names
    )
    return found


@pytest.fixture
def region(plan: Plan) -> KeyRegion:
    """The region that is about the zones: it upgrades one."""
    found = KeyRegion.objects.create(
        plan=plan,
        area=area("kr-zones", "key_region"),
        code="zones",
        no=3,
        name="高新区",
        name_en="Zones",
        summary="概述",
        place="四",
    )
    zone = area("zone-ziyang", "zone", parent=plan.area)
    Zone.objects.create(area=zone, level="provincial", certainty="verified")
    upgrade = Milestone.objects.create(
        plan=plan,
        code="up",
        kind="zone_upgrade",
        name="升级",
        name_en="Upgrade",
        area=zone,
        place="四",
    )
    found.milestones.add(upgrade)
    return found


def milestone(plan: Plan, code: str, kind: str = "measure") -> Milestone:
    names = {"name": f"{code}名", "name_en": f"{code} named", "place": "六"}
    return Milestone.objects.create(plan=plan, code=code, kind=kind, **names)


@pytest.fixture
def safeguard(plan: Plan) -> Safeguard:
    """With one measure, of which nothing is known."""
    found = Safeguard.objects.create(
        plan=plan, code="policy", no=1, name="政策", name_en="Policy", summary="出台", place="六"
    )
    found.milestones.add(milestone(plan, "fund"))
    return found


@pytest.fixture
def whole_plan(
    plan: Plan,
    enterprises: Indicator,
    task: KeyTask,
    domain: Domain,
    region: KeyRegion,
    safeguard: Safeguard,
) -> Plan:
    """Every chapter has something in it."""
    return plan
