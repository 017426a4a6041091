"""Stacks of headline lines: which line is what, which lines are none, and titles that stand elsewhere on the page."""
