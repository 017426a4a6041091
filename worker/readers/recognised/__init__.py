"""Pages that were recognised elsewhere: what OCR programs and services write, with the places of what they saw."""
