"""Fields of an article: paragraphs, statements, who wrote and who took the pictures."""
