"""Which of the facts about a cell counts. Nothing is written here."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime, time, timedelta
from typing import Final, NamedTuple, Protocol

from django.db import connection
from django.db.models import Case, CharField, F, Q, QuerySet, Value, When
from django.db.models.functions import Concat, Length
from django.utils import timezone

from indicators import rows
from indicators.models import Actual, Mark, Origin, Vintage

CharField.register_lookup(Length)


class Cell(NamedTuple):
    """Measure × area × year, by id; sorts in the order in which rows are locked."""

    area_id: int
    measure_id: int
    year: int


class Fact(NamedTuple):
    """An Actual as its columns keep it, and what decides whether it counts."""

    id: int
    area_id: int
    measure_id: int
    year: int
    sequence: int
    value: int | None
    mark: str
    step: int
    exactness: str
    as_at: str | None
    withdraws: bool
    vintage: str
    origin: str
    source_id: int | None
    note: str
    dated: str
    chosen: int

    @property
    def cell(self) -> Cell:
        return Cell(self.area_id, self.measure_id, self.year)


_SELECTED = """
    SELECT fact.id, fact.area_id, fact.measure_id, fact.year, fact.sequence, fact.value, fact.mark,
        fact.step, fact.exactness, CAST(fact.as_at AS text), fact.withdraws, fact.vintage,
        fact.origin, fact.source_id, fact.note, COALESCE(source.dated, ''),
        COALESCE((SELECT MAX(id) FROM indicators_figurechoice WHERE actual_id = fact.id{until}), 0)
    FROM indicators_actual fact LEFT JOIN indicators_source source ON source.id = fact.source_id
