"""The matrix of who may do what, read once from `matrix.yaml`."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, model_validator

from areas.documents import read

SIGNED_IN = "signed_in"
"""Of a route that asks for nothing but a sign-in."""
FILE = Path(__file__).parent / "matrix.yaml"


class Scope(StrEnum):
    """How far a grant reaches: every place, the place of the seat, what belongs to the person."""

    ALL = "all"
    OWN = "own"
    SELF = "self"


class Action(BaseModel):
    """One row of the matrix; `everyone` needs no seat, not even a sign-in."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    row: int
    code: str
    zh: str
    en: str
    everyone: bool = False
    grants: dict[str, Scope] = {}
    conditions: tuple[str, ...] = ()


class Condition(BaseModel):
    """Under what an action is granted; `roles` empty: whoever it is granted to."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    zh: str
    en: str
    roles: tuple[str, ...] = ()


class Matrix(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    roles: dict[str, tuple[str, str]]
    conditions: dict[str, Condition]
    actions: tuple[Action, ...]
    apart: tuple[tuple[str, str], ...]
    routes: dict[str, tuple[str, ...]]

    @model_validator(mode="after")
    def _names_only_what_there_is(self) -> Matrix:
        for action in self.actions:
            if unknown := set(action.grants) - set(self.roles):
                raise ValueError(f"{action.code}: no such role: {unknown}")
            if unknown := set(action.conditions) - set(self.conditions):
                raise ValueError(f"{action.code}: no such condition: {unknown}")
        codes = {action.code for action in self.actions} | {SIGNED_IN}
        for route, actions in self.routes.items():
            if unknown := set(actions) - codes:
                raise ValueError(f"{route}: no such action: {unknown}")
        if unknown := {role for pair in self.apart for role in pair} - set(self.roles):
            raise ValueError(f"apart: no such role: {unknown}")
        return self

    def action(self, code: str) -> Action:
        """Raises KeyError where there is no such action: a check that names none would let pass."""
        return self.by_code[code]

    @property
    def reached(self) -> set[str]:
        """The actions that some address carries out; the rest wait for theirs."""
        return {code for codes in self.routes.values() for code in codes} | {"own_account"}

    @property
    def by_code(self) -> dict[str, Action]:
        return {action.code: action for action in self.actions}


@cache
def matrix() -> Matrix:
    return Matrix.model_validate(read(FILE.read_text(encoding="utf-8")).content)
