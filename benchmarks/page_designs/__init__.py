"""Newspaper pages in many designs, printed to PDF by a browser, with their gold."""
