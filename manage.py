#!/usr/bin/env python
"""The project's command line: `python manage.py help` lists what there is."""

import sys

from django.core.management import execute_from_command_line

from plan_tracker.start import load_settings


def main() -> None:
    load_settings()
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
