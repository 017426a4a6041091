"""Source lines: whence a report is and who reports."""
