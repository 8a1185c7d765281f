"""The invented plan of 庚省, which uses every kind of target, the plan that follows it, and figures."""

from __future__ import annotations

from pathlib import Path

from indicators import figurefile, gauges
from indicators.models import Plan
from plan_tracker import planfile

HERE = Path(__file__).parent
GENG, NEXT, FIGURES = (
    (HERE / name).read_text(encoding="utf-8")
    for name in ("geng.yaml", "geng-next.yaml", "geng-figures.yaml")
)


def put_on_stage() -> Plan:
    """The invented plan with its figures, all gauges computed."""
    plan, _ = planfile.load(GENG)
    figurefile.load(FIGURES)
    gauges.drain()
    return plan
