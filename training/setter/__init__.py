"""Prints articles whose parts are known as pages of newspaper text, in many layouts, with a label for every line."""
