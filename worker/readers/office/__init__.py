"""Office files: Word documents, e-books, and what a converter on the machine turns into text."""
