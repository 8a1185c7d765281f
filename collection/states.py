"""The one table of states and actions of a return: read by buttons, doors and tests alike."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class State(StrEnum):
    """Where a return stands on its way from the reporter to the province."""

    UNREPORTED = "unreported"
    FILLING = "filling"
    AT_HEAD = "at_head"
    AT_PROVINCE = "at_province"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    LOCKED = "locked"


STATE_WORDS: Final = {
    State.UNREPORTED: ("未填报", "Not begun"),
    State.FILLING: ("填报中", "Being filled in"),
    State.AT_HEAD: ("待本级审核", "With the head"),
    State.AT_PROVINCE: ("待省级审核", "With the province"),
    State.RETURNED: ("退回待修改", "Returned"),
    State.ACCEPTED: ("审核通过", "Accepted"),
    State.LOCKED: ("已锁定", "Locked"),
}

EDITABLE: Final = frozenset({State.UNREPORTED, State.FILLING, State.RETURNED})
"""The reporter's own; the province sees only how far along they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What an action leads from and to. `right` is its name in the matrix of rights.

    `reason`: one must be given. `apart`: not by whoever entered or submitted
    anything in this version. `whole`: nothing that is due may be missing.
    `second`: one proposes it with the reason, another confirms. `of_round`: not of
    a single form, only of all in its round.
    """

    zh: str
    en: str
    right: str
    begins: frozenset[State]
    ends: State
    reason: bool = False
    apart: bool = False
    whole: bool = False
    second: bool = False
    of_round: bool = False


class Action(StrEnum):
    SUBMIT = "submit"
    SEND = "send"
    GIVE_BACK = "give_back"
    WITHDRAW = "withdraw"
    ACCEPT = "accept"
    RETURN = "return"
    REVOKE = "revoke"
    LOCK = "lock"
    REOPEN = "reopen"


STEPS: Final = {
    Action.SUBMIT: Step(
        zh="提交审核", en="Submit to the head", right="submit", begins=EDITABLE, ends=State.AT_HEAD, whole=True
    ),
    Action.SEND: Step(
        zh="审核并上报", en="Check and send", right="send",
        begins=frozenset({State.AT_HEAD}), ends=State.AT_PROVINCE, apart=True, whole=True,
    ),
    Action.GIVE_BACK: Step(
        zh="退回修改", en="Return to the reporter", right="give_back",
        begins=frozenset({State.AT_HEAD}), ends=State.RETURNED, reason=True,
    ),
    Action.WITHDRAW: Step(
        zh="撤回", en="Withdraw", right="withdraw",
        begins=frozenset({State.AT_PROVINCE}), ends=State.AT_HEAD, reason=True,
    ),
    Action.ACCEPT: Step(
        zh="审核通过", en="Accept", right="accept",
        begins=frozenset({State.AT_PROVINCE}), ends=State.ACCEPTED, apart=True, whole=True,
    ),
    Action.RETURN: Step(
        zh="退回修改", en="Return", right="return",
        begins=frozenset({State.AT_PROVINCE}), ends=State.RETURNED, reason=True,
    ),
    Action.REVOKE: Step(
        zh="撤销审核", en="Revoke the acceptance", right="revoke",
        begins=frozenset({State.ACCEPTED}), ends=State.RETURNED, reason=True, second=True,
    ),
    Action.LOCK: Step(
        zh="验收并锁定", en="Close and lock", right="close_year",
        begins=frozenset({State.ACCEPTED}), ends=State.LOCKED, of_round=True,
    ),
    Action.REOPEN: Step(
        zh="重新开放", en="Reopen", right="reopen_year",
        begins=frozenset({State.LOCKED}), ends=State.ACCEPTED, reason=True, second=True,
    ),
}  # fmt: skip


def actions_in(state: State) -> list[Action]:
    """What may come next, in the order of the buttons."""
    return [action for action, step in STEPS.items() if state in step.begins]