"""
FACTS: Final = _SELECTED.format(until="")
CHOSEN_UNTIL: Final = _SELECTED.format(until=" AND chosen_at <= %s")
IN_CELL: Final = "(fact.area_id = %s AND fact.measure_id = %s AND fact.year = %s)"


Voice = tuple[str, int | None, str, str | None]
"""Who speaks of a cell, and of what state of it."""


class Statement(Protocol):
    """A figure that is to be recorded, or a fact that is."""

    @property
    def origin(self) -> str: ...

    @property
    def source_id(self) -> int | None: ...

    @property
    def vintage(self) -> str: ...

    @property
    def as_at(self) -> date | str | None: ...


def voice_of(said: Statement) -> Voice:
    as_at = None if said.as_at is None else str(said.as_at)
    return (str(said.origin), said.source_id, str(said.vintage), as_at)


ORIGIN_RANK = {
    Origin.PUBLISHED: 2,
    Origin.REPORTED: 2,
    Origin.ASSESSED: 0,
    Origin.DERIVED: 1,
    Origin.DEMO: 0,
}
VINTAGE_RANK = {vintage: rank for rank, vintage in enumerate(Vintage.values)}


def _counts_before(fact: Fact) -> tuple[object, ...]:
    """By what a fact outranks the others of its cell."""
    return (
        fact.chosen,
        fact.origin != Origin.DEMO,
        fact.mark != Mark.PENDING,
        ORIGIN_RANK[Origin(fact.origin)],
        VINTAGE_RANK[fact.vintage],
        fact.dated,
        fact.sequence,
    )


Withdrawals = dict[tuple[Cell, Voice], int]
"""The last sequence number at which a voice took back what it had said of a cell."""


def withdrawals(facts: Iterable[Fact]) -> Withdrawals:
    found: Withdrawals = {}
    for fact in facts:
        if fact.withdraws:
            key = (fact.cell, voice_of(fact))
            found[key] = max(found.get(key, 0), fact.sequence)
    return found


def counting(facts: Iterable[Fact], withdrawn: Withdrawals) -> list[Fact]:
    """The fact that counts for every cell.

    Full-year facts only: first a recorded choice, then real before derived
    before demo, then the later vintage, the later source, the later entry.
    尚不掌握 hides no figure but a demo one; what was withdrawn counts no more. A provincial
    assessment counts by choice alone.
    """
    best: dict[Cell, Fact] = {}
    for fact in facts:
        if withdrawn and fact.sequence < withdrawn.get((fact.cell, voice_of(fact)), 0):
            continue
        if fact.as_at is not None or (fact.origin == Origin.ASSESSED and not fact.chosen):
            continue
        other = best.get(fact.cell)
        if other is None or _counts_before(fact) > _counts_before(other):
            best[fact.cell] = fact
    return list(best.values())


def known_on(rows: QuerySet[Actual], moment: datetime) -> QuerySet[Actual]:
    """The statements that were known then.

    What a source says is known from its date on; what has none from when it was recorded.
    """
    dated = F("source__dated")
    day = Case(
        When(source__dated__length=4, then=Concat(dated, Value("-12-31"))),
        When(source__dated__length=7, then=Concat(dated, Value("-31"))),
        default=dated,
    )
    said = Q(source=None, recorded_at__lte=moment) | Q(
        source__isnull=False, known_day__lte=timezone.localdate(moment).isoformat()
    )
    return rows.annotate(known_day=day).filter(said)


def counted_on(cells: Iterable[Cell], moment: datetime) -> list[Fact]:
    """The facts that counted then, by what was known and decided until then."""
    at = connection.ops.adapt_datetimefield_value(moment)
    facts: list[Fact] = []
    for some in rows.batches(sorted(set(cells)), each=3):
        sql = f"{CHOSEN_UNTIL} WHERE {' OR '.join([IN_CELL] * len(some))} ORDER BY fact.sequence"
        found = rows.query(Fact, sql, [at, *(part for cell in some for part in cell)])
        facts.extend(found)
    return _counting_of(facts, Heard(known=moment))


class Heard(NamedTuple):
    """Which statements are listened to; by default all.

    Those `known` at a moment, of one `vintage`, recorded up to a `last` one; and of the recorded
    choices those that were `decided` by a moment.
    """

    known: datetime | None = None
    vintage: str = ""
    last: int | None = None
    decided: datetime | None = None


def counted_among(
    areas: Iterable[int], measures: Collection[int], years: Collection[int], heard: Heard
) -> list[Fact]:
    """The facts that count for every combination, of the statements that are listened to."""
    decided = heard.decided or heard.known
    sql, before = FACTS, list[object]()
    if decided is not None:
        sql, before = CHOSEN_UNTIL, [connection.ops.adapt_datetimefield_value(decided)]
    facts: list[Fact] = []
    if not measures or not years:
        return facts
    own = f"fact.measure_id IN ({rows.marks(len(measures))}) AND fact.year IN ({rows.marks(len(years))})"
    for some in rows.batches(sorted(set(areas)), each=2):
        where = f"WHERE {own} AND fact.area_id IN ({rows.marks(len(some))})"
        values = [*before, *measures, *years, *some]
        facts.extend(rows.query(Fact, f"{sql} {where} ORDER BY fact.sequence", values))
    return _counting_of(facts, heard)


def _counting_of(facts: list[Fact], heard: Heard) -> list[Fact]:
    if heard.vintage:
        facts = [fact for fact in facts if fact.vintage == heard.vintage]
    if heard.last is not None:
        facts = [fact for fact in facts if fact.id <= heard.last]
    if heard.known is not None:
        known = set[int]()
        for ids in rows.batches([fact.id for fact in facts]):
            said = known_on(Actual.objects.filter(pk__in=ids), heard.known)
            known.update(said.values_list("pk", flat=True))
        facts = [fact for fact in facts if fact.id in known]
    return counting(facts, withdrawals(facts))


def end_of(day: date) -> datetime:
    """Its last moment at +08:00."""
    after = datetime.combine(day + timedelta(days=1), time())
    return timezone.make_aware(after) - timedelta(microseconds=1)
