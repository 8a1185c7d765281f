"""A report as PDF, and a vector picture as PNG, by typst: no browser and no system package."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Final, Literal

import typst

from reports.document import LineChart, Part, Pictures, Report, sections
from reports.pictures import with_font

FONTS: Final = Path(__file__).parent.parent / "fonts"
TEMPLATE: Final = (Path(__file__).parent / "report.typ").read_bytes()
PICTURE: Final = b"""
#set page(width: auto, height: auto, margin: 0pt, fill: white)
#image(bytes(sys.inputs.svg), format: "svg")
"""
PIXELS_AN_INCH: Final = 220


def pdf_of(report: Report) -> bytes:
    return _compiled(TEMPLATE, "pdf", _inputs(report))


def pages_of(report: Report) -> list[int]:
    """The page of every heading and annex, in order, as the PDF counts them."""
    found: object = typst.query(  # type: ignore[misc]  # as below
        TEMPLATE,
        "<pages>",
        field="value",
        one=True,
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs=_inputs(report),
    )
    pages: list[int] = json.loads(str(found))
    return pages


def png_of(svg: str, *, ppi: float = PIXELS_AN_INCH) -> bytes:
    """The picture at the size it says itself."""
    return _compiled(PICTURE, "png", {"svg": with_font(svg)}, ppi=ppi)


def _compiled(
    source: bytes, kind: Literal["pdf", "png"], inputs: dict[str, str], *, ppi: float | None = None
) -> bytes:
    # Fonts of the machine would make the same report look different elsewhere.
    made: object = typst.compile(  # type: ignore[misc]  # its stub wants one type for all paths
        source,
        format=kind,
        ppi=ppi,
        font_paths=[FONTS],
        ignore_system_fonts=True,
        sys_inputs=inputs,
    )
    if not isinstance(made, bytes):
        raise TypeError("a report is one file")
    return made


def _inputs(report: Report) -> dict[str, str]:
    return {"report": json.dumps(_data(report), ensure_ascii=False)}


def _data(report: Report) -> dict[str, object]:
    said = {**asdict(report), "digest": report.digest}
    del said["parts"]
    return said | {
        "sections": [
            {"wide": section.wide, "parts": [_part(part) for part in section.parts]}
            for section in sections(report.parts)
        ]
    }


def _part(part: Part) -> dict[str, object]:
    fields = {"kind": type(part).__name__, **asdict(part)}
    if isinstance(part, LineChart):
        fields["svg"] = with_font(part.svg)
    if isinstance(part, Pictures):
        fields["items"] = [(with_font(svg), alt) for svg, alt in part.items]
    return fields
