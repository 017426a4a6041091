"""Which issue a file is: sidecar, file and folder names, masthead."""
