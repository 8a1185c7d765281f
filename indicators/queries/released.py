"""A plan as the public sees it: the latest release, where there is one."""

from __future__ import annotations

from indicators.models import LIVE, Plan, Release


def show_released(plan: Plan) -> None:
    """Let the plan stand for its latest release; without one, what was loaded is what is public."""
    newest = Release.objects.filter(plan=plan).order_by("-number").first()
    if newest is not None:
        plan.edition, plan.last_fact, plan.release = newest.pk, newest.last_fact, newest


def edition_beside(plan: Plan, other: Plan) -> int:
    """The edition of another plan on a page of this one: public beside public, else what stands."""
    if plan.edition != LIVE:
        show_released(other)
    return other.edition
