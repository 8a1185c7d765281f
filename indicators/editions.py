"""Which edition of a plan somebody sees: the public the latest release, officials what stands now."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone

from areas.rights import rights_in
from indicators.charts.wording import Text
from indicators.models import Plan
from indicators.queries.plans import plan_named
from indicators.queries.released import show_released


def plan_for(request: HttpRequest, slug: str) -> Plan:
    """The plan as this reader may see it: `edition` and `last_fact` say of which figures."""
    plan = plan_named(slug)
    if not sees_what_stands(request):
        show_released(plan)
    return plan


def edition_words(plan: Plan) -> Text | None:
    """What stands at the foot of a page."""
    if plan.release is None:
        return None
    number, day = plan.release.number, timezone.localdate(plan.release.published_at)
    return Text(f"发布第{number}号（{day}）", f"release {number} ({day})")


def sees_what_stands(request: HttpRequest) -> bool:
    """Those to whom accepted figures of every place are open before they are published."""
    return request.user.is_authenticated and rights_in(request).places("read_accepted") is None
