"""Recomputing gauges and remembering them."""

from indicators.gauges.drain import NotRebuilt, drain, rebuild
from indicators.gauges.due import anything_due

__all__ = ["NotRebuilt", "anything_due", "drain", "rebuild"]
