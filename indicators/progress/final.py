"""The words of the target year and after."""

from __future__ import annotations

from fractions import Fraction

from indicators.progress.status import Status
from indicators.progress.types import Goal


def fallen_short(goal: Goal) -> Status:
    """Only a binding target may be called 未完成."""
    return Status.UNMET if goal.binding else Status.SHORT


def final_word(goal: Goal, *, value: Fraction, done: Fraction | None) -> Status:
    """超额完成, 完成, 基本完成 or the gap; without `done` the first is never said."""
    bands = goal.thresholds
    if goal.met_by(value):
        return Status.EXCEEDED if done is not None and done >= bands.exceeded else Status.MET
    by_share = done is not None and done >= bands.nearly
    if by_share or abs(value - goal.aim) <= goal.target_step:
        return Status.NEARLY
    return fallen_short(goal)


def kept_word(goal: Goal, *, met: bool, ended: bool) -> Status:
    """What is said of a target to be kept: no way to cover, so no pace and no 基本完成."""
    if not ended:
        return Status.HOLDING if met else Status.NOT_HOLDING
    return Status.MET if met else fallen_short(goal)
