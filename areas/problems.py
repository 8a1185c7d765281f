"""What can be wrong with a file, said so that a person can mend it.

A text of the catalogue, and the place it is about.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from areas.problem_texts import TEXTS


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend: where it stands, what is wrong, in both languages.

    `subject` is the code or unit that is not found or not to be touched.
    """

    code: str
    zh: str
    en: str
    path: tuple[str | int, ...] = ()
    line: int | None = None
    subject: str = ""

    @classmethod
    def of(cls, code: str, /, *path: str | int, **facts: object) -> Problem:
        zh, en = TEXTS[code]
        subject = str(facts.get("code") or facts.get("unit") or facts.get("what") or "")
        return cls(code, zh.format(**facts), en.format(**facts), path, subject=subject)

    def at(self, line: int | None) -> Problem:
        return replace(self, line=line)

    def said(self) -> dict[str, str]:
        """For a browser or another program."""
        return {"code": self.code, "zh": self.zh, "en": self.en}

    @property
    def place(self) -> str:
        """For example ``line 12, indicators[3].unit``."""
        spot = ""
        for step in self.path:
            spot += f"[{step}]" if isinstance(step, int) else f".{step}" if spot else step
        line = f"line {self.line}" if self.line else ""
        return ", ".join(part for part in (line, spot) if part) or "file"

    def __str__(self) -> str:
        return f"{self.place}: {self.code} {self.zh} / {self.en}"


class ProblemsFound(Exception):
    """A file was refused as a whole; nothing was changed."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(problems, key=lambda p: (p.line or 0, p.place))
        super().__init__("\n".join(map(str, self.problems)))
