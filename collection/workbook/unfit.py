"""Why a file cannot be taken at all. Plain Python: the process that opens files knows no Django."""

from __future__ import annotations


class Unfit(Exception):
    """`code` and `facts` name a text of the catalogue; nothing of the file was kept."""

    def __init__(self, code: str, **facts: str | int) -> None:
        self.code = code
        self.facts = facts
        super().__init__(code)
