"""Orders between watcher and workers: what a message holds, how it travels, who works on it, how often it was tried."""
