"""What travels through the pipeline: the page as a reader found it, and the issue as a person reads it."""
