"""Two people load one plan file at the same moment."""

from __future__ import annotations

from indicators.models import Plan
from plan_tracker import planfile
from tests.at_once import at_once
from tests.planfile.plans import SMALL


def test_two_first_loads_at_once_make_one_plan(transactional_db: None) -> None:
    changed: list[bool] = []

    def load() -> None:
        _, changes = planfile.load(SMALL)
        changed.append(bool(changes))

    assert at_once(load, load, load) == []
    assert sorted(changed) == [False, False, True]
    assert Plan.objects.count() == 1
