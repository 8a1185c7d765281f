"""What a person may do, told from the seats they hold today and the matrix."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils import timezone

from accounts.models import User
from areas.matrix import Action, Scope, matrix
from areas.models import Seat

Person = User | AbstractBaseUser | AnonymousUser


@dataclass(frozen=True, slots=True)
class Rights:
    """The seats of one person, read once; what a request asks again costs nothing."""

    seats: tuple[Seat, ...]

    def may(self, action: str, *, area_id: int | None = None) -> bool:
        """Whether a seat grants the action, for the place where it is about one."""
        found = matrix().action(action)
        return found.everyone or any(_reaches(found, seat, area_id) for seat in self.seats)

    def places(self, action: str) -> set[int] | None:
        """The places for which the action is granted; None: every place."""
        found = matrix().action(action)
        scopes = [(seat, found.grants.get(seat.role)) for seat in self.seats]
        if found.everyone or any(scope is Scope.ALL for _, scope in scopes):
            return None
        return {seat.area_id for seat, scope in scopes if scope is Scope.OWN}

    def actions(self) -> Iterator[tuple[Action, list[Seat]]]:
        """Everything that is granted, with the seats that grant it."""
        for action in matrix().actions:
            seats = [seat for seat in self.seats if seat.role in action.grants]
            if action.everyone or seats:
                yield action, seats


def rights_of(person: Person) -> Rights:
    """The rights of somebody now; of nobody, those of everyone."""
    if not isinstance(person, User) or not person.is_active:
        return Rights(())
    return Rights(
        tuple(held_today(Seat.objects.filter(user=person).with_places(), timezone.localdate()))
    )


def rights_in(request: HttpRequest) -> Rights:
    """The rights of whoever asks, read once a request."""
    found: Rights | None = getattr(request, "rights", None)
    if found is None:
        found = rights_of(request.user)
        request.rights = found  # type: ignore[attr-defined]
    return found


def held_today(seats: Iterable[Seat], today: date) -> Iterator[Seat]:
    """Those in force: a delegated one only as long as the seat it was delegated from is."""
    for seat in seats:
        if seat.in_force(today) and (seat.lent_by is None or seat.lent_by.in_force(today)):
            yield seat


def _reaches(action: Action, seat: Seat, area_id: int | None) -> bool:
    match action.grants.get(seat.role):
        case Scope.ALL | Scope.SELF:
            return True
        case Scope.OWN:
            return area_id is None or seat.area_id == area_id
        case _:
            return False
