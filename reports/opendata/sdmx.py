"""A release as SDMX-CSV 2.0, and the structure it follows as SDMX-JSON 2.0 with its code lists."""

from __future__ import annotations

import csv
import io
import json
from typing import Any, BinaryIO, Final

from indicators.models import Plan, Release
from reports.exports.wish import Progress
from reports.opendata.tables import OBSERVED, areas, code_lists, indicators, observed

AGENCY: Final = "PLAN_TRACKER"
FLOW: Final = "DF_PROGRESS"
VERSION: Final = "1.0"
DIMENSIONS: Final = {"REF_AREA": "CL_AREA", "INDICATOR": "CL_INDICATOR"}
ATTRIBUTES: Final = {
    "UNIT_MEASURE": None, "EXACTNESS": "CL_EXACTNESS", "BASIS": "CL_BASIS",
    "VINTAGE": "CL_VINTAGE", "STATUS": "CL_STATUS", "DEMO": None, "TARGET": None,
    "EXPECTED": None, "DONE": None, "ACHIEVED": None, "SCHEDULE": None,
}  # fmt: skip
HEADING: Final = (
    *("STRUCTURE", "STRUCTURE_ID", "ACTION", *DIMENSIONS, "TIME_PERIOD", "OBS_VALUE"),
    *ATTRIBUTES,
)


def write_csv(plan: Plan, file: BinaryIO, progress: Progress) -> None:
    progress.due(1)
    units = {code: unit for code, _, _, unit, _ in indicators(plan)}
    text = io.TextIOWrapper(file, encoding="utf-8", newline="")
    out = csv.writer(text)
    out.writerow(HEADING)
    for row in observed(plan):
        said = dict(zip(OBSERVED, row, strict=True))
        out.writerow(
            [
                "dataflow",
                f"{AGENCY}:{FLOW}({VERSION})",
                "I",
                code_of(said["area"]),
                code_of(said["indicator"]),
                said["year"],
                said["value"],
                units[said["indicator"]],
                *(said[name.lower()] for name in list(ATTRIBUTES)[1:]),
            ]
        )
    text.flush()
    text.detach()


def code_of(code: str) -> str:
    """A code as SDMX may have one: letters, digits, `_`, `-`, `$` and `@`."""
    return "".join(c if c.isascii() and (c.isalnum() or c in "_-$@") else "_" for c in code)


def structure(plan: Plan, release: Release | None) -> bytes:
    """Code lists, concepts, data structure and dataflow."""
    lists = {
        "CL_AREA": areas(plan),
        "CL_INDICATOR": [row[:3] for row in indicators(plan)],
        **{f"CL_{name.upper()}": rows for name, rows in code_lists().items()},
    }
    prepared = release.published_at.isoformat() if release else "2000-01-01T00:00:00Z"
    message = {
        "meta": {
            "schema": "https://raw.githubusercontent.com/sdmx-twg/sdmx-json/master/structure-message/tools/schemas/2.0.0/sdmx-json-structure-schema.json",
            "id": f"{plan.slug}-structure",
            "test": False,
            "prepared": prepared,
            "sender": {"id": AGENCY},
            "contentLanguages": ["zh", "en"],
        },
        "data": {
            "codelists": [_code_list(name, rows) for name, rows in lists.items()],
            "conceptSchemes": [_concepts()],
            "dataStructures": [_data_structure()],
            "dataflows": [_flow(plan)],
        },
    }
    return json.dumps(message, ensure_ascii=False, indent=1).encode()


def _named(code: str, zh: str, en: str) -> dict[str, Any]:
    return {"id": code, "name": zh, "names": {"zh": zh, "en": en}}


def _artefact(code: str, zh: str, en: str) -> dict[str, Any]:
    return {**_named(code, zh, en), "version": VERSION, "agencyID": AGENCY}


def _code_list(name: str, rows: list[tuple[str, str, str]]) -> dict[str, Any]:
    codes = [_named(code_of(code), zh, en) for code, zh, en in rows]
    return {**_artefact(name, name, name), "codes": codes}


def _concepts() -> dict[str, Any]:
    names = (*DIMENSIONS, "TIME_PERIOD", "OBS_VALUE", *ATTRIBUTES)
    concepts = [_named(name, name, name.replace("_", " ").capitalize()) for name in names]
    return {**_artefact("CS_PROGRESS", "概念", "Concepts"), "concepts": concepts}


def _concept(name: str) -> str:
    return (
        f"urn:sdmx:org.sdmx.infomodel.conceptscheme.Concept={AGENCY}:CS_PROGRESS({VERSION}).{name}"
    )


def _represented(listed: str | None, kind: str = "String") -> dict[str, Any]:
    if listed is None:
        return {"format": {"dataType": kind}}
    return {
        "enumeration": f"urn:sdmx:org.sdmx.infomodel.codelist.Codelist={AGENCY}:{listed}({VERSION})"
    }


def _data_structure() -> dict[str, Any]:
    dimensions = [
        {"id": name, "position": n, "conceptIdentity": _concept(name),
         "localRepresentation": _represented(listed)}
        for n, (name, listed) in enumerate(DIMENSIONS.items(), 1)
    ]  # fmt: skip
    time = {
        "id": "TIME_PERIOD", "conceptIdentity": _concept("TIME_PERIOD"),
        "localRepresentation": _represented(None, "ObservationalTimePeriod"),
    }  # fmt: skip
    attributes = [
        {"id": name, "conceptIdentity": _concept(name), "usage": "optional",
         "localRepresentation": _represented(listed),
         "attributeRelationship": {"observation": {}}}
        for name, listed in ATTRIBUTES.items()
    ]  # fmt: skip
    measure = {
        "id": "OBS_VALUE", "conceptIdentity": _concept("OBS_VALUE"), "usage": "mandatory",
        "localRepresentation": _represented(None, "Decimal"),
    }  # fmt: skip
    return {
        **_artefact("DSD_PROGRESS", "规划进度", "Progress of a plan"),
        "dataStructureComponents": {
            "dimensionList": {
                "id": "DimensionDescriptor", "dimensions": dimensions, "timeDimension": time,
            },
            "attributeList": {"id": "AttributeDescriptor", "attributes": attributes},
            "measureList": {"id": "MeasureDescriptor", "measures": [measure]},
        },
    }  # fmt: skip


def _flow(plan: Plan) -> dict[str, Any]:
    urn = (
        f"urn:sdmx:org.sdmx.infomodel.datastructure.DataStructure={AGENCY}:DSD_PROGRESS({VERSION})"
    )
    return {**_artefact(FLOW, plan.title, plan.name_en), "structure": urn}
