"""Running as processes: children that end with their parent, logs without secrets, limits."""
