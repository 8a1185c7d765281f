"""Reading a YAML document with the place of everything in it, and printing one.

Numbers stay the text the author typed: YAML's own number types are floats, and
a figure must arrive exactly. Every scalar is therefore a string (or None) until
an entry says what it means.
"""

from __future__ import annotations

import pathlib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import yaml
from yaml.composer import ComposerError
from yaml.error import MarkedYAMLError
from yaml.reader import ReaderError

from areas.problems import Problem, ProblemsFound

Path = tuple[str | int, ...]
MEGABYTES = 4
MAX_BYTES = MEGABYTES * 1_000_000
MAX_DEPTH = 20


@dataclass(frozen=True, slots=True)
class Document:
    """The content of a file, the line of each part of it, and what was refused while reading."""

    content: dict[str, Any]
    lines: dict[Path, int]
    problems: list[Problem]

    def line_of(self, path: Path) -> int | None:
        """The line of `path`, or of the nearest part around it."""
        for length in range(len(path), -1, -1):
            if (line := self.lines.get(path[:length])) is not None:
                return line
        return None

    def placed(self, problems: list[Problem]) -> list[Problem]:
        return [problem.at(problem.line or self.line_of(problem.path)) for problem in problems]


def read_file(path: pathlib.Path) -> str:
    """The text of a file. Raises ProblemsFound where it is too large or not UTF-8."""
    with path.open("rb") as file:
        raw = file.read(MAX_BYTES + 1)
    _refuse_size(len(raw))
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise _unreadable("not UTF-8", line) from error


def read(text: str) -> Document:
    """Read one YAML mapping. Raises ProblemsFound with line and reason where there is none.

    What can be read around a fault is read: such faults are in `Document.problems`.
    """
    _refuse_size(len(text))
    root = _compose(text) if text.strip() else None
    if root is None:
        raise ProblemsFound([Problem.of("E-FILE-EMPTY")])
    if not isinstance(root, yaml.MappingNode):
        raise _unreadable("not a mapping of sections", root.start_mark.line + 1)
    reader = _Reader()
    content = reader.mapping(root, ())
    return Document(content=content, lines=reader.lines, problems=reader.problems)


def forbidden_character(text: str) -> str | None:
    """The first control or invisible character as U+XXXX; a line break is none."""
    for character in text:
        if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp") and character != "\n":
            return f"U+{ord(character):04X}"
    return None


def _refuse_size(length: int) -> None:
    if length > MAX_BYTES:
        raise ProblemsFound([Problem.of("E-FILE-SIZE", n=MEGABYTES)])


def _unreadable(reason: str, line: int | None) -> ProblemsFound:
    return ProblemsFound([Problem.of("E-FILE-CORRUPT", reason=reason).at(line)])


def _compose(text: str) -> yaml.Node | None:
    try:
        loader = _Loader(text)
    except ReaderError as error:
        found = Problem.of("E-TXT-CONTROL", where=f"U+{ord(text[error.position]):04X}")
        raise ProblemsFound([found.at(text.count("\n", 0, error.position) + 1)]) from error
    try:
        return loader.get_single_node()
    except MarkedYAMLError as error:
        mark = error.problem_mark
        raise _unreadable(str(error.problem), mark.line + 1 if mark else None) from error
    except (ValueError, OverflowError) as error:  # an escape or a version beyond all bounds
        raise _unreadable("a number out of range", loader.line + 1) from error


class _Loader(yaml.SafeLoader):
    """Refuses what no plan file needs: aliases (which can multiply), tags, deep nesting."""

    _depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        event: yaml.Event = self.peek_event()  # type: ignore[no-untyped-call]
        if isinstance(event, yaml.AliasEvent):
            self._refuse("an alias (*) is not read; write the part out", event)
        if getattr(event, "tag", None):
            self._refuse("a tag (!) is not read", event)
        if self._depth >= MAX_DEPTH:
            self._refuse("nested too deeply", event)
        self._depth += 1
        node = super().compose_node(parent, index)
        self._depth -= 1
        return node

    @staticmethod
    def _refuse(reason: str, event: yaml.Event) -> None:
        raise ComposerError(None, None, reason, event.start_mark)  # type: ignore[arg-type]


class _Reader:
    """Walks the YAML nodes once, noting lines, keys that stand twice and bad characters."""

    def __init__(self) -> None:
        self.lines: dict[Path, int] = {}
        self.problems: list[Problem] = []

    def value(self, node: yaml.Node, path: Path) -> Any:
        self.lines[path] = node.start_mark.line + 1
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*path, n)) for n, item in enumerate(node.value)]
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, path)
        return self._scalar(node, path)

    def mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                self._refuse("E-FILE-CORRUPT", path, line, reason="a key is not a word")
                continue
            key = str(key_node.value)
            if where := forbidden_character(key):
                self._refuse("E-TXT-CONTROL", path, line, where=where)
            elif key in found:
                self._refuse("E-DUP", (*path, key), line, what=key)
            else:
                found[key] = self.value(value_node, (*path, key))
                self.lines[*path, key] = line
        return found

    def _scalar(self, node: yaml.Node, path: Path) -> str | None:
        text = str(node.value)
        if node.style is None and text in ("", "~", "null"):  # type: ignore[attr-defined]
            return None
        if where := forbidden_character(text):
            self._refuse("E-TXT-CONTROL", path, self.lines[path], where=where)
        return text

    def _refuse(self, code: str, path: Path, line: int, **facts: object) -> None:
        self.problems.append(Problem.of(code, *path, **facts).at(line))


class _Printer(yaml.SafeDumper):
    """Block style, lists indented under their key, decimals printed as typed, no aliases."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        super().increase_indent(flow, indentless=False)

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        return True


def _decimal(printer: yaml.SafeDumper, value: Decimal) -> yaml.ScalarNode:
    text = format(value, "f")
    kind = "float" if "." in text else "int"
    return printer.represent_scalar(f"tag:yaml.org,2002:{kind}", text)


_Printer.add_representer(Decimal, _decimal)


def dump(content: dict[str, Any]) -> str:
    """The canonical text of a document: what `read` reads back unchanged."""
    return "\n".join(_sections(content))


def _sections(content: dict[str, Any]) -> Iterator[str]:
    for key, value in content.items():
        yield yaml.dump(
            {key: value}, Dumper=_Printer, allow_unicode=True, sort_keys=False, width=100
        )
