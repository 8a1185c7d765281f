"""The styles of a report: GB/T 9704-2012 for a whole one, smaller for what fits on a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import (
    WD_ALIGN_PARAGRAPH,
    WD_LINE_SPACING,
    WD_TAB_ALIGNMENT,
    WD_TAB_LEADER,
)
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Emu, Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

SERIF, SANS, KAI, TITLE_FONT = "仿宋", "黑体", "楷体", "方正小标宋简体"
LATIN: Final = "Times New Roman"
TITLE, SUBTITLE, LABEL, BARE = "Title", "Subtitle", "Report Label", "Report Bare"
SMALL, NOTE, ANNEX, ANNEX_TITLE = "Report Small", "Table Note", "Annex", "Annex Title"
CAPTION, TABLE, CONTENTS = "Caption", "Table Text", "Contents Title"
INK: Final = RGBColor(0, 0, 0)
MARGINS: Final = {"top_margin": 37, "bottom_margin": 35, "left_margin": 28, "right_margin": 26}
NARROW: Final = {"top_margin": 20, "bottom_margin": 16, "left_margin": 22, "right_margin": 22}
TURNED: Final = {"top_margin": 26, "bottom_margin": 24, "left_margin": 22, "right_margin": 22}
BESIDE: Final = {SERIF: "FangSong", SANS: "SimHei", KAI: "KaiTi", TITLE_FONT: "SimSun"}
"""What a program takes that has not the font."""


CENTRE, LEFT, RIGHT = (
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.RIGHT,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """`size`, `before`, `after` and `pitch` (from line to line; None: as the font asks) in points.

    `indent` of the first line in characters. `outline` ranks a title among the headings.
    """

    font: str
    size: float
    bold: bool = False
    side: WD_ALIGN_PARAGRAPH = LEFT
    indent: int = 0
    keep: bool = False
    before: float = 0
    after: float = 0
    pitch: float | None = None
    outline: int | None = None


def set_up(book: Document, *, whole: bool) -> None:
    """A4 with the margins of official documents, and every style by its name."""
    section = book.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    _set(section, MARGINS if whole else NARROW)
    size, pitch = (16.0, 29.0) if whole else (12.0, 19.0)
    _speak_chinese(book)
    _body(book, size, pitch)
    for name, look in _looks(size, pitch, whole=whole).items():
        _style(book, name, look)
    width = page_width(section)
    for level in (1, 2):
        _contents_line(book, level, width)
    _fallbacks(book)
    if whole:
        book.settings.odd_and_even_pages_header_footer = True
        section.different_first_page_header_footer = True
        number_pages(section, restart=False)


def page_width(section: Section) -> int:
    """Between the margins, in the format's own units."""
    parts = (section.page_width, section.left_margin, section.right_margin)
    page, left, right = (int(part or 0) for part in parts)
    return page - left - right


def _looks(size: float, pitch: float, *, whole: bool) -> dict[str, Look]:
    heading = {"size": size, "indent": 2, "keep": True, "pitch": pitch}
    small = 9 if whole else 8.5
    return {
        "Heading 1": Look(font=SANS, **heading),  # type: ignore[arg-type]
        "Heading 2": Look(font=KAI, **heading),  # type: ignore[arg-type]
        "Heading 3": Look(font=SERIF, bold=True, **heading),  # type: ignore[arg-type]
        TITLE: Look(font=TITLE_FONT, size=26 if whole else 20, side=CENTRE, after=6),
        SUBTITLE: Look(
            font=TITLE_FONT, size=22 if whole else 13, side=CENTRE, after=12 if whole else 2
        ),
        LABEL: Look(font=SANS, size=16, side=RIGHT),
        BARE: Look(font=SERIF, size=16),
        SMALL: Look(font=SANS, size=12 if whole else 9, side=CENTRE),
        ANNEX: Look(font=SANS, size=16, keep=True),
        ANNEX_TITLE: Look(font=TITLE_FONT, size=20, side=CENTRE, keep=True, after=12, outline=0),
        CONTENTS: Look(font=SANS, size=18, side=CENTRE, after=8),
        CAPTION: Look(font=SANS, size=10.5 if whole else 10, side=CENTRE, before=6, after=4),
        # Fixed, or a font that stands in for 宋体 makes a page's table two pages long.
        TABLE: Look(font=SERIF, size=small, pitch=1.25 * small),
        NOTE: Look(font=SERIF, size=small, pitch=1.25 * small),
    }


def _speak_chinese(book: Document) -> None:
    """The template takes Eastern letters for English: punctuation would be drawn and broken so."""
    for language in book.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")


