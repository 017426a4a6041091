"""Bounds: drafts that are one article joined, one that holds two parted, and how sure that is."""
