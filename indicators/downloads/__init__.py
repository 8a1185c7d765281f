"""A chart to take away: its table as CSV, its gauge as SVG."""