def _body(book: Document, size: float, pitch: float) -> None:
    body = book.styles["Normal"]
    _fonts(body, SERIF, size)
    shape = body.paragraph_format
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(pitch)
    shape.space_before = shape.space_after = Pt(0)
    shape.first_line_indent = Pt(2 * size)
    shape.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    shape.widow_control = True


def _style(book: Document, name: str, look: Look) -> None:
    known = {style.name for style in book.styles}
    style = book.styles[name] if name in known else _added(book, name)
    _fonts(style, look.font, look.size)
    style.font.bold, style.font.italic, style.font.color.rgb = look.bold, False, INK
    shape = style.paragraph_format
    shape.first_line_indent = Pt(look.indent * look.size)
    shape.space_before, shape.space_after = Pt(look.before), Pt(look.after)
    shape.keep_with_next, shape.alignment = look.keep, look.side
    if look.pitch is None:
        shape.line_spacing_rule = WD_LINE_SPACING.SINGLE
    else:
        shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(look.pitch)
    _without_border(style)
    if look.outline is not None:
        level = OxmlElement("w:outlineLvl")
        level.set(qn("w:val"), str(look.outline))
        style.element.get_or_add_pPr().append(level)


def _added(book: Document, name: str) -> Any:
    style = book.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = book.styles["Normal"]
    return style


def _fonts(style: Any, font: str, size: float) -> None:
    """One for Chinese and one for Latin letters and digits; the theme's own are taken out."""
    style.font.name, style.font.size = LATIN, Pt(size)
    fonts = style.element.rPr.rFonts
    for name in list(fonts.attrib):
        if name.endswith("Theme"):
            del fonts.attrib[name]
    for script in ("w:eastAsia", "w:hAnsi", "w:cs"):
        fonts.set(qn(script), font if script == "w:eastAsia" else LATIN)


def _without_border(style: Any) -> None:
    """The template's title is underlined by a coloured border."""
    shape = style.element.pPr
    if shape is not None and (border := shape.find(qn("w:pBdr"))) is not None:
        shape.remove(border)


def _contents_line(book: Document, level: int, width: int) -> None:
    name = f"TOC {level}"
    _style(book, name, Look(font=SERIF, size=14, pitch=21))
    shape = book.styles[name].paragraph_format
    shape.left_indent = Pt(14 * (level - 1))
    shape.tab_stops.add_tab_stop(Emu(width), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)


def _fallbacks(book: Document) -> None:
    part = next(
        (rel.target_part for rel in book.part.rels.values() if rel.reltype.endswith("/fontTable")),
        None,
    )
    if part is None:
        return
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{beside}"/><w:charset w:val="86"/></w:font>'
        for name, beside in BESIDE.items()
    )
    part._blob = part.blob.replace(b"</w:fonts>", fonts.encode() + b"</w:fonts>")


def set_margins(section: Section, *, wide: bool) -> None:
    _set(section, TURNED if wide else MARGINS)


def _set(section: Section, millimetres: dict[str, int]) -> None:
    for name, value in millimetres.items():
        setattr(section, name, Mm(value))


def number_pages(section: Section, *, restart: bool) -> None:
    """— 1 — at the outer edge: odd pages right, even pages left; none on the cover."""
    if restart:
        section.different_first_page_header_footer = False
        start = OxmlElement("w:pgNumType")
        start.set(qn("w:start"), "1")
        section._sectPr.insert_element_before(start, "w:cols", "w:titlePg", "w:docGrid")
        return
    sides = (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT), (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)
    )  # fmt: skip
    for footer, side in sides:
        line = footer.paragraphs[0]
        line.alignment = side
        line.paragraph_format.first_line_indent = Pt(0)
        line.add_run("— ")
        add_field(line, "PAGE", "1")
        line.add_run(" —")
        for run in line.runs:
            run.font.size, run.font.name = Pt(14), "宋体"


def count_on(section: Section) -> None:
    """A new section begins as a copy of the last: it must not begin at page 1 again."""
    for start in section._sectPr.findall(qn("w:pgNumType")):
        section._sectPr.remove(start)


def add_field(paragraph: Paragraph, code: str, shown: str) -> None:
    """A field with what it says until a program works it out."""
    for kind, text in (("begin", ""), ("", code), ("separate", ""), ("shown", shown), ("end", "")):
        run = paragraph.add_run()
        if kind == "shown":
            run.text = text
        elif kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)
        else:
            instruction = OxmlElement("w:instrText")
            instruction.set(qn("xml:space"), "preserve")
            instruction.text = f" {text} "
            run._r.append(instruction)
