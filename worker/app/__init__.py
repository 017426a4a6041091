"""Settings, wiring and processes: what the command line and the reading room run."""
