"""What patterns share: numerals, dates, cue words, the shapes of personal names."""
