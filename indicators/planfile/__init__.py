"""The numbers' part of a plan file: shapes, checks, storing and printing."""

from indicators.planfile.apply import apply
from indicators.planfile.checks import check
from indicators.planfile.export import export
from indicators.planfile.protection import check_in_use
from indicators.planfile.sections import Sections

__all__ = ["Sections", "apply", "check", "check_in_use", "export"]
