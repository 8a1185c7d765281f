"""manage.py import_users FILE: accounts and seats from a workbook or CSV, all or nothing."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.acting import command_actor
from areas import rollcall
from areas.problems import ProblemsFound


class Command(BaseCommand):
    help = "Make accounts and give seats. The columns are 用户名, 姓名, 联系电话, 席位, 地区, 处室."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help=".xlsx, .xls, .ods or .csv")

    def handle(self, *, file: Path, **_: Any) -> None:
        try:
            new, given = rollcall.load(file, by=command_actor())
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        except ProblemsFound as found:
            lines = [f"{file}: {problem}" for problem in found.problems]
            lines.append(f"{len(lines)} errors; nobody was added")
            raise CommandError("\n".join(lines)) from found
        for person in new:
            self.stdout.write(f"{person.user.username}: {person.password}")
        self.stdout.write(
            f"{len(new)} accounts made, {given} seats given. "
            "Each password must be changed at the first sign-in."
        )
