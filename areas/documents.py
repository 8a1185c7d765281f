"""Reading a YAML document with the place of everything in it, and printing one.

Numbers stay the text the author typed: YAML's own number types are floats, and
a figure must arrive exactly. Every scalar is therefore a string (or None) until
an entry says what it means.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import yaml

from areas.problems import Problem, ProblemsFound

Path = tuple[str | int, ...]
MAX_CHARACTERS = 4_000_000


@dataclass(frozen=True, slots=True)
class Document:
    """The content of a file and the line on which each part of it stands."""

    content: dict[str, Any]
    lines: dict[Path, int]

    def line_of(self, path: Path) -> int | None:
        """The line of `path`, or of the nearest part around it."""
        for length in range(len(path), -1, -1):
            if (line := self.lines.get(path[:length])) is not None:
                return line
        return None

    def placed(self, problems: list[Problem]) -> list[Problem]:
        return [
            Problem(p.code, p.zh, p.en, p.path, p.line or self.line_of(p.path)) for p in problems
        ]


def read(text: str) -> Document:
    """Read one YAML mapping. Raises ProblemsFound with line and reason."""
    if not text.strip():
        raise ProblemsFound([Problem.of("E-FILE-EMPTY")])
    if len(text) > MAX_CHARACTERS:
        raise ProblemsFound([Problem.of("E-FILE-CORRUPT", reason=f"> {MAX_CHARACTERS} characters")])
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError) as error:
        raise ProblemsFound([_unreadable(error)]) from error
    if not isinstance(root, yaml.MappingNode):
        raise ProblemsFound([Problem.of("E-FILE-CORRUPT", reason="not a mapping of sections")])
    reader = _Reader()
    content = reader.value(root, ())
    if reader.problems:
        raise ProblemsFound(reader.problems)
    return Document(content=content, lines=reader.lines)


def _unreadable(error: Exception) -> Problem:
    mark = getattr(error, "problem_mark", None)
    reason = getattr(error, "problem", None) or type(error).__name__
    found = Problem.of("E-FILE-CORRUPT", reason=reason)
    return Problem(found.code, found.zh, found.en, (), mark.line + 1 if mark else None)


class _Reader:
    """Walks the YAML nodes once, noting lines, duplicates and aliases."""

    def __init__(self) -> None:
        self.lines: dict[Path, int] = {}
        self.problems: list[Problem] = []
        self._open: set[int] = set()

    def value(self, node: yaml.Node, path: Path) -> Any:
        self.lines[path] = node.start_mark.line + 1
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node)
        if id(node) in self._open:  # an alias to a node that contains it
            self._refuse("E-FILE-CORRUPT", path, reason="a part contains itself")
            return None
        self._open.add(id(node))
        try:
            if isinstance(node, yaml.SequenceNode):
                return [self.value(item, (*path, n)) for n, item in enumerate(node.value)]
            return self._mapping(node, path)
        finally:
            self._open.discard(id(node))

    @staticmethod
    def _scalar(node: yaml.ScalarNode) -> str | None:
        plain_null = node.style is None and node.value in ("", "~", "null")
        return None if plain_null else str(node.value)

    def _mapping(self, node: yaml.Node, path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            here = (*path, key)
            if key in found:
                self._refuse("E-DUP", here, key_node.start_mark.line + 1, what=key)
                continue
            found[key] = self.value(value_node, here)
            self.lines[here] = key_node.start_mark.line + 1
        return found

    def _refuse(self, code: str, path: Path, line: int | None = None, **facts: object) -> None:
        found = Problem.of(code, *path, **facts)
        where = line or self.lines.get(path)
        self.problems.append(Problem(found.code, found.zh, found.en, found.path, where))


class _Printer(yaml.SafeDumper):
    """Block style, lists indented under their key, decimals printed as typed."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        super().increase_indent(flow, indentless=False)


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
