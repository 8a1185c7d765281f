"""A release as a Frictionless data package: tables, their schema, licence and sources in one zip."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any, BinaryIO, Final

from django.conf import settings

from indicators.models import Plan, Release
from reports.content.annexes import sources_of
from reports.content.facts import Facts, Kind
from reports.exports.wish import Progress
from reports.opendata.tables import OBSERVED, areas, code_lists, indicators, observed

NUMBERS: Final = ("value", "target", "expected", "done", "achieved", "schedule")
MOMENT: Final = (2000, 1, 1, 0, 0, 0)
"""Of every member: the same release is the same file, byte for byte."""


def write_package(plan: Plan, release: Release, file: BinaryIO, progress: Progress) -> None:
    progress.due(4)
    lists = code_lists()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        _add(archive, "datapackage.json", _described(plan, release).encode())
        _table(archive, "data/observations.csv", OBSERVED, observed(plan))
        progress.done(2)
        _table(archive, "data/areas.csv", ("code", "name", "name_en"), areas(plan))
        heading = ("code", "name", "name_en", "unit", "definition")
        _table(archive, "data/indicators.csv", heading, indicators(plan))
        progress.done(3)
        for name, rows in lists.items():
            _table(archive, f"data/{name}.csv", ("code", "name", "name_en"), rows)


def _described(plan: Plan, release: Release) -> str:
    facts = Facts(plan, Kind.FINAL, plan.target_year, today=release.published_at.date())
    described = {
        "profile": "data-package",
        "name": f"{plan.slug}-release-{release.number}",
        "title": f"{plan.title} 发布第{release.number}号",
        "description": plan.name_en,
        "version": f"{release.number}.0.0",
        "created": release.published_at.isoformat(),
        "licenses": [
            {"name": settings.DATA_LICENCE, "path": settings.DATA_LICENCE_URL},
        ],
        "contributors": [{"title": plan.issuer, "role": "publisher"}],
        "sources": [
            {"title": str(source), **({"path": source.url} if source.url else {})}
            for source in sources_of(facts)
        ],
        "digest": release.digest,
        "resources": [_observations(), *_lists()],
    }
    return json.dumps(described, ensure_ascii=False, indent=2)


def _observations() -> dict[str, Any]:
    required = ("area", "indicator", "year", "value")
    keys = {"area": "areas", "indicator": "indicators", "status": "status", "vintage": "vintage",
            "exactness": "exactness", "basis": "basis"}  # fmt: skip
    schema = {
        "fields": [
            {"name": name, "type": _kind(name), "constraints": {"required": name in required}}
            for name in OBSERVED
        ],
        "primaryKey": ["area", "indicator", "year"],
        "foreignKeys": [
            {"fields": field, "reference": {"resource": resource, "fields": "code"}}
            for field, resource in keys.items()
        ],
        "missingValues": [""],
    }
    return _resource("observations", schema)


def _lists() -> list[dict[str, Any]]:
    names = {"areas": (), "indicators": ("unit", "definition"), **dict.fromkeys(code_lists(), ())}
    return [
        _resource(
            name,
            {
                "fields": [
                    {"name": field, "type": "string"}
                    for field in ("code", "name", "name_en", *more)
                ],
                "primaryKey": ["code"],
                "missingValues": [""],
            },
        )
        for name, more in names.items()
    ]


def _kind(name: str) -> str:
    if name in NUMBERS:
        return "number"
    return {"year": "integer", "demo": "boolean"}.get(name, "string")


def _resource(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": name, "path": f"data/{name}.csv", "profile": "tabular-data-resource",
        "format": "csv", "mediatype": "text/csv", "encoding": "utf-8", "schema": schema,
    }  # fmt: skip


def _table(
    archive: zipfile.ZipFile, name: str, heading: Sequence[str], rows: Iterable[Sequence[str]]
) -> None:
    with archive.open(_member(name), "w", force_zip64=True) as member:
        text = io.TextIOWrapper(member, encoding="utf-8", newline="")
        out = csv.writer(text)
        out.writerow(heading)
        out.writerows(rows)
        text.flush()
        text.detach()


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    archive.writestr(_member(name), content)


def _member(name: str) -> zipfile.ZipInfo:
    found = zipfile.ZipInfo(name, MOMENT)
    found.compress_type = zipfile.ZIP_DEFLATED
    return found
