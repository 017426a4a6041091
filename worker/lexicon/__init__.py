"""What is known of names, labels and signs before any text is read: ONE copy of each fact.

Each fact is a file in ``data/`` that names its source; each has a small typed module that parsing and enrichment both
read. ``tests/unit/test_lexicon.py`` fails when a second table of the same kind appears elsewhere.
"""
