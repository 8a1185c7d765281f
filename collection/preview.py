"""What a file would change, cell by cell, against the figures as they stand now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from areas.problems import Problem
from collection.models import Entry, Import
from collection.numbers import Blank, Question, Refused, Stored, Wanted, read_figure
from collection.refusals import conflict
from collection.wants import wanted_in
from indicators.charts.wording import Text
from indicators.models import Mark
from indicators.queries.statements import MARKS, value_or_mark


class Outcome(StrEnum):
    """What comes of a cell once the import is confirmed."""

    REFUSED = "refused"
    NEW = "new"
    CHANGED = "changed"
    CLEARED = "cleared"
    UNCHANGED = "unchanged"


OUTCOME_WORDS: Mapping[Outcome, Text] = {
    Outcome.REFUSED: Text("有错误", "Refused"),
    Outcome.NEW: Text("新填", "New"),
    Outcome.CHANGED: Text("修改", "Changed"),
    Outcome.CLEARED: Text("清空", "Cleared"),
    Outcome.UNCHANGED: Text("不变", "Unchanged"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewRow:
    """One cell: what stands `now`, what would stand `then`, what must be asked, what is wrong.

    `since` is said where somebody changed the cell after the file was brought in.
    """

    entry: Entry
    place: str
    raw: str
    mark: str
    remark: str
    source: str
    outcome: Outcome
    now: Text
    then: Text
    asks: tuple[Problem, ...] = ()
    problems: tuple[Problem, ...] = ()
    note: Problem | None = None
    since: Problem | None = None
    was: Text | None = None

    @property
    def measure(self) -> int:
        return self.entry.measure_id

    @property
    def changes(self) -> bool:
        return self.outcome in (Outcome.NEW, Outcome.CHANGED, Outcome.CLEARED)

    @property
    def words(self) -> Text:
        return OUTCOME_WORDS[self.outcome]


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """`wrong` counts everything that keeps the file from being confirmed."""

    rows: tuple[PreviewRow, ...]
    notes: tuple[Problem, ...]
    faults: tuple[Problem, ...]

    @property
    def wrong(self) -> int:
        return len(self.faults) + sum(len(row.problems) for row in self.rows)

    @property
    def changing(self) -> int:
        return sum(row.changes for row in self.rows)

    @property
    def differing(self) -> list[PreviewRow]:
        return [row for row in self.rows if row.outcome is not Outcome.UNCHANGED]

    @property
    def same(self) -> list[PreviewRow]:
        return [row for row in self.rows if row.outcome is Outcome.UNCHANGED]

    @property
    def asking(self) -> int:
        return sum(bool(row.asks) for row in self.rows if row.changes)

    @property
    def counts(self) -> list[tuple[Text, int]]:
        found = [row.outcome for row in self.rows]
        return [(words, n) for each, words in OUTCOME_WORDS.items() if (n := found.count(each))]


def preview(made: Import) -> Preview:
    """What is wrong comes first; then the cells in the order of the form."""
    entries = {
        e.measure_id: e for e in made.report.entries.select_related("measure__unit", "entered_by")
    }
    wants = wanted_in(made.report)
    rows = [_row(line, entries[line["measure"]], wants[line["measure"]]) for line in made.lines]
    said = [(_problem(each), each["bad"]) for each in made.notes]
    return Preview(
        rows=tuple(sorted(rows, key=lambda row: (row.outcome is not Outcome.REFUSED, row.measure))),
        notes=tuple(problem for problem, bad in said if not bad),
        faults=tuple(problem for problem, bad in said if bad),
    )


def _row(line: Mapping[str, Any], entry: Entry, wanted: Wanted) -> PreviewRow:
    problems = [_problem(each) for each in line["problems"]]
    asks = [_problem(each) for each in line["asks"]]
    value: Decimal | None = None
    note: Problem | None = None
    if not line["mark"] and not problems:
        match read_figure(line["raw"], wanted):
            case Stored(value, note):
                pass
            case Question(value, problem):
                asks.append(problem)
            case Refused(problem):
                problems.append(problem)
            case Blank():
                pass
    remark = entry.remark if line["remark"] is None else line["remark"]
    said_source = line.get("source")
    source = entry.source if said_source is None else said_source
    outcome = _outcome(entry, problems, (value, line["mark"], remark, source))
    if outcome is Outcome.CLEARED:
        asks.append(Problem.of("W-CLEARED", value=_now(entry).zh))
    since = line["was"]["version"] != entry.version
    return PreviewRow(
        entry=entry,
        place=line["place"],
        raw=line["raw"],
        mark=line["mark"],
        remark=remark,
        source=source,
        outcome=outcome,
        now=_now(entry),
        then=value_or_mark(value, line["mark"], entry.measure.decimals)
        if not problems
        else Text(line["raw"], line["raw"]),
        asks=tuple(asks) if outcome is not Outcome.UNCHANGED else (),
        problems=tuple(problems),
        note=note,
        since=conflict(entry.entered_by, entry.entered_at) if since else None,
        was=_was(line["was"]) if since else None,
    )


def _outcome(entry: Entry, problems: list[Problem], then: tuple[Any, str, str, str]) -> Outcome:
    value, mark, remark, source = then
    if problems:
        return Outcome.REFUSED
    if (value, mark, remark, source) == (entry.value, entry.mark, entry.remark, entry.source):
        return Outcome.UNCHANGED
    if not entry.filled:
        return Outcome.NEW if value is not None or mark else Outcome.CHANGED
    return Outcome.CLEARED if value is None and not mark else Outcome.CHANGED


def _now(entry: Entry) -> Text:
    return value_or_mark(entry.value, entry.mark, entry.measure.decimals)


def _was(was: Mapping[str, Any]) -> Text:
    if was["mark"]:
        return MARKS[Mark(was["mark"])]
    return Text(was["value"] or "—", was["value"] or "—")


def _problem(said: Mapping[str, Any]) -> Problem:
    path = (said["place"],) if said["place"] else ()
    return Problem(said["code"], said["zh"], said["en"], path)


def faults_of(shown: Preview) -> Iterator[tuple[str, str, str, str]]:
    """Everything that is wrong, as lines of a list: place, measure, what was there, what to do."""
    for problem in shown.faults:
        yield problem.place, "", "", f"{problem.zh} / {problem.en}"
    for row in shown.rows:
        for problem in row.problems:
            yield row.place, row.entry.measure.name, row.raw, f"{problem.zh} / {problem.en}"
