"""Pictures: which lines are captions, and which article a picture belongs to."""
