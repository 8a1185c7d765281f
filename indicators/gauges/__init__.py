"""Recomputing gauges and remembering them."""

from indicators.gauges.drain import drain, rebuild
from indicators.gauges.due import anything_due

__all__ = ["anything_due", "drain", "rebuild"]
