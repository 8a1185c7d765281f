"""Recomputing gauges and remembering them."""

from indicators.gauges.drain import drain, rebuild

__all__ = ["drain", "rebuild"]
