"""Names of the queues."""

FRESH = "baoku-fresh"  # files dropped now
BACKLOG = "baoku-backlog"  # files found by a scan; served when no fresh one waits
QUEUES = (FRESH, BACKLOG)  # in the order in which a worker serves them
PAGES = "baoku-pages"  # PDF files and images: a page takes longer than a whole text
RECOGNITION = "baoku-recognition"  # of these, what must be recognised; served when no other page waits
PAGE_QUEUES = (PAGES, RECOGNITION)
