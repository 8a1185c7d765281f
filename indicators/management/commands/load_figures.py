"""manage.py load_figures FILE: record published figures and steps, all or nothing."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from areas.documents import read_file
from areas.problems import ProblemsFound
from indicators import figurefile


class Command(BaseCommand):
    help = "Record the figures and steps of a file with sources. Refuses the file as a whole."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *, file: Path, **_: Any) -> None:
        try:
            loaded = figurefile.load(read_file(file))
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        except ProblemsFound as found:
            lines = [f"{file}: {problem}" for problem in found.problems]
            lines.append(f"{len(lines)} errors; nothing was recorded")
            raise CommandError("\n".join(lines)) from found
        self.stdout.write(
            f"{loaded.added} figures recorded, {loaded.unchanged} already on record, "
            f"{loaded.beside} baselines, goals and breaks changed, {loaded.steps} steps recorded"
        )
